"""Lint: what is wrong in a catalogue that loads. Each rule is a small function over the KnowledgeBase."""

from __future__ import annotations

from bot.knowledge.lint.run import STALE_MONTHS, Covers, Find, lint

__all__ = ["STALE_MONTHS", "Covers", "Find", "lint"]
