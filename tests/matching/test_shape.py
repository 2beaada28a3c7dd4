from __future__ import annotations

import pytest

from bot.matching.shape import Shape, read_shape
from bot.text.words import split_words


def shape_of(text: str) -> Shape:
    return read_shape(text, frozenset(split_words(text)), 0, 0)


@pytest.mark.parametrize(
    "line",
    [
        'call("x"),',
        'call("x");',
        "= module.exports",
        "an interface Shape { }",
        "app.reply('x'",
        "want := 3",
        "x = new Error('y')",
        "a new HttpError(",
        't.Fatalf("x',
        't.Run("x',
        "require.Equal(t",
        "assert.strictEqual(x",
        "http.StatusForbidden",
        'r"user quota",',
        "res.respond(200",
        "http.intercept('/x",
        "app.post('/v1",
        "app.get('/v1",
        "app.route('/v1",
        "x isinstance(y",
        "<%= x",
        "say %(name)s",
        "x throw new Fault",
        "x raise Fault(",
        "} catch (e)",
        "x catch(e)",
        "x assertEqual(a",
        "x expect(y",
        "x mockReply(y",
        "if status == 200",
        "statusCode !== 404",
        "a === b",
        "a => b",
        "a && b",
        "x console.warn",
        "x logger.warn(",
        "(?:a|b)",
        "(?=a)",
        "(?!a)",
        "[\\s\\S]",
        "a\\d{3}",
    ],
)
def test_code_within_a_line_is_code(line: str) -> None:
    assert shape_of(f"so {line}").code > 0.0


@pytest.mark.parametrize("line", ["import os", "  return x", "const x = 1", "if x:", "@app(", "x: int = 3", "call("])
def test_the_beginning_of_a_line_of_code_is_code(line: str) -> None:
    assert shape_of(f"so\n{line}").code > 0.0


@pytest.mark.parametrize("text", ["importing is slow", "he has returned", "no code here at all"])
def test_talk_is_no_code(text: str) -> None:
    assert shape_of(text).code == 0.0


@pytest.mark.parametrize(
    ("text", "is_data"),
    [
        ('{"message": "Forbidden"}', False),
        ('{"message": "Improperly formed request.", "reason": null}', False),
        ('{"message": "hi", "role": "user"}', True),
        ('{"message": "hi", "to": "you", "from": "me"}', True),
        ('{"name": "Ann"}', True),
        ('{"error": "no"}', False),
    ],
)
def test_an_object_that_only_says_something_is_no_data(text: str, *, is_data: bool) -> None:
    assert bool(shape_of(text).data_json) is is_data


@pytest.mark.parametrize(
    "name",
    ["TypeError", "HttpException", "LoadFailure", "ECONNRESET", "RESOURCE_EXHAUSTED", "0x80070005"],
)
def test_names_of_errors(name: str) -> None:
    assert shape_of(f"it says {name} again").error_name == 0.5
    assert shape_of(f"it says a{name} again").error_name == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "error: x",
        "Err = x",
        "errno(3)",
        "exception: x",
        "failure: x",
        "FATAL: x",
        "panicked at",
        "it FAILED",
        "ERR! x",
        "an ERROR",
        "CRITICAL",
    ],
)
def test_fields_of_errors(text: str) -> None:
    assert shape_of(f"so {text}").error_field == 0.5


@pytest.mark.parametrize("text", ["terror: x", "an err", "mirror: x", "unfailed", "hypercritical"])
def test_parts_of_words_are_no_fields_of_errors(text: str) -> None:
    assert shape_of(f"so {text}").error_field == 0.0
