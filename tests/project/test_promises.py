"""What the README and its neighbours promise is so."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import click
import pytest

from bot.cli import cli
from bot.config import variable_names

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")
PAGES = (*READMES, "CONTRIBUTING.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))))


@pytest.mark.parametrize("page", PAGES)
def test_every_linked_file_exists(page):
    text = (ROOT / page).read_text("utf-8")
    links = re.findall(r"\]\(((?!https?:)[^)#]+)", text) + re.findall(r'src="([^"]+)"', text)
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_exists(page):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"setup", "try", "run", "test", "check", "bench"} <= targets
    named = set(re.findall(r"(?:^|`|\| )make ([a-z]+)", (ROOT / page).read_text("utf-8"), re.MULTILINE))
    assert named - targets == set()


@pytest.mark.parametrize("page", READMES)
def test_the_commands_of_the_terminal_are_all_named(page, errata_commands):
    assert set(re.findall(r"\berrata ([a-z]+)", _code(page))) == errata_commands


@pytest.mark.parametrize("page", READMES)
def test_every_command_over_the_catalogue_is_named(page):
    (row,) = (line for line in (ROOT / page).read_text("utf-8").splitlines() if line.startswith("| `errata kb "))
    group = cli.get_command(click.Context(cli), "kb")
    assert isinstance(group, click.Group)
    assert set(re.findall(r"`(?:errata kb )?([a-z]+)`", row)) == set(group.list_commands(click.Context(group)))


@pytest.mark.parametrize(
    "passage",
    [r"^\| .*\d.*\|$", r"(?:Exit codes of `ask`|`ask` 的退出码)[\s\S]*?\n\n", r"(?:For machines|给程序用)[\s\S]*?\n\n"],
)
def test_both_readmes_tell_the_same_numbers_and_fields(passage):
    english, chinese = (
        "\n".join(re.findall(passage, (ROOT / page).read_text("utf-8"), re.MULTILINE)) for page in READMES
    )
    told = re.compile(r"\d[\d,]*|`[^`]+`")
    assert Counter(told.findall(english)) == Counter(told.findall(chinese)) != Counter()


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_terminal_exists_with_its_options(page):
    for name, rest in re.findall(r"\berrata ([a-z]+)((?: [a-z|]+| --[a-z-]+)*)", _code(page)):
        command = cli.get_command(click.Context(cli), name)
        assert command is not None, name
        words = rest.split()
        if isinstance(command, click.Group) and words and not words[0].startswith("-"):
            context = click.Context(command)
            assert set(words[0].split("|")) <= set(command.list_commands(context)), (name, rest)
            command = command.get_command(context, words[0].split("|")[0])
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, (name, rest)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_discord_exists(page):
    words = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot/ui/locales").glob("*en.ftl"))
    names = dict(re.findall(r"^command-([a-z-]+)-name = (.+)$", words, re.MULTILINE))
    known = {f"/{name}" for key, name in names.items() if "-" not in key}
    known |= {f"/{names[key.split('-')[0]]} {name}" for key, name in names.items() if "-" in key}
    for command in re.findall(r"(?<=`)/[a-z-]+(?: [a-z-]+)?(?=[` ])", (ROOT / page).read_text("utf-8")):
        assert command in known, command


def test_ci_runs_exactly_the_test_command_of_the_readme():
    commands = [
        line for line in (ROOT / ".ci/run").read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]
    assert commands[-1] == "make test"
    assert "make test" in (ROOT / "README.md").read_text("utf-8")


def test_every_variable_is_explained():
    text = (ROOT / ".env.example").read_text("utf-8")
    assert {name for name in variable_names() if not re.search(rf"^(?:# )?{name}=", text, re.MULTILINE)} == set()


@pytest.mark.parametrize("file", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_requirements_are_pinned_with_hashes_and_no_address(file):
    text = file.read_text("utf-8")
    assert "://" not in text
    pins = re.findall(r"^([\w.\[\]-]+)==", text, re.MULTILINE)
    assert len(pins) > 20
    assert len(re.findall(r"--hash=sha256:", text)) >= len(pins)


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = {
        name.lower().replace("_", "-")
        for name in re.findall(r"^([\w.-]+)==", (ROOT / "requirements/runtime.txt").read_text("utf-8"), re.MULTILINE)
    }
    wanted = {
        re.split(r"[\[<>=]", item)[0].lower().replace("_", "-").replace(".", "-") for item in project["dependencies"]
    }
    assert {name for name in wanted if name not in {pin.replace(".", "-") for pin in pinned}} == set()


def test_nothing_names_this_machine():
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if path.suffix in {".py", ".yaml", ".toml", ".md", ".txt", ".json", ".ftl"} and not parts[0].startswith("."):
            text = path.read_text("utf-8", "replace")
            assert str(ROOT) not in text, path


def _code(page: str) -> str:
    """What stands in code on a page: a sentence that begins with Errata names no command."""
    text = (ROOT / page).read_text("utf-8")
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))])
