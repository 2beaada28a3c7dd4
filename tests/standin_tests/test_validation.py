"""Limits, as tables: what is refused, under which path, and what just fits."""

from __future__ import annotations

import pytest

from tests.standin.errors import ApiError
from tests.standin.validation.commands import read_commands
from tests.standin.validation.messages import SentFile, read_message
from tests.standin.validation.modals import read_modal
from tests.standin_tests.raw_client import slash


def row(*components):
    return {"type": 1, "components": list(components)}


def button(custom_id="a", label="go", **about):
    return {"type": 2, "style": 1, "custom_id": custom_id, "label": label, **about}


def select(count=1, **about):
    options = [{"label": f"l{i}", "value": f"v{i}"} for i in range(count)]
    return {"type": 3, "custom_id": "s", "options": options, **about}


def embed(**about):
    return {"embeds": [{"description": "d", **about}]}


def shown_text(*texts):
    return {"flags": 1 << 15, "components": [{"type": 10, "content": text} for text in texts]}


def fields(count, value="v"):
    return [{"name": "n", "value": value} for _ in range(count)]


REFUSED_MESSAGES = [
    ({"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
    ({"content": 5}, "content", "STRING_TYPE_CONVERT"),
    ({"embeds": [{"title": "t"}] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
    (embed(title="x" * 257), "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
    (embed(description="x" * 4097), "embeds.0.description", "BASE_TYPE_MAX_LENGTH"),
    (embed(fields=fields(26)), "embeds.0.fields", "BASE_TYPE_MAX_LENGTH"),
    (embed(fields=fields(1, "x" * 1025)), "embeds.0.fields.0.value", "BASE_TYPE_BAD_LENGTH"),
    (embed(fields=fields(1, " ")), "embeds.0.fields.0.value", "BASE_TYPE_REQUIRED"),
    (embed(footer={"text": "x" * 2049}), "embeds.0.footer.text", "BASE_TYPE_BAD_LENGTH"),
    (embed(author={"name": "x" * 257}), "embeds.0.author.name", "BASE_TYPE_BAD_LENGTH"),
    (embed(url="ftp://x"), "embeds.0.url", "URL_TYPE_INVALID_SCHEME"),
    (embed(url="https://"), "embeds.0.url", "URL_TYPE_INVALID_URL"),
    (embed(color=1 << 24), "embeds.0.color", "NUMBER_TYPE_MAX"),
    (embed(timestamp="today"), "embeds.0.timestamp", "DATE_TIME_TYPE_PARSE"),
    (embed(description="x" * 4096, fields=fields(2, "x" * 1000)), "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
    ({"components": [row(button())] * 6}, "components", "BASE_TYPE_MAX_LENGTH"),
    ({"components": [row(*[button(str(i)) for i in range(6)])]}, "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    (
        {"components": [row(button(), button())]},
        "components.0.components.1.custom_id",
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    ({"components": [row(button("x" * 101))]}, "components.0.components.0.custom_id", "BASE_TYPE_BAD_LENGTH"),
    ({"components": [row(button(label="x" * 81))]}, "components.0.components.0.label", "BASE_TYPE_MAX_LENGTH"),
    ({"components": [row(button(label=None))]}, "components.0.components.0", "BUTTON_COMPONENT_INVALID_LABEL"),
    (
        {"components": [row(button(emoji={"name": "ok"}))]},
        "components.0.components.0.emoji.name",
        "COMPONENT_INVALID_EMOJI",
    ),
    ({"components": [row(button(style=9))]}, "components.0.components.0.style", "BASE_TYPE_CHOICES"),
    ({"components": [button()]}, "components.0.type", "BASE_TYPE_CHOICES"),
    ({"components": [row(select(26))]}, "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
    ({"components": [row(select(), button())]}, "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    (
        {"components": [row(select(placeholder="x" * 151))]},
        "components.0.components.0.placeholder",
        "BASE_TYPE_MAX_LENGTH",
    ),
    (
        {"components": [row(select(1, max_values=2))]},
        "components.0.components.0.max_values",
        "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE",
    ),
    (
        {"flags": 1 << 15, "content": "x", "components": [{"type": 10, "content": "y"}]},
        "flags",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    (shown_text("x" * 2001, "x" * 2000), "components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
    (shown_text(*["x"] * 41), "components", "BASE_TYPE_MAX_LENGTH"),
    (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
    ({"content": "x", "attachments": [{"id": 0}]}, "attachments.0.id", "ATTACHMENT_NOT_FOUND"),
]


@pytest.mark.parametrize(("body", "path", "code"), REFUSED_MESSAGES, ids=[f"{p} {c}" for _, p, c in REFUSED_MESSAGES])
def test_message_beyond_a_limit_is_refused_with_its_path(body, path, code):
    with pytest.raises(ApiError) as caught:
        read_message(body, [])
    node = caught.value.errors
    for step in path.split("."):
        node = node[step]
    assert caught.value.code == 50035
    assert node["_errors"][0]["code"] == code


FITTING_MESSAGES = [
    {"content": "x" * 2000},
    embed(title="x" * 256, description="x" * 4096, fields=fields(1, "x" * 1024), footer={"text": "x" * 600}),
    {"embeds": [{"title": "t"}] * 10},
    {"components": [row(*[button(f"{i}{j}") for j in range(5)]) for i in range(5)]},
    {"components": [row(select(25, max_values=25, min_values=0))]},
    {"components": [row({"type": 2, "style": 5, "label": "docs", "url": "https://example.org/x"})]},
    {"components": [row(button(label=None, emoji={"name": "👍"}))]},
    shown_text("x" * 4000),
]


@pytest.mark.parametrize("body", FITTING_MESSAGES)
def test_message_at_a_limit_is_accepted(body):
    read_message(body, [])


@pytest.mark.parametrize("body", [{}, {"content": "  "}, {"embeds": [{}]}, {"content": "", "components": []}])
def test_empty_message_is_refused(body):
    with pytest.raises(ApiError) as caught:
        read_message(body, [])
    assert caught.value.code == 50006


def test_too_many_bytes_are_refused():
    with pytest.raises(ApiError) as caught:
        read_message({"content": "x"}, [SentFile(0, "big.bin", bytes(10 * 1024 * 1024 + 1))])
    assert (caught.value.status, caught.value.code) == (413, 40005)


def modal(*components, **about):
    return {"title": "Report", "custom_id": "r", "components": list(components), **about}


def label(component, text="What", **about):
    return {"type": 18, "label": text, "component": component, **about}


def text_input(**about):
    return {"type": 4, "style": 2, "custom_id": "t", **about}


REFUSED_MODALS = [
    (modal(label(text_input()), title="x" * 46), "data.title"),
    (modal(), "data.components"),
    (modal(*[label(text_input(custom_id=str(i))) for i in range(6)]), "data.components"),
    (modal(label(text_input(), "x" * 46)), "data.components.0.label"),
    (modal(label(text_input(), description="x" * 101)), "data.components.0.description"),
    (modal(label(text_input(max_length=4001))), "data.components.0.component.max_length"),
    (modal(label(text_input(label="old"))), "data.components.0.component.label"),
    (modal(label(text_input(value="x" * 11, max_length=10))), "data.components.0.component.value"),
    (modal(label(text_input()), label(text_input())), "data.components.1.component.custom_id"),
    (modal(text_input()), "data.components.0.type"),
    (modal(label({"type": 19, "custom_id": "f", "max_values": 11})), "data.components.0.component.max_values"),
    (modal(label(select(26))), "data.components.0.component.options"),
    (modal(label({"type": 21, "custom_id": "r", "options": []})), "data.components.0.component.options"),
]


@pytest.mark.parametrize(("body", "path"), REFUSED_MODALS, ids=[path for _, path in REFUSED_MODALS])
def test_modal_beyond_a_limit_is_refused_with_its_path(body, path):
    with pytest.raises(ApiError) as caught:
        read_modal(body)
    node = caught.value.errors
    for step in path.split("."):
        node = node[step]
    assert node["_errors"]


def option(name="text", kind=3, **about):
    return {"name": name, "description": "d", "type": kind, **about}


REFUSED_COMMANDS = [
    ([slash("Upper")], "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    ([slash("two words")], "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    ([slash("x" * 33)], "0.name", "BASE_TYPE_BAD_LENGTH"),
    ([slash(description="x" * 101)], "0.description", "BASE_TYPE_BAD_LENGTH"),
    ([slash(description="")], "0.description", "BASE_TYPE_REQUIRED"),
    ([slash(name_localizations={"zh": "错误"})], "0.name_localizations.zh", "BASE_TYPE_CHOICES"),
    (
        [slash(name_localizations={"zh-CN": "有 空格"})],
        "0.name_localizations.zh-CN",
        "APPLICATION_COMMAND_INVALID_NAME",
    ),
    ([slash(), slash()], "1.name", "APPLICATION_COMMANDS_DUPLICATE_NAME"),
    ([slash(options=[option(str(i)) for i in range(26)])], "0.options", "BASE_TYPE_MAX_LENGTH"),
    (
        [slash(options=[option("a"), option("a")])],
        "0.options.1.name",
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
    ),
    (
        [slash(options=[option("a"), option("b", required=True)])],
        "0.options.1",
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    (
        [slash(options=[option(choices=[{"name": "n", "value": "v"}] * 26)])],
        "0.options.0.choices",
        "BASE_TYPE_MAX_LENGTH",
    ),
    (
        [slash(options=[option(autocomplete=True, choices=[{"name": "n", "value": "v"}])])],
        "0.options.0.autocomplete",
        "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID",
    ),
    (
        [slash(options=[option("sub", 1, options=[option("deep", 1)])])],
        "0.options.0.options.0.type",
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    ([slash(contexts=[3])], "0.contexts.0", "BASE_TYPE_CHOICES"),
    (
        [{"name": "Menu", "type": 3, "description": "no"}],
        "0.description",
        "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
    ),
    (
        [slash(options=[option(str(i), choices=[{"name": "n" * 90, "value": "v"}] * 4) for i in range(25)])],
        "0",
        "APPLICATION_COMMAND_TOO_LARGE",
    ),
]


@pytest.mark.parametrize(("body", "path", "code"), REFUSED_COMMANDS, ids=[f"{p} {c}" for _, p, c in REFUSED_COMMANDS])
def test_command_beyond_a_limit_is_refused_with_its_path(body, path, code):
    with pytest.raises(ApiError) as caught:
        read_commands(body, guild_id=None, id_for=lambda kind, name: 1)
    node = caught.value.errors
    for step in path.split("."):
        node = node[step]
    assert node["_errors"][0]["code"] == code


def test_chinese_names_and_nested_groups_are_accepted():
    group = option("更多", 2, options=[option("看", 1, options=[option("文本", required=True), option("b")])])
    commands = read_commands(
        [slash("报错", name_localizations={"zh-TW": "報錯"}, options=[group]), {"name": "查 报错", "type": 3}],
        guild_id=None,
        id_for=lambda kind, name: 1,
    )
    assert [command.name for command in commands] == ["报错", "查 报错"]
    assert commands[0].name_in("zh-TW") == "報錯"
