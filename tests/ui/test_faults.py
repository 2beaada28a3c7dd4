"""What people read when something went wrong."""

from __future__ import annotations

import logging

import discord

from bot.ui.faults import word_fault


def test_a_form_that_comes_too_late_is_no_fault_of_ours(texts, caplog):
    late = discord.InteractionResponded(None)
    with caplog.at_level(logging.WARNING):
        assert word_fault(late, "en", texts) == "That took me too long. Please try once more."
    assert caplog.records == []
