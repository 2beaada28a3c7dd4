"""Logging for a terminal or for a collector; never the text of a paste."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal

_NOISE = ("voice will NOT be supported",)
_QUIET_LOGGERS = ("discord", "aiosqlite", "alembic", "sqlalchemy", "asyncio")


def configure_logging(level: str, style: Literal["text", "json"]) -> None:
    """Sends everything to standard error in one form; libraries speak from `warning` on unless debugging."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if style == "json" else TextFormatter())
    handler.addFilter(_drop_noise)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    if level != "debug":
        for name in _QUIET_LOGGERS:
            logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


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
