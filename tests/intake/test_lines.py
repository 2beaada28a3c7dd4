"""Lines of a picture in the order and the length in which they were written."""

from __future__ import annotations

import pytest

from bot.intake.lines import Line, compose_text


def at(left: float, top: float, text: str, *, cell: float = 10, height: float = 20) -> Line:
    columns = sum(2 if ord(char) > 0x2E80 else 1 for char in text)
    return Line(text, left, top, left + cell * columns, top + height)


def block(*texts: str, left: float = 0) -> list[Line]:
    return [at(left, 24 * row, text) for row, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([], ""),
        ([at(0, 0, "  ")], ""),
        ([at(0, 100, "second"), at(0, 0, "first")], "first\nsecond"),
        ([at(70, 2, "429"), at(0, 0, "Error")], "Error 429"),
        (block("Quota exceeded for the", "metric of this model"), "Quota exceeded for the metric of this model"),
        (block("Error 429", "Please retry in 30 seconds"), "Error 429\nPlease retry in 30 seconds"),
        (block("请求过于频繁，请稍", "后再试"), "请求过于频繁，请稍后再试"),
        (block("https://api.example.com/models/gemini-", "2.5-pro:stream"), "https://api.example.com/models/gemini-2.5-pro:stream"),
        (block("key sk-proj-a1b2c3d4e5f6", "g7h8i9j0k1l2m3n4"), "key sk-proj-a1b2c3d4e5f6g7h8i9j0k1l2m3n4"),
        (block("RESOURCE_EXHAUST", "ED: Quota exceed", "ed for you"), "RESOURCE_EXHAUSTED: Quota exceeded for you"),
        (block('"code": 429,', '"status": "RESOURCE_EXHAUSTED"'), '"code": 429,\n"status": "RESOURCE_EXHAUSTED"'),
        (block("12:01:02 request sent", "12:01:03 request fail"), "12:01:02 request sent\n12:01:03 request fail"),
    ],
)  # fmt: skip
def test_composed(lines, text):
    assert compose_text(lines) == text


def test_columns_stay_apart():
    content = block("Internal error of the", "server, try again later", left=600)
    sidebar = block("general", "help-and-support")
    assert compose_text(sidebar + content) == "general\nhelp-and-support\nInternal error of the server, try again later"


def test_a_heading_of_another_size_is_no_part_of_the_text_below():
    heading = at(0, 0, "Connection failed", cell=20, height=44)
    assert compose_text([heading, at(0, 50, "key not valid")]) == "Connection failed\nkey not valid"
