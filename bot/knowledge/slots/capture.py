"""Find in a paste what stands in the slots of a message.

A paste rarely prints a message as the catalogue has it: it is JSON in JSON, wrapped, quoted, cut off. So a pattern

- lets any run of white space, quotes, asterisks and backslashes stand between two words or signs,
- takes full-width and half-width signs and all dashes for the same,
- needs only the last words before the first slot and reads on as far as the paste goes on like the message,
- takes a paste that ends amid the words behind a slot for one that was cut there.

Cost grows with the length of the text only: runs are bounded, and an open slot ends for good at the first place where
the words behind it appear (an atomic group), so nothing is tried twice.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

from bot.knowledge.slots.kinds import CLOSED, LAST_OPEN, OPEN_FIRST_MOST, OPEN_MOST, STARTS_LINE, WORDLIKE
from bot.knowledge.slots.template import Literal, Piece, Slot, parse_message
from bot.knowledge.slots.trim import trim_end, trim_value
from bot.text.normalise import unescape

_GAP_MOST = 24
_GAP = rf"""[\s"'`*\\]{{0,{_GAP_MOST}}}"""
_BEHIND = rf"[.,;]?{_GAP}"  # a sentence may end behind a value where the message had a line break
# Character for character, so that places in the folded text are places in the text.
_FOLD = {0xFF01 + i: 0x21 + i for i in range(0x5E)} | str.maketrans("‘’“”、。‐‑‒–—−", "''\"\",;------")

_LEAD_MOST = 32
_TAIL_TOKENS = 3
_SURE_LETTERS = 4
_CUT_LETTERS = 8
_CUT_REST = r"[^\n]{0,24}"
_CUT_END = r"""[\s"'`*\\.]{0,8}\Z"""
_TOKEN = re.compile(r"[^\W_]+|[^\s\w]|_")
_SKIPPED = frozenset("\"'`*\\")
_HAN = r"(?-i:[\u3400-\u9fff])"  # with case to ignore, the compiler would look at each of these signs
# A value in quotes is whole where the paste, its line or its foreign words end behind it.
_QUOTED = "|".join(
    rf"(?<={quote})[^{quote}\s{{\[][^{quote}\n]{{0,{OPEN_FIRST_MOST}}}(?={quote}\s{{0,8}}(?:\n|\Z|{_HAN}))"
    for quote in "'\"`"
)
_MATCHES_READ = 5
# Quotes with nothing in between, then another line: the value was empty, and what comes is something else.
_EMPTY = re.compile(r"""(''|"")[ ]{0,4}\n\s{0,16}\Z""")
_BEGINS = r"(?<![\w.@-])"


def compile_capture(template: str) -> re.Pattern[str]:
    """A pattern whose named groups are the slots of the template, for use with `read_captures`. Ignores case.

    Raises SlotError as `parse_message` does. A template without named slots gives a pattern without groups.
    """
    return re.compile(_write_pattern(parse_message(template)), re.IGNORECASE | re.MULTILINE)


def capture_key(template: str) -> str:
    """A text that two templates share only if they find the same values in every text; empty if they keep none.

    Raises SlotError as `parse_message` does.
    """
    pieces = parse_message(template)
    if not any(isinstance(piece, Slot) and piece.name for piece in pieces):
        return ""
    # Patterns ignore case, so it must not tell them apart here either.
    return _write_pattern(tuple(Literal(p.text.lower()) if isinstance(p, Literal) else p for p in pieces))


def _write_pattern(pieces: tuple[Piece, ...]) -> str:
    lead: list[str] = []
    first = 0
    if pieces and isinstance(words := pieces[0], Literal):
        lead, first = _tokens(words.text), 1
    if first == len(pieces):
        return _literal_pattern(lead)
    lead = _cut_lead(lead)
    head = _literal_pattern(lead) + _GAP if lead else ""
    slots = _slots_pattern(pieces, first, lead)
    if not lead and first and not _is_open(pieces[first]):
        # Nothing but quotes stands before the slot; without this every letter of a long run would be a beginning.
        head = _BEGINS
    return head + slots


def capture(template: str, text: str) -> Mapping[str, str]:
    """The values of the template's slots in the text; what is not found is left out."""
    return read_captures(compile_capture(template), text)


def read_captures(pattern: re.Pattern[str], text: str) -> Mapping[str, str]:
    """The values found by a compiled pattern: of its first few matches the one that fills the most slots.

    String escapes in the text are undone first.
    """
    if not pattern.groupindex:
        return {}
    text = unescape(text)
    best: Mapping[str, str] = {}
    for found in itertools.islice(pattern.finditer(text.translate(_FOLD)), _MATCHES_READ):
        values = {name: value for name in pattern.groupindex if (value := _read_value(found, name, text))}
        if len(values) > len(best):
            best = values
    return best


def _slots_pattern(pieces: tuple[Piece, ...], at: int, lead: list[str]) -> str:
    """The slot at `at` with `lead` before it and, as an optional group, the words and slots behind it."""
    slot = pieces[at]
    if isinstance(slot, Literal):
        msg = "only slots are asked for"
        raise TypeError(msg)
    words: list[str] = []
    following = at + 1
    if following < len(pieces) and isinstance(behind := pieces[following], Literal):
        words, following = _tokens(behind.text), following + 1
    pattern = _slot_pattern(slot, lead, words[:_TAIL_TOKENS], begins=at == 0)
    if following == len(pieces):
        return pattern
    between = _BEHIND + (_literal_pattern(words) + _GAP if words else "")
    return f"{pattern}(?:{between}{_slots_pattern(pieces, following, words)})?"


def _slot_pattern(slot: Slot, lead: list[str], tail: list[str], *, begins: bool) -> str:
    """A slot between words; `begins` when nothing stands before it in the template."""
    group = f"(?P<{slot.name}>" if slot.name else "(?:"
    sure = sum(map(len, lead)) >= _SURE_LETTERS
    if slot.kind.is_open:
        start, most = (STARTS_LINE, OPEN_FIRST_MOST) if begins else ("", OPEN_MOST)
        if not tail:
            return f"{start}{group}{LAST_OPEN})"
        known = rf"(?=\s{{0,4}}{_tail_pattern(tail, sure=sure)})"
        if not sure:
            return f"{start}(?>{group}[^\\n]{{1,{most}}}?){known})"
        # Where the words before the slot come again, the message begins there.
        value = rf"(?:(?!{_literal_pattern(lead)})[^\n]){{1,{most}}}?{known}"
        return f"{start}(?>{group}{value}|{_QUOTED}))"
    start = _BEGINS if begins else ""
    value = CLOSED[slot.kind]
    if not tail:
        return f"{start}{group}{value})"
    ends = f"(?={_BEHIND}{_tail_pattern(tail, sure=sure)})"
    if not sure:
        return f"(?>{start}{group}{value}){ends})"
    return f"{start}{group}(?:{value}){ends}|{value})" if slot.kind in WORDLIKE else f"{start}{group}{value})"


def _tail_pattern(tail: list[str], *, sure: bool) -> str:
    """The words behind a slot, also cut off by the end of the text.

    Without words before the slot enough of them must be left to say that this is the message.
    """
    letters = [
        (_GAP if number and not at else "") + re.escape(char)
        for number, token in enumerate(tail)
        for at, char in enumerate(token)
    ]
    least = 1 if sure else _SURE_LETTERS
    whole = _literal_pattern(tail)
    if len(letters) < least:
        return whole
    more = letters[least:_CUT_LETTERS]
    rest = _CUT_REST if len(letters) > _CUT_LETTERS else ""
    optional = "(?:".join(["", *more]) + rest + ")?" * len(more)
    return f"(?:{whole}|{''.join(letters[:least])}{optional}{_CUT_END})"


def _is_open(piece: Piece) -> bool:
    return isinstance(piece, Slot) and piece.kind.is_open


def _tokens(text: str) -> list[str]:
    return [token for token in _TOKEN.findall(text.translate(_FOLD)) if token not in _SKIPPED]


def _cut_lead(tokens: list[str]) -> list[str]:
    """The last tokens before the first slot: enough words to be sure, few enough to survive a cut paste."""
    letters = 0
    for count, token in enumerate(reversed(tokens), start=1):
        letters += len(token)
        if letters >= _LEAD_MOST:
            return tokens[-count:]
    return tokens


def _literal_pattern(tokens: list[str]) -> str:
    return _GAP.join(map(re.escape, tokens))


def _read_value(found: re.Match[str], name: str, text: str) -> str:
    start, end = found.span(name)
    if start < 0 or _EMPTY.search(text, max(0, start - _GAP_MOST), start):
        return ""
    value = text[start:end]
    # Where no words of the message stand behind a value, only the value itself tells where it ends.
    return trim_value(trim_end(value, text[start - 1 : start]) if end == found.end() else value)
