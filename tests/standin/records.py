"""What happened: every request, every visible effect of the bot, every gateway connection."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.standin.intents import Intents
    from tests.standin.interactions import Interaction
    from tests.standin.messages import Message
    from tests.standin.model import Channel


@dataclass(slots=True)
class Request:
    """One REST call. `route` is the template it matched, None when the stand-in knows no such route."""

    at: float
    method: str
    path: str
    route: str | None
    body: Any
    files: tuple[str, ...]
    status: int = 0
    error_code: int | None = None
    error: dict[str, Any] | None = None
    answered_at: float = 0.0

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}" + (f" {self.error}" if self.error else "")


class EffectKind(Enum):
    """What people could notice of the bot."""

    POST = auto()
    EDIT = auto()
    DELETE = auto()
    REACT = auto()
    UNREACT = auto()
    TYPING = auto()
    THREAD_EDIT = auto()
    ACKNOWLEDGE = auto()


@dataclass(slots=True)
class Effect:
    """One thing that the bot did in a channel. `at` is `time.perf_counter()` when its REST call arrived.

    `content` is the text that the message had just then.
    """

    kind: EffectKind
    at: float
    channel: Channel
    message: Message | None = None
    interaction: Interaction | None = None
    detail: str = ""
    content: str = ""


@dataclass(slots=True)
class Connection:
    """One gateway connection. `closed_by` is "bot", "standin" or "network"; `close_code` as it went over the wire."""

    opened_at: float
    intents: Intents | None = None
    session_id: str | None = None
    resumed: bool = False
    heartbeats: int = 0
    presences: list[dict[str, Any]] = field(default_factory=list)
    close_code: int | None = None
    closed_by: str | None = None
    reason: str = ""


@dataclass(slots=True)
class Log:
    """Everything recorded since the start; `mark` lets a scenario look at its own part only."""

    requests: list[Request] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)
    faults_in_handlers: list[str] = field(default_factory=list)

    @property
    def unknown_routes(self) -> list[str]:
        """Routes that the bot used and the stand-in lacks: every scenario asserts that there are none."""
        return [f"{request.method} {request.path}" for request in self.requests if request.route is None]

    def refused(self, since: int = 0) -> list[Request]:
        """The calls from number `since` on that Discord answered with a client error (4xx but 429)."""
        return [r for r in self.requests[since:] if 400 <= r.status < 500 and r.status != 429]

    def calls(self, method: str, route: str, since: int = 0) -> list[Request]:
        """The calls of one route, by its template as in `POST /channels/{channel}/messages`."""
        return [r for r in self.requests[since:] if r.method == method and r.route == route]
