"""Messages with slots, proposed from samples."""

from __future__ import annotations

import pytest

from bot.knowledge.slots import parse_message
from bot.review.wording import propose_messages


def flux(speed, wrap="{}"):
    return wrap.format(
        f'418: {{"error": {{"type": "flux", "message": "flux capacitor misaligned at {speed} mph, aborted"}}}}'
    )


def test_what_varies_becomes_a_slot():
    assert propose_messages([flux(88), flux(12, "help\n{}"), flux(3)]) == (
        "flux capacitor misaligned at %{INT:int} mph, aborted",
    )


def test_one_sample_keeps_its_numbers_but_not_its_ids():
    (message,) = propose_messages(["ERROR: widget 9f86d081-884c-4d65-9a2f-eaa0c55ad015 of tier 3 is missing"])
    assert message == "widget %{ID:id} of tier 3 is missing"


def test_models_are_models():
    samples = [f"the deployment {name} is asleep and cannot wake up" for name in ("gpt-4o", "claude-3-opus")]
    assert propose_messages(samples) == ("the deployment %{MODEL:model} is asleep and cannot wake up",)


@pytest.mark.parametrize("samples", [[], [""], ["\0\ud800"], ["%{" * 40], ["a" * 9_000], ["{}" * 3_000]])
def test_odd_samples_never_break(samples):
    for message in propose_messages(samples):
        assert len(message) <= 600


def test_proposals_can_be_read_as_messages():
    for samples in (
        [flux(88), flux(9.5)],
        ["请求 https://a.example/v1 失败，余额 3.5 元", "请求 https://b.example/x 失败，余额 12.25 元"],
    ):
        for message in propose_messages(samples):
            assert parse_message(message)


def test_days_are_times():
    samples = [f"the tenant is parked until {day}, ask its owner" for day in ("2026-11-22", "2026-12-01")]
    assert propose_messages(samples) == ("the tenant is parked until %{TIME:time}, ask its owner",)
    assert propose_messages(samples[:1]) == ("the tenant is parked until %{TIME:time}, ask its owner",)
