"""How to install what only some need, into the Python that runs this."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def install_hint(extra: str) -> str:
    """The command that installs an extra (`ocr`, `server`); a bare `pip` would be that of another Python."""
    requirements = Path(__file__).resolve().parent.parent / "requirements" / f"{extra}.txt"
    # An installed copy has no such folder beside it; the checkout that it was made from has.
    named = _shorten(str(requirements)) if requirements.exists() else f"requirements/{extra}.txt"
    return f"{_shorten(sys.executable)} -m pip install --require-hashes -r {named}"


def _shorten(path: str) -> str:
    """A path as it is typed where the person stands; links stay, for a virtual environment is one."""
    inside = os.path.relpath(path) if path.startswith(f"{Path.cwd()}{os.sep}") else path
    return f'"{inside}"' if " " in inside else inside
