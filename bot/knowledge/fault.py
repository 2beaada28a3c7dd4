"""What is wrong in the catalogue, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One problem in one file, worded so that it says what to write instead.

    `file` is relative to the knowledge folder, with forward slashes; `line` and `column` count from 1.
    """

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"
