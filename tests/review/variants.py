"""Variants of a paste as people would send them: other values, other wrapping, other words around, cut ends."""

from __future__ import annotations

import json
import random
import re

CHATTER = (
    "有人知道这个怎么弄吗",
    "求助，刚刚还好好的",
    "anybody seen this before?",
    "help, it worked",
    "",
)


def other_values(text, rng):
    """The same error with other numbers and ids; statuses stay."""

    def digits(found):
        number = found[0]
        if len(number) == 3 and number[0] in "45":
            return number
        return "".join(rng.choice("123456789") for _ in number)

    return re.sub(r"(?<![\w.])\d+(?![\w])", digits, text)


def with_chatter(text, rng):
    return f"{rng.choice(CHATTER)}\n{text}\n{rng.choice(CHATTER)}"


def as_log(text, rng):
    stamp = f"2026-11-{rng.randint(10, 28)} {rng.randint(10, 23)}:{rng.randint(10, 59)}:{rng.randint(10, 59)}"
    return "\n".join(f"[{stamp}] [ERROR] {line}" for line in text.splitlines() if line.strip())


def escaped(text, rng):
    del rng
    return json.dumps({"body": text}, ensure_ascii=False)


def cut_end(text, rng):
    return text[: max(60, int(len(text) * rng.uniform(0.75, 0.95)))]


def wrapped(text, rng):
    del rng
    return f"```\n{text}\n```"


WAYS = (other_values, with_chatter, as_log, escaped, cut_end, wrapped)


def make_variants(text, count, seed):
    """`count` variants, each by one or two ways; the same for the same seed."""
    rng = random.Random(seed)
    made = []
    for _ in range(count):
        changed = text
        for way in rng.sample(WAYS, rng.choice((1, 2))):
            changed = way(changed, rng)
        made.append(changed)
    return made
