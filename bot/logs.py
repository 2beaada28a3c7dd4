"""Logging for a terminal or for a collector; never the text of a paste."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal

_NOISE = ("voice will NOT be supported",)
_OWN = "bot"


def configure_logging(level: str, style: Literal["text", "json"]) -> None:
    """Sends everything to standard error in one form; `level` is that of Errata's own words.

    Libraries speak from `warning` on, at `debug` discord.py from `info` on: below that they print what they send and
    receive, and with it the keys that people paste.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if style == "json" else TextFormatter())
    handler.addFilter(_drop_noise)
    root, own = logging.getLogger(), logging.getLogger(_OWN)
    root.handlers[:] = [handler]
    own.setLevel(level.upper())
    root.setLevel(max(logging.WARNING, own.level))
    logging.getLogger("discord").setLevel(logging.INFO if own.level == logging.DEBUG else logging.NOTSET)


class TextFormatter(logging.Formatter):
    """One readable line an event; a traceback follows where there is one."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname:<7} {name}: {message}", style="{")


class JsonFormatter(logging.Formatter):
    """One JSON object an event."""

    def format(self, record: logging.LogRecord) -> str:
        event = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            event["trace"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=False)


def _drop_noise(record: logging.LogRecord) -> bool:
    return not any(noise in str(record.msg) for noise in _NOISE)
