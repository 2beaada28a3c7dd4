"""Texts made to be slow or to break something: each is a name and what to paste."""

from __future__ import annotations

import random

SIZE = 250_000  # more than is ever read
_ERROR = "2026-05-01 10:05:11 ERROR upstream status 429: Resource has been exhausted (e.g. check quota).\n"
_SIGNS = "a1 {[\"'`\\/\n\t.,:;-_=+<>|@#%&*~^?!(0错。\u200b\u202e"
_PIECES = {
    "right-to-left and zero-width": "\u202eerror\u200b \u0627\u0644\u062e\u0637\u0623 \u2066429\u2069\u200d ",
    "lone surrogates": "\ud800error\udfff ",
    "NULs": "\0error 429\0",
    "ANSI colours": "\x1b[31merror\x1b[0m ",
    "half an ANSI sequence": "\x1b[31",
    "JSON escapes": '\\u4e00\\n\\"',
    "addresses": "http://a.b.c/x?y=z ",
    "keys": "sk-abcdefghijklmnopqrst1234567890 ",
    "markers of keys": "sk-sk-sk-AIzaghp_",
    "e-mail addresses": "a@b.co ",
    "IP addresses": "10.1.2.3:80 ",
    "paths": "/home/me/x/y ",
    "Windows paths": "C:\\Users\\me\\",
    "status codes": "status code 429 ",
    "delays": "retry after 5 ",
    "bearers": "Bearer ",
    "cookies": "Cookie: a=b; ",
    "a table": "| a | b | 429 |\n",
    "open quotes": '"error": "',
    "blank lines": " \n\t\n",
    "stack frames": "  at x (y.js:1)\n",
    "compounds": "a_b:",
    "dots": "a.",
    "words of trouble": "error invalid quota exceeded ",
    "code": "if (status === 429) throw new Error('x')\n",
    "a long mark": "报错：",
}


def make_hostile() -> dict[str, str]:
    """Every case; always the same."""
    rng = random.Random(1)
    cases = {"a megabyte of one sign": "a" * 1_000_000} | {f"only {sign!a}": sign * SIZE for sign in _SIGNS}
    cases |= {name: piece * (SIZE // len(piece)) for name, piece in _PIECES.items()}
    cases |= {f"{name}, short": text[:4_000] for name, text in cases.items()}
    return cases | {
        "nested objects": '{"error":' * 30_000 + "1" + "}" * 30_000,
        "nested lists": "[" * 99_000 + "]" * 99_000,
        "nested objects, short": '{"error":' * 440,
        "the same error 10,000 times": _ERROR * 10_000,
        "10,000 different errors": "".join(
            _ERROR.replace("exhausted", "".join(rng.choices("abcdefghij", k=9))) for _ in range(10_000)
        ),
        "an error in one endless line": "error " + "x" * SIZE + " 429",
        "base64": "".join(rng.choices("ABCDEFGHabcdefgh0123456789+/", k=SIZE)),
        "hexadecimal": "".join(rng.choices("0123456789abcdef", k=SIZE)),
        "words without end": " ".join(rng.choices(_ERROR.split(), k=50_000)),
        "any characters": "".join(map(chr, rng.choices([*range(0xD800), *range(0xE000, 0x20000)], k=SIZE))),
    }
