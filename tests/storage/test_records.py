from __future__ import annotations

import json

import pytest

from bot.storage.records import GuildSettings, PersonalData, Tally
from tests.storage.making import GUILD, PERSON, event, lookup, overlay, reply, report, vote


def test_a_guild_starts_with_the_defaults():
    settings = GuildSettings(GUILD)
    assert (settings.language, settings.sensitivity, settings.cooldown_seconds) == ("auto", "normal", 900)
    assert (settings.retention_days, settings.welcomed) == (90, False)


@pytest.mark.parametrize("wrong", [{"cooldown_seconds": -1}, {"retention_days": 0}, {"retention_days": 3651}])
def test_impossible_settings_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        GuildSettings(GUILD, **wrong)


def test_a_tally_adds_up():
    assert Tally(helped=2, not_helped=3).total == 5


def test_personal_data_becomes_json_that_javascript_can_read():
    data = PersonalData(
        user_id=PERSON,
        user="u1",
        lookups=(lookup(),),
        clusters=(7,),
        reports=(report(number=3),),
        replies=(reply(),),
        votes=(vote(),),
        overlays=(overlay(),),
        audit=(event(),),
    )
    plain = json.loads(json.dumps(data.as_dict()))
    assert plain["user_id"] == str(PERSON)
    assert plain["clusters"] == [7]
    assert plain["lookups"][0]["at"] == "2026-11-22T12:30:15.123456+00:00"
    assert plain["replies"][0]["entries"] == ["relay/no-channel"]
    assert plain["replies"][0]["asker_id"] == str(PERSON)
    assert plain["votes"][0]["helped"] is True
    assert data.rows == 7
