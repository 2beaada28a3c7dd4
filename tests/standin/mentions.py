"""Who is notified by a message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.standin.messages import Pings

if TYPE_CHECKING:
    from collections.abc import Iterable

_USER = re.compile(r"<@!?(\d{15,20})>")
_ROLE = re.compile(r"<@&(\d{15,20})>")
_CODE = re.compile(r"(```.*?```|``.*?``|`[^`\n]*`)", re.DOTALL)


def find_pings(text: str, allowed: dict[str, Any] | None, replied_author: int | None) -> Pings:
    """Whom `text` notifies under the `allowed_mentions` that came with it.

    Without `allowed_mentions` everything is parsed and a reply notifies its author; with it only what it lists, and
    the replied author only if `replied_user` says so. Code spans and embeds never notify.
    """
    plain = _CODE.sub(" ", text)
    users = {int(found) for found in _USER.findall(plain)}
    roles = {int(found) for found in _ROLE.findall(plain)}
    everyone = "@everyone" in plain or "@here" in plain
    if allowed is None:
        return Pings(frozenset(users), frozenset(roles), everyone, replied_author is not None)
    parse = allowed.get("parse") or []
    return Pings(
        users=_allowed(users, allowed.get("users"), whole="users" in parse),
        roles=_allowed(roles, allowed.get("roles"), whole="roles" in parse),
        everyone=everyone and "everyone" in parse,
        replied=replied_author is not None and bool(allowed.get("replied_user")),
    )


def _allowed(found: set[int], listed: Iterable[str | int] | None, *, whole: bool) -> frozenset[int]:
    return frozenset(found) if whole else frozenset(found & {int(one) for one in listed or ()})
