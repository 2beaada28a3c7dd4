"""Wherever a long paste is cut, nothing is left of a secret that the cut goes through."""

from __future__ import annotations

import string
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.text.normalise import HEAD_CHARS, MAX_CHARS, TAIL_CHARS
from bot.text.redact import cap_paste, redact_paste
from tests.text.planted import NAMES, plant, survivors

_LETTERS = string.ascii_letters + string.digits
_ERROR = "FluxError: request failed, flux capacitor misaligned"
_LINE = "2026-11-29 10:00:07 INFO request served\n"
_MEMBER = '"a":"some words",'


def draw(random: Random, length: int, alphabet: str = _LETTERS) -> str:
    return "".join(random.choices(alphabet, k=length))


def bearer(random: Random) -> tuple[str, str]:
    token = f"eyJhbGciOiJSUzI1NiJ9.{draw(random, 700)}.{draw(random, 342)}"
    return f"'Authorization': 'Bearer {token}',", token


def opaque_bearer(random: Random) -> tuple[str, str]:
    token = draw(random, random.choice((32, 300, 1_500)))
    return f'"authorization":"Bearer {token}",', token


def cookies(random: Random) -> tuple[str, str]:
    jar = "; ".join(f"{name}={draw(random, 40)}" for name in ("NID", "_ga", "uid", "AEC", "OTZ", "tk", "SOCS", "user"))
    return f"'cookie: {jar}',", jar


def header(random: Random) -> tuple[str, str]:
    key = draw(random, 64)
    return f'"x-api-key":"{key}",', key


def hexadecimal(random: Random) -> tuple[str, str]:
    key = draw(random, 32, "0123456789abcdef")
    return f"Ocp-Apim-Subscription-Key: {key} ", key


def password(random: Random) -> tuple[str, str]:
    words = " ".join(draw(random, 7, string.ascii_lowercase) for _ in range(60))
    return f'"password":"{words}",', words


def escaped_key_file(random: Random) -> tuple[str, str]:
    body = "\\n".join(draw(random, 64) for _ in range(26))
    return f'"private_key":"-----BEGIN PRIVATE KEY-----\\n{body}\\n-----END PRIVATE KEY-----\\n",', body


def key_file(random: Random) -> tuple[str, str]:
    body = "\n".join(draw(random, 64) for _ in range(26))
    head = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n"
    return f"-----BEGIN RSA PRIVATE KEY-----\n{head}{body}\n-----END RSA PRIVATE KEY-----\n", body


def wrapped(random: Random) -> tuple[str, str]:
    token = f"eyJhbGciOiJSUzI1NiJ9.{draw(random, 700)}.{draw(random, 342)}"
    lines = "\n".join(token[at : at + 90] for at in range(0, len(token), 90))
    return f"token is\n{lines}\n", lines


PLANTS = (bearer, opaque_bearer, cookies, header, hexadecimal, password, escaped_key_file, key_file, wrapped)
plants = st.one_of(
    st.tuples(st.sampled_from(PLANTS), st.integers(0, 2**32)).map(lambda drawn: drawn[0](Random(drawn[1]))),
    st.tuples(st.sampled_from(NAMES), st.integers(0, 2**32)).map(
        lambda drawn: (f'"k":"{plant(*drawn)[0]}",', plant(*drawn)[0])
    ),
)


def fill(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


# A fragment in some ten thousand reads like words and stays; see test_redact_planted.
@settings(derandomize=True, deadline=None)
@given(plants, st.sampled_from([_LINE, _MEMBER]), st.integers(0, 1_200), st.integers(0, 300), st.booleans())
@example(bearer(Random(3)), _LINE, 0, 0, True)
def test_what_is_kept_of_a_log_shows_nothing_of_a_secret(planted, unit, gap, inset, follows):
    text, secret = planted
    near = (fill(unit, inset), text, fill(unit, gap), f"\n{_ERROR}" if unit == _LINE else f'"error":"{_ERROR}",')
    if not follows:
        near = (near[3], "\n" if unit == _LINE else "", near[2], text, near[0])
    log = fill(unit, 120 * len(unit)) + "".join(near) + fill(unit, 120 * len(unit))
    found = redact_paste(log)
    assert _ERROR in found.text
    assert not survivors(secret, found.text)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(plants, st.sampled_from([_LINE, _MEMBER]), st.booleans(), st.integers(-40, 1_800))
def test_what_is_read_of_a_file_shows_nothing_of_a_secret(planted, unit, in_head, shift):
    text, secret = planted
    whole = 2 * MAX_CHARS
    at = (HEAD_CHARS if in_head else whole - TAIL_CHARS) - shift
    before = fill(unit, at - 1) + "\n"
    long = before + text + fill(unit, whole - len(before) - len(text))
    capped = cap_paste(long)
    assert len(capped) <= MAX_CHARS
    assert in_head or secret in capped or not survivors(secret, capped)
    # The tail without a sign of trouble is all that is kept of it; so is what stands around the sign put into it.
    for sign in ("", _ERROR):
        shown = redact_paste(capped.replace(unit, sign + unit) if sign else capped)
        assert not survivors(secret, shown.text)


def test_a_short_file_is_read_whole():
    assert cap_paste(_LINE) == _LINE


@pytest.mark.parametrize("in_head", [True, False])
def test_little_is_left_out_for_the_sake_of_secrets(in_head):
    text, secret = bearer(Random(5))
    at = HEAD_CHARS - 500 if in_head else 2 * MAX_CHARS - TAIL_CHARS - 500
    before = fill(_LINE, at)
    capped = cap_paste(before + text + fill(_LINE, 2 * MAX_CHARS - at - len(text)))
    assert not survivors(secret, capped)
    assert MAX_CHARS - len(text) < len(capped) <= MAX_CHARS
