"""Finding the shapes: markers first, by few quick patterns, then the secret behind each, over line breaks too."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from itertools import count, groupby
from typing import TYPE_CHECKING

from bot.text.redaction.randomness import is_example, looks_drawn
from bot.text.redaction.shapes import SHAPES, Shape
from bot.text.redaction.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

SHAPED_KINDS = frozenset({shape.kind for shape in SHAPES} | {"discord-token", "telegram-token", "zhipu-key"})

_JOINTS = "-_."
_RUN = re.compile(r"[A-Za-z0-9_-]{0,512}+")
_DOTTED_RUN = re.compile(r"[A-Za-z0-9_.-]{0,8192}+")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]{1,12}|[0-9]{1,3}")
_REST_OF_RUN = re.compile(r"[A-Za-z0-9_-]*+")
_LINE_BREAK = r"[ \t]{0,8}+\\?\r?\n[ \t]{0,40}+(?:[>|│] ?)?"
_WRAP = re.compile(_LINE_BREAK + r"(?=[A-Za-z0-9_.-])")
_MOST_WRAPS = 16
_AFTER_ESCAPE = re.compile(r"(?:\\[nrt]|\[[0-9;]{0,8}m)$")
_DISCORD = re.compile(r"\.(?<=[A-Za-z0-9_-]{18}\.)(?=[A-Za-z0-9_-]{6}\.)")
_DISCORD_SHAPE = Shape("discord-token", "", re.compile(r"[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{25,110}"), 72, dotted=True)
_TELEGRAM = re.compile(r":(?<=[0-9]{8}:)(?=AA[A-Za-z0-9_-]{6})")
_TELEGRAM_SHAPE = Shape("telegram-token", "", re.compile(r"AA[A-Za-z0-9_-]{31}"), 46, drawn=True)
_ZHIPU = re.compile(r"\.(?<=[0-9a-f]{32}\.)[A-Za-z0-9]{16}")
_BASE64_URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True, slots=True)
class _Finder:
    """A pattern that begins with a fixed character, so that a long text is walked a dozen times and not fifty."""

    pattern: re.Pattern[str]
    markers: tuple[tuple[str, tuple[Shape, ...]], ...]


def _finders() -> tuple[_Finder, ...]:
    shapes = {marker: tuple(group) for marker, group in groupby(SHAPES, key=lambda shape: shape.marker)}
    finders: list[_Finder] = []
    for joint in _JOINTS:
        joined = tuple(
            (marker, shapes[marker]) for marker in sorted(shapes, key=len, reverse=True) if marker.endswith(joint)
        )
        # In a line drawn with the joint itself, one look is enough to tell that no marker ends here.
        last = "".join(sorted({re.escape(marker[-2]) for marker, _ in joined}))
        behind = "|".join(f"(?<={re.escape(marker)})" for marker, _ in joined)
        run = rf"(?=[A-Za-z0-9_-]{{12}}|[A-Za-z0-9_-]{{0,11}}+{_LINE_BREAK}[A-Za-z0-9_.-]{{6}})"
        finders.append(_Finder(re.compile(f"{re.escape(joint)}(?<=[{last}].)(?:{behind}){run}"), joined))
    finders += [
        _Finder(re.compile(re.escape(marker)), ((marker, group),))
        for marker, group in shapes.items()
        if marker[-1] not in _JOINTS
    ]
    return tuple(finders)


def _broken_markers() -> dict[str, tuple[str, ...]]:
    """What may begin a line, mapped to what must end the line above for both to be a marker."""
    heads: dict[str, list[str]] = {}
    for marker in dict.fromkeys(shape.marker for shape in SHAPES):
        for cut in range(1, len(marker)):
            heads.setdefault(marker[cut:], []).append(marker[:cut])
    return {tail: tuple(found) for tail, found in heads.items()}


_FINDERS = _finders()
_HEADS = _broken_markers()
_BROKEN = re.compile(
    r"\n[ \t]{0,40}+(?:[>|│] ?)?"
    rf"({'|'.join(re.escape(tail) for tail in sorted(_HEADS, key=len, reverse=True))})(?=[A-Za-z0-9_-]{{6}})"
)
_DISCORD_REST = re.compile(
    r"\n[ \t]{0,40}+(?:[>|│] ?)?(?=(?:[A-Za-z0-9_-]{0,27}\.[A-Za-z0-9_-]{6}|[A-Za-z0-9_-]{0,6})\.[A-Za-z0-9_-]{25})"
)
_DISCORD_HEAD = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{4,28}(?:\.[A-Za-z0-9_-]{0,6})?$")


def find_breaks(text: str) -> Iterator[tuple[int, int]]:
    """Line breaks inside the first letters of a secret, as offsets of the break with its indentation."""
    for hit in _BROKEN.finditer(text):
        start = _end_of_line(text, hit.start())
        if any(text.endswith(head, 0, start) for head in _HEADS[hit[1]]):
            yield start, hit.start(1)
    for hit in _DISCORD_REST.finditer(text):
        start = _end_of_line(text, hit.start())
        if _DISCORD_HEAD.search(text[max(0, start - 40) : start]):
            yield start, hit.end()


def _end_of_line(text: str, newline: int) -> int:
    while newline and text[newline - 1] in " \t\r\\":
        newline -= 1
    return newline


def find_shaped_secrets(text: str, tries: int | None = None) -> Iterator[Span]:
    """Every key and token of a known shape in `text`, also those that line breaks cut in pieces.

    `tries`: how many places a marker, or a dozen that end alike, are looked at; all, if it is None.
    """
    for finder in _FINDERS:
        hit = finder.pattern.search(text)
        for _ in count() if tries is None else range(tries):
            if hit is None:
                break
            found, done = _look_behind(text, hit.end(), finder)
            if found:
                yield found
            hit = finder.pattern.search(text, max(done, hit.end()))
    yield from _find_unmarked(text)


def _look_behind(text: str, body: int, finder: _Finder) -> tuple[Span | None, int]:
    """The secret whose marker ends at `body`, if there is one, and up to where the finder has nothing more to find."""
    hopeless = False
    for marker, shapes in finder.markers:
        if text.endswith(marker, 0, body):
            start = body - len(marker)
            fitting = shapes if _stands_free(text, start) else tuple(shape for shape in shapes if not shape.free)
            found = _read_secret(text, start, body, fitting)
            if found:
                return found, found.end
            hopeless = len(fitting) == len(shapes) and any(shape.greedy for shape in shapes)
    # Without a leap a text of nothing but markers would cost the square of its length.
    end = _end_of_run(_RUN, text, body)
    return None, end if hopeless or not looks_drawn(text[body:end], 12) else body


def _stands_free(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    if not (before.isascii() and before.isalnum()):
        return True
    return _AFTER_ESCAPE.search(text[max(0, start - 12) : start]) is not None


def _read_secret(text: str, start: int, body_start: int, shapes: tuple[Shape, ...]) -> Span | None:
    """The secret from `start`, whose body begins at `body_start`, in the first shape that fits; None if none does.

    At a line break the next line's beginning is taken in while it looks like the rest of the secret.
    """
    dotted = any(shape.dotted for shape in shapes)
    body = ""
    pieces: list[tuple[int, int]] = []
    at = body_start
    doubtful = False
    while True:
        end = _end_of_run(_DOTTED_RUN if dotted else _RUN, text, at)
        pieces.append((len(body), at))
        body += text[at:end]
        shape = _first_fit(body, shapes, doubtful=doubtful)
        wrap = _WRAP.match(text, end) if len(pieces) <= _MOST_WRAPS else None
        if wrap is None or (shape and len(body) + body_start - start >= shape.whole):
            break
        at = wrap.end()
        more = text[at : _end_of_run(_DOTTED_RUN if dotted else _RUN, text, at)]
        if not looks_drawn(more, 6) and not _completes(len(body) + body_start - start, more, shapes):
            # A secret that isn't complete may go on with anything, once; then the whole has to look drawn.
            if shape or doubtful:
                break
            doubtful = True
    if not shape:
        return None
    fit = shape.body.match(body)
    length = fit.end() if fit and shape.dotted else len(body)
    offset, origin = next(piece for piece in reversed(pieces) if piece[0] < length)
    end = origin + length - offset
    return Span(start, end if shape.dotted else _end_of_run(_REST_OF_RUN, text, end), shape.kind)


def _completes(length: int, more: str, shapes: tuple[Shape, ...]) -> bool:
    """True if a secret of `length` has exactly the right length with `more`, and that is no word by itself."""
    return any(length + len(more) == shape.whole for shape in shapes) and not _WORD.fullmatch(more)


def _first_fit(body: str, shapes: tuple[Shape, ...], *, doubtful: bool) -> Shape | None:
    for shape in shapes:
        if shape.body.match(body):
            known = body[: shape.whole]
            # An id of Amazon, all capitals, may well read like words; but then its length tells.
            doubted = doubtful and len(shape.marker) + len(body) != shape.whole
            genuine = looks_drawn(known, 12) if shape.drawn or doubted else not is_example(known)
            return shape if genuine else None
    return None


def _end_of_run(run: re.Pattern[str], text: str, start: int) -> int:
    found = run.match(text, start)
    return found.end() if found else start


def _find_unmarked(text: str) -> Iterator[Span]:
    """Secrets without a marker that are known by what stands around their first dot or colon."""
    for hit in _DISCORD.finditer(text):
        before = text[max(0, hit.start() - 40) : hit.start()]
        user = before[len(before.rstrip(_BASE64_URL)) :]
        for length in range(min(28, len(user)), 17, -1):
            if _encodes_digits(user[-length:]):
                found = _read_secret(text, hit.start() - length, hit.end(), (_DISCORD_SHAPE,))
                if found:
                    yield found
                break
    for hit in _TELEGRAM.finditer(text):
        before = text[max(0, hit.start() - 12) : hit.start()]
        bot = len(before) - len(before.rstrip("0123456789"))
        found = _read_secret(text, hit.start() - bot, hit.end(), (_TELEGRAM_SHAPE,)) if bot <= 11 else None
        if found:
            yield found
    for hit in _ZHIPU.finditer(text):
        yield Span(hit.start() - 32, hit.end(), "zhipu-key")


def _encodes_digits(text: str) -> bool:
    try:
        decoded = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return False
    return len(decoded) >= 13 and decoded.isdigit()
