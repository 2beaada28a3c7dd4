from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.window import KEPT_CHARS, LONG_CHARS, focus

NOISE = [f"2026-01-01 10:00:{second:02d} INFO request {second} served in 12 ms" for second in range(60)] * 40


def test_short_texts_are_kept_whole():
    assert focus("x" * LONG_CHARS) == "x" * LONG_CHARS


@pytest.mark.parametrize(
    "served",
    [
        "2026-05-01 10:00:07 INFO [gin] 200 | 12ms | POST /v1/chat/completions",
        '[GIN] 2026/05/01 - 10:00:07 | 200 |  1.2s |  10.0.0.1 | POST     "/v1/chat/completions"',
        'INFO:     127.0.0.1:50000 - "POST /v1/chat/completions HTTP/1.1" 200 OK',
        '10.0.0.1 - - [01/May/2026:10:00:07 +0000] "GET /v1/models HTTP/1.1" 304 0 "-" "curl/8"',
    ],
)
def test_requests_that_were_served_are_left_out_unless_nothing_else_stands_there(served):
    trouble = "ERROR upstream status 400: Invalid URL (POST /v1/v1/chat/completions)"
    assert focus(f"{served}\n{trouble}\n{served}") == trouble + "\n"
    assert focus(f"{served}\n{served}") == f"{served}\n{served}"
    assert focus(served) == served


@pytest.mark.parametrize(
    "told",
    [
        '[GIN] 2026/05/01 - 10:00:07 | 429 |  1.2s |  10.0.0.1 | POST     "/v1/chat/completions"',
        'INFO:     127.0.0.1:50000 - "POST /v1/chat/completions HTTP/1.1" 502 Bad Gateway',
        "it answers 200 but the body of POST /v1/chat/completions is empty",
    ],
)
def test_requests_that_failed_stay(told):
    assert focus(f"{told}\nhelp") == f"{told}\nhelp"


def test_the_one_error_line_of_a_log_is_found_wherever_it_stands():
    for place in (0, len(NOISE) // 2, len(NOISE)):
        lines = [*NOISE[:place], "2026-01-01 10:01 ERROR 429 RESOURCE_EXHAUSTED quota exceeded", *NOISE[place:]]
        kept = focus("\n".join(lines))
        assert "RESOURCE_EXHAUSTED" in kept
        assert len(kept) < 1_000


def test_quiet_levels_step_back_only_when_something_is_loud():
    quiet = "2026-01-01 INFO error handler installed"
    loud = "2026-01-01 ERROR upstream refused"
    assert quiet not in focus("\n".join([*NOISE, quiet, *NOISE, loud]))
    assert quiet in focus("\n".join([*NOISE, quiet, *NOISE]))


def test_lines_that_differ_in_digits_are_kept_once():
    lines = [f"10:00:{number} ERROR attempt {number} failed" for number in range(10_000)]
    kept = focus("\n".join(lines))
    assert kept.count("ERROR attempt") <= 3
    assert "attempt 9999 failed" in kept


def test_a_long_line_is_cut_around_its_sign():
    kept = focus("a" * 50_000 + " error: quota exceeded " + "b" * 50_000)
    assert "error: quota exceeded" in kept
    assert len(kept) < 3_000


def test_the_level_of_the_next_line_does_not_quieten_one():
    body = '{\n  "error": {\n    "message": "Request contains an invalid argument."\n  }\n}'
    assert "invalid argument" in focus("\n".join([*NOISE, body, *NOISE]))


@pytest.mark.parametrize("strange", ["此组织不允许 OAuth 认证", "roles must alternate between user and assistant"])
def test_without_a_sign_the_few_lines_like_no_other_are_kept(strange):
    kept = focus("\n".join([*NOISE, strange, *NOISE]))
    assert strange in kept
    assert len(kept) < 500


def test_without_a_sign_the_tail_is_kept():
    text = "lorem ipsum dolor " * 1_000 + "THE END"
    assert focus(text).endswith("THE END")


@given(st.lists(st.text(max_size=80), max_size=60), st.integers(1, 40))
def test_bounded_and_made_of_the_text(lines, times):
    text = "\n".join(lines * times)
    kept = focus(text)
    assert len(kept) <= max(LONG_CHARS, KEPT_CHARS)
    assert all(line in text for line in kept.splitlines())
