"""Where commands keep what takes long to read."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path | None:
    """Where commands keep the parsed catalogue between two calls, None where this user has no such place."""
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "errata"
    except RuntimeError:
        return None
