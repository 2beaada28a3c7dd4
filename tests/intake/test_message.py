"""A message becomes one paste, without the marks that Discord and its people put around the text."""

from __future__ import annotations

import time
from dataclasses import dataclass

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.message import compose_paste, strip_markup
from bot.text.normalise import MAX_CHARS

ID = "1134557553011998840"


@dataclass(frozen=True)
class Said:
    """A message or a forwarded one."""

    content: str = ""
    embeds: tuple[discord.Embed, ...] = ()
    message_snapshots: tuple[Said, ...] = ()


STRIPPED = {
    "plain": ("Error 429", "Error 429"),
    "fence": ("```\nError 429\n```", "Error 429"),
    "fence with a language": ('```json\n{"a": 1}\n```', '{"a": 1}'),
    "fence in a line": ("it says ```Error 429``` why", "it says \nError 429\n why"),
    "first word is no language": ("```Error\nsecond```", "second"),
    "open fence": ("看这个\n```\nError 429\nat x", "看这个\nError 429\nat x"),
    "two fences": ("```a 1```\n和\n```b 2```", "a 1\n和\nb 2"),
    "quote": ("> Error 429\n> at x\nwhy?", "Error 429\nat x\nwhy?"),
    "long quote": (">>> Error 429\nat x", "Error 429\nat x"),
    "prompt inside a fence stays": ("```\n> sillytavern@1.13.4 start\n```", "> sillytavern@1.13.4 start"),
    "comparison stays": ("a >b and 3 > 2", "a >b and 3 > 2"),
    "spoiler": ("||Error 429||", "Error 429"),
    "spoiler of one letter": ("||a||", "a"),
    "spoiler over lines": ("||a\nb|| c", "a\nb c"),
    "two spoilers": ("||a|| and ||b||", "a and b"),
    "more bars than a spoiler has": ("|||a||| ||||| b", "|a| | b"),
    "a spoiler without an end stays": ("||a ||b", "||a ||b"),
    "alternatives stay": ("a || b || c", "a || b || c"),
    "emoji": (f"<:sad:{ID}>429<a:cry:{ID}>", "429"),
    "mentions": (f"<@{ID}> <@!{ID}> <@&{ID}> <#{ID}> 429", "    429"),
    "command": (f"try </error:{ID}>", "try /error"),
    "time": ("<t:1700000000:R> 429", " 429"),
    "markup inside a fence stays": (f"```<@{ID}> ||x||```", f"<@{ID}> ||x||"),
    "tags of HTML stay": ("<html><title>502 Bad Gateway</title>", "<html><title>502 Bad Gateway</title>"),
    "masked key stays": ("sk-****abcd", "sk-****abcd"),
    "backticks of messages stay": ("`temperature` may only be set to 1", "`temperature` may only be set to 1"),
    "nothing": ("", ""),
    "empty fence": ("``` ```", ""),
}


@pytest.mark.parametrize(("content", "text"), STRIPPED.values(), ids=STRIPPED.keys())
def test_markup_is_stripped(content: str, text: str) -> None:
    assert strip_markup(content) == text


def test_all_that_a_message_says_is_read_in_order() -> None:
    card = discord.Embed(title="Request failed", description="```\n429\n```").add_field(
        name="Model", value="gemini-2.5-pro"
    )
    message = Said("怎么办", (card,), (Said("> Bad Gateway"),))
    assert compose_paste(message, title="求助：酒馆报错", attached=["log line"]) == (
        "求助：酒馆报错\n怎么办\nRequest failed\n429\nModel\ngemini-2.5-pro\nBad Gateway\nlog line"
    )


def test_what_is_said_twice_is_read_once() -> None:
    assert compose_paste(Said("Error 429", (), (Said("Error 429"),)), title="Error 429") == "Error 429"


@pytest.mark.parametrize(
    "card",
    [
        discord.Embed(type="article", title="429 Too Many Requests", url="https://example.org/429"),
        discord.Embed(title="429 Too Many Requests", url="https://example.org/429"),
    ],
    ids=["by its type", "by its address"],
)
def test_previews_of_links_are_no_part_of_a_paste(card: discord.Embed) -> None:
    assert compose_paste(Said("see https://example.org/429", (card,))) == "see https://example.org/429"


def test_a_message_that_says_nothing_is_empty() -> None:
    assert compose_paste(Said(f"<:sad:{ID}>")) == ""


def test_the_length_is_bounded() -> None:
    assert len(compose_paste(Said("x" * 4_000), attached=["y" * MAX_CHARS])) <= MAX_CHARS


def test_spoilers_without_an_end_cost_little() -> None:
    text = "||a " * 25_000
    start = time.process_time()
    assert strip_markup(text) == text
    assert time.process_time() - start < 1


@given(st.text())
def test_any_content_can_be_stripped(content: str) -> None:
    assert len(strip_markup(content)) <= len(content) + content.count("```")
