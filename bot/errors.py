"""The error tree. Each error is one line for a person plus an exit code; nothing else is raised on purpose."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line, as the README lists them."""

    OK = 0
    NO_ANSWER = 1
    FAULTS = 1
    USAGE = 2
    CONFIG = 78
    UNAVAILABLE = 69
    DATA = 65
    SOFTWARE = 70
    FILES = 74
    INTERRUPTED = 130


class ErrataError(Exception):
    """Base of every fault that Errata reports itself. `str()` is one line without a trace."""

    exit_code: ExitCode = ExitCode.SOFTWARE


class ConfigError(ErrataError):
    """One or more settings are wrong; `problems` holds a line for each."""

    exit_code = ExitCode.CONFIG

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


class KnowledgeError(ErrataError):
    """The catalogue, its systems file or the fitted weights can't be used."""

    exit_code = ExitCode.DATA


class StorageError(ErrataError):
    """The database can't be opened, migrated or written."""

    exit_code = ExitCode.UNAVAILABLE


class IntakeError(ErrataError):
    """A paste, file or image can't be read. `reason` is a stable key that `ui` words for people."""

    exit_code = ExitCode.USAGE

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(f"{reason}: {detail}" if detail else reason)


class DiscordError(ErrataError):
    """Discord refuses the bot as configured (token, intents, commands)."""

    exit_code = ExitCode.UNAVAILABLE
