"""Which masked things are worth a warning."""

from __future__ import annotations

_HARMLESS = frozenset({"email", "phone", "home", "home-folder", "path", "ip", "url", "user"})
"""Kinds that are masked for privacy; nobody has to revoke them."""


def leaked_secrets(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the masked kinds that open something to whoever reads them."""
    return tuple(kind for kind in kinds if kind not in _HARMLESS)
