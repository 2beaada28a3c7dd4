"""Slots: the varying parts of a message (`%{INT:limit}`) and of an answer (`{limit|the limit}`)."""

from __future__ import annotations

from bot.knowledge.slots.capture import capture, capture_key, compile_capture, read_captures
from bot.knowledge.slots.fill import Placeholder, fill, placeholders
from bot.knowledge.slots.template import Literal, Piece, Slot, SlotError, SlotKind, fold_message, parse_message

__all__ = [
    "Literal",
    "Piece",
    "Placeholder",
    "Slot",
    "SlotError",
    "SlotKind",
    "capture",
    "capture_key",
    "compile_capture",
    "fill",
    "fold_message",
    "parse_message",
    "placeholders",
    "read_captures",
]
