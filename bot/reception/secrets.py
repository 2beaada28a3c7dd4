"""Which masked things are worth a warning."""

from __future__ import annotations

from bot.text.redact import SECRET_KINDS


def leaked_secrets(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the masked kinds that open something to whoever reads them. Names and addresses need no revoking."""
    return tuple(kind for kind in kinds if kind in SECRET_KINDS)
