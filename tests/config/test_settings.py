"""Settings: read, refused together, explained in .env.example."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bot.config import load_settings, variable_names
from bot.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in list(os.environ):
        if name.startswith("ERRATA_") or name in {"DATABASE_URL", "DISCORD_TOKEN"}:
            monkeypatch.delenv(name)


def load(monkeypatch, **variables):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load_settings(None)


def problems(monkeypatch, **variables):
    with pytest.raises(ConfigError) as caught:
        load(monkeypatch, **variables)
    return caught.value.problems


def test_defaults_need_nothing(monkeypatch):
    settings = load(monkeypatch)
    assert settings.database == "sqlite:///data/errata.db"
    assert settings.watch_channels == ()
    assert settings.holds_first_shard
    assert settings.tick_seconds == 2
    assert settings.reload_seconds == 10
    assert settings.offline_seconds == 0


def test_the_token_is_asked_for_only_by_those_who_need_it(monkeypatch):
    with pytest.raises(ConfigError, match="ERRATA_TOKEN is not set"):
        load(monkeypatch).require_token()
    assert load(monkeypatch, DISCORD_TOKEN=TOKEN).require_token() == TOKEN


def test_lists_are_split_at_commas(monkeypatch):
    settings = load(monkeypatch, ERRATA_WATCH_CHANNELS=" 求助*, 123 ,", ERRATA_SHARD_COUNT="4", ERRATA_SHARD_IDS="1, 2")
    assert settings.watch_channels == ("求助*", "123")
    assert settings.shard_ids == (1, 2)
    assert not settings.holds_first_shard


def test_a_comma_may_be_a_chinese_one(monkeypatch):
    assert load(monkeypatch, ERRATA_WATCH_CHANNELS="求助*，答疑").watch_channels == ("求助*", "答疑")


def test_empty_values_count_as_unset(monkeypatch):
    assert load(monkeypatch, ERRATA_TOKEN="", ERRATA_COOLDOWN_SECONDS="").token is None


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("ERRATA_TOKEN", "Bot abc", "does not look like a bot token"),
        ("ERRATA_PROXY", "socks5://127.0.0.1:7890", "SOCKS is not supported"),
        ("ERRATA_PROXY", "7890", "must be a web address"),
        ("ERRATA_LANGUAGE", "fr", "must be one of"),
        ("ERRATA_LOG_LEVEL", "loud", "must be one of"),
        ("ERRATA_COOLDOWN_SECONDS", "soon", "must be a whole number"),
        ("ERRATA_COOLDOWN_SECONDS", "-1", "must be greater than or equal to 0"),
        ("ERRATA_TICK_SECONDS", "0", "must be greater than or equal to 0.1"),
        ("ERRATA_TICK_SECONDS", "often", "must be a valid number"),
        ("ERRATA_RELOAD_SECONDS", "-1", "must be greater than or equal to 0"),
        ("ERRATA_OFFLINE_SECONDS", "-1", "must be greater than or equal to 0"),
        ("ERRATA_STRICT", "perhaps", "must be true or false"),
        ("ERRATA_MAINTAINERS_CHANNEL", "#help", "must be a whole number"),
        ("ERRATA_MAINTAINERS_CHANNEL", "9" * 25, "must be less than"),
        ("ERRATA_SHARD_COUNT", "9" * 25, "must be less than or equal to"),
        ("ERRATA_SHARD_IDS", "0,x", "must be whole numbers"),
        ("ERRATA_SHARD_IDS", "0", "must be set when ERRATA_SHARD_IDS is"),
    ],
)
def test_a_wrong_value_is_named_with_what_to_write(monkeypatch, name, value, expected):
    (line,) = problems(monkeypatch, **{name: value})
    assert expected in line
    assert "ERRATA_" in line


def test_all_problems_are_told_at_once_and_no_secret_is_repeated(monkeypatch):
    secret = "not-a-token-but-secret"
    lines = problems(monkeypatch, ERRATA_TOKEN=secret, ERRATA_LANGUAGE="fr", ERRATA_WATCH_CHANELS="x")
    assert len(lines) == 3
    assert not any(secret in line for line in lines)


def test_an_unknown_variable_is_refused_with_its_neighbour(monkeypatch):
    assert problems(monkeypatch, ERRATA_WATCH_CHANELS="x") == (
        "ERRATA_WATCH_CHANELS is no setting of Errata; did you mean ERRATA_WATCH_CHANNELS?",
    )
    assert "lists what there is" in problems(monkeypatch, ERRATA_ZZZ="x")[-1]


def test_a_file_is_read_and_the_environment_wins(monkeypatch, tmp_path):
    file = tmp_path / ".env"
    file.write_text("ERRATA_LANGUAGE=zh-CN\nERRATA_COOLDOWN_SECONDS=5\nUNRELATED=1\n", encoding="utf-8")
    monkeypatch.setenv("ERRATA_COOLDOWN_SECONDS", "7")
    settings = load_settings(file)
    assert (settings.language, settings.cooldown_seconds) == ("zh-CN", 7)
    file.write_text("ERRATA_LANGAUGE=zh-CN\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="did you mean ERRATA_LANGUAGE"):
        load_settings(file)


def test_a_file_that_is_no_text_is_one_line(tmp_path):
    file = tmp_path / ".env"
    file.write_bytes(b"ERRATA_LANGUAGE=\xff\xfe\x00")
    with pytest.raises(ConfigError, match="can't be read: it is not UTF-8, save it as UTF-8"):
        load_settings(file)


@pytest.mark.parametrize("line", ["ERRATA_TOKEN: secret", 'ERRATA_TOKEN="secret', "ERRATA_TOKEN secret"])
def test_a_line_that_cannot_be_read_is_told_and_not_left_out(tmp_path, line):
    file = tmp_path / ".env"
    file.write_text(f"# settings\nERRATA_SYNC=auto\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings(file)
    (told,) = caught.value.problems
    assert ".env, line 3: write NAME=value" in told
    assert "secret" not in told


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path):
    # Docker makes one where the file that is to be mounted isn't there.
    (tmp_path / ".env").mkdir()
    with pytest.raises(ConfigError, match="can't be read: Is a directory"):
        load_settings(tmp_path / ".env")


def test_a_name_in_small_letters_is_told(tmp_path):
    file = tmp_path / ".env"
    file.write_text("errata_token=secret\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="did you mean ERRATA_TOKEN"):
        load_settings(file)


def test_the_example_explains_every_variable_and_no_other():
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^(?:# )?([A-Z_]+)=", text, re.MULTILINE)
    assert sorted(named) == sorted(variable_names())
