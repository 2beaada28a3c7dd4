"""The records that the project was founded on: their message texts lead to the entries that answer them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bot.assembly import build_desk
from bot.desk import Paste

GUIDES = {"001": "gemini-aistudio", "002": "relay", "003": "claude-api", "004": "relay"}
# Headings and descriptions of the guides, not what a machine prints; that their entries exist is tested elsewhere.
DESCRIBED = {
    "400 Bad Request: JSON format, missing parameter, wrong type, model name misspelt",
    "403 Forbidden / Permission Denied: key revoked, API not enabled, IP or referrer limits, region",
    "429 Too Many Requests / Rate Limit",
    "500 Internal Server Error",
    "RESOURCE_EXHAUSTED: Model capacity exhausted",
    "400 invalid_request_error: malformed JSON",
    "400 invalid_request_error: wrong parameter type",
    "500 api_error",
    "API Error (Request timed out...) / Connection error",
}
# One sentence of three vendors: without more of the paste no one can tell whose quota it is.
SHARED = {
    "429 - You exceeded your current quota",
    "429 - You exceeded your current quota, please check your plan and billing details",
}
ROWS = list(csv.DictReader((Path(__file__).parent / "seed_coverage.csv").read_text("utf-8").splitlines()))


@pytest.fixture(scope="module")
def desk():
    return build_desk().desk


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["record"] not in DESCRIBED | SHARED], ids=lambda row: row["record"][:60]
)
def test_the_right_entry_comes_first(desk, row):
    reading = desk.read(Paste(text=row["record"], channel_system=GUIDES[row["seed"]]))
    first = desk.matcher.entries[reading.decision.ranked[0].candidate.entry].id
    assert first in row["catalogue_id"].split(";")


def test_nearly_all_records_are_texts():
    assert len(ROWS) - len([row for row in ROWS if row["record"] in DESCRIBED | SHARED]) >= 0.85 * len(ROWS)
