"""What the ids of buttons and menus mean. They are all a button knows after a restart, and anybody can forge them."""

from __future__ import annotations

import re
import secrets
from typing import Literal

MAX_CUSTOM_ID = 100
_ENTRY = r"(?P<entry>[a-z0-9-]+/[a-z0-9.-]+)"

VOTE = rf"e1:vote:(?P<way>up|down):{_ENTRY}"
DETAILS = rf"e1:details:{_ENTRY}"
TONGUE = r"e1:tongue:(?P<tongue>zh|en|zh-TW)"
WRONG = r"e1:wrong"
CLOSE = r"e1:close"
PICK = r"e1:pick"
INSTEAD = r"e1:instead:(?P<reply>\d{1,20})"
REPORT = r"e1:report:(?P<reply>\d{1,20})"
ERASE = r"e1:erase:(?P<user>\d{1,20})"

QUEUE = r"e1:q:(?P<act>draft|link|ignore|assign|split|reopen):(?P<cluster>\d{1,18})"
LINK = r"e1:ql:(?P<cluster>\d{1,18})"
SPLIT = r"e1:qs:(?P<cluster>\d{1,18})"
DRAFT = r"e1:d:(?P<act>edit|more|zh|en|approve|withdraw|share):(?P<overlay>\d{1,18}):(?P<digest>[0-9a-f]{8})"
MAX_AUDIT_ENTRY = 45
AUDIT = (
    r"e1:au:(?P<page>\d{1,5}):(?P<cluster>\d{0,18}):(?P<user>\d{0,20})"
    rf":(?P<entry>[a-z0-9./-]{{0,{MAX_AUDIT_ENTRY}}})"
)
TELL = r"e1:tell:(?P<reply>\d{1,20})"
PAGE = (
    r"e1:qp:(?P<state>[oilpa])(?P<mine>[01])(?P<newest>[01]):(?P<page>\d{1,5})"
    r":(?P<system>[a-z0-9-]{0,40}):(?P<words>.{0,30})"
)
ANSWERS = r"e1:qa"
FOUND = r"e1:kb"

PANEL = r"e1:set:(?P<field>[a-z]{2,16})(?::(?P<to>on|off)|:(?P<channel>\d{1,20}))?"
"""A menu, a switch that pressing turns `to`, or a menu about one channel."""

PANEL_ABOUT = re.compile(r"e1:set:mode:(?P<channel>\d{1,20})")
FORM = r"e1:form:(?P<boot>[0-9a-f]{8}):[0-9a-f]{16}"
"""Forms carry the process that opened them: after a restart nobody knows them any more."""

WRONG_ID = "e1:wrong"
CLOSE_ID = "e1:close"
PICK_ID = "e1:pick"
TELL_ID = "e1:tell:0"
ANSWERS_ID = "e1:qa"
FOUND_ID = "e1:kb"

NONE_OF_THESE = "-"
"""Value of the last option of a menu of entries."""

SYSTEM_UNKNOWN = "?"
"""Value of the option for whoever doesn't know which system they use."""


def vote_id(way: Literal["up", "down"], entry_id: str) -> str:
    return f"e1:vote:{way}:{entry_id}"


def details_id(entry_id: str) -> str:
    return f"e1:details:{entry_id}"


def tongue_id(tongue: str) -> str:
    return f"e1:tongue:{tongue}"


def instead_id(reply_message_id: int) -> str:
    return f"e1:instead:{reply_message_id}"


def report_id(reply_message_id: int) -> str:
    """`reply_message_id` is 0 where the button stands under the answer itself."""
    return f"e1:report:{reply_message_id}"


def panel_id(field: str, about: int | None = None, *, to: Literal["on", "off"] | None = None) -> str:
    """`about`: the channel that a menu is about. `to`: what pressing a switch makes of it."""
    return ":".join(["e1", "set", field, *(str(part) for part in (about, to) if part is not None)])


def new_form_id(boot: str) -> str:
    """An id for one opening of a form by the process called `boot` (8 hex digits)."""
    return f"e1:form:{boot}:{secrets.token_hex(8)}"


def erase_id(user_id: int) -> str:
    return f"e1:erase:{user_id}"


def queue_id(act: str, cluster_id: int) -> str:
    return f"e1:q:{act}:{cluster_id}"


def link_id(cluster_id: int) -> str:
    return f"e1:ql:{cluster_id}"


def split_id(cluster_id: int) -> str:
    return f"e1:qs:{cluster_id}"


def draft_id(act: str, overlay_id: int, shown: str) -> str:
    """`shown`: a digest of the draft as the button's message shows it."""
    return f"e1:d:{act}:{overlay_id}:{shown}"


def audit_id(page: int, cluster_id: int | None, user_id: int | None, entry: str) -> str:
    return f"e1:au:{page}:{cluster_id or ''}:{user_id or ''}:{entry[:MAX_AUDIT_ENTRY]}"
