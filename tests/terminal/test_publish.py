"""`errata kb publish` into a copy of the catalogue, as the documentation tells people in Docker to do it."""

from __future__ import annotations

import asyncio
import os
import re
import shutil

import pytest
import yaml
from click.testing import CliRunner

from bot.cli.kb import kb
from bot.errors import ExitCode
from bot.storage.store import Store
from tests.storage.making import overlay
from tests.terminal.conftest import ROOT

DRAFT = """\
id: openai/flanges-missing
systems: [openai]
messages: ['The flange cabinet of this workspace is empty, refill the flange cabinet']
zh: {title: 法兰没了, cause: 没有法兰。, fix: [补货。]}
en: {title: The flanges are missing, cause: No flanges., fix: [Refill.]}
"""


@pytest.fixture
def database(tmp_path):
    """A database with an answer that maintainers approved."""
    address = f"sqlite:///{tmp_path}/errata.db"
    live = overlay(entry="openai/flanges-missing", text=DRAFT, state="live", sample="The flange cabinet is empty")

    async def fill():
        async with await Store.open(address) as store:
            await store.overlays.add(live)

    asyncio.run(fill())
    return {"DATABASE_URL": address}


def test_a_copy_takes_entry_and_sample_and_the_original_is_left_alone(errata, database, tmp_path):
    copy = tmp_path / "data"
    shutil.copytree(ROOT / "knowledge", copy / "knowledge")
    (copy / "tests" / "corpus").mkdir(parents=True)
    done = errata("kb", "publish", "--knowledge", str(copy / "knowledge"), env=database)
    assert (done.returncode, done.stderr) == (0, "")
    assert (copy / "knowledge" / "openai" / "flanges-missing.yaml").exists()
    (row,) = yaml.safe_load((copy / "tests" / "corpus" / "community.yaml").read_text("utf-8"))
    assert row["expect"] == ["openai/flanges-missing"]
    assert not (ROOT / "knowledge" / "openai" / "flanges-missing.yaml").exists()


def test_a_corpus_whose_last_line_is_open_stays_readable(errata, database, tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "community.yaml").write_text("- text: 429 limit 0\n  sure: true", "utf-8")
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    done = errata("kb", "publish", "--knowledge", "knowledge", "--corpus", str(corpus), env=database)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = yaml.safe_load((corpus / "community.yaml").read_text("utf-8"))
    assert (first["sure"], second["expect"]) == (True, ["openai/flanges-missing"])


def test_a_file_that_cannot_be_written_is_a_fault_of_files(errata, database, tmp_path):
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    (tmp_path / "knowledge" / "openai" / "flanges-missing.yaml").mkdir()
    done = errata("kb", "publish", "--knowledge", "knowledge", env=database)
    assert done.returncode == ExitCode.FILES
    assert done.stderr == "errata: knowledge/openai/flanges-missing.yaml: Is a directory\n"


def test_a_file_with_a_fault_keeps_its_own_answer_back_and_no_other(errata, database, tmp_path):
    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    (tmp_path / "knowledge" / "openai" / "flanges-missing.yaml").write_text("- foo\n", "utf-8")
    done = errata("kb", "publish", "--knowledge", "knowledge", env=database)
    assert done.returncode == ExitCode.FAULTS
    assert "openai/flanges-missing: the file holds faults, run `errata kb check` first\n" in done.stderr


def test_a_catalogue_that_cannot_be_written_is_told_with_what_to_do(database, tmp_path, monkeypatch):
    for name, value in database.items():
        monkeypatch.setenv(name, value)
    shutil.copytree(ROOT / "knowledge" / "openai", tmp_path / "knowledge" / "openai")
    shutil.copy(ROOT / "knowledge" / "systems.yaml", tmp_path / "knowledge")
    # Who runs the tests may be root, who may write anywhere.
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    done = CliRunner().invoke(kb, ["publish", "--knowledge", str(tmp_path / "knowledge")])
    assert isinstance(done.exception, PermissionError)
    assert "give --knowledge a copy" in str(done.exception)


def test_the_documented_way_writes_only_where_the_image_lets_it():
    """Everything is put and written under the volume, which belongs to the user of the image."""
    text = (ROOT / "docs" / "maintainers.md").read_text("utf-8")
    commands = re.search(r"### In Docker.*?```sh\n(.*?)```", text, re.DOTALL)[1]
    folders = set(re.findall(r"(?:cd |--knowledge |errata:)(/[\w/]+)", commands))
    assert folders == {"/data", "/data/knowledge", "/data/tests"}
    image = (ROOT / "Dockerfile").read_text("utf-8")
    assert "VOLUME /data" in image
    assert "install -d -o errata -g errata /data" in image
