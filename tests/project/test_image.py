"""The Docker image: what it copies is enough to build the package, and the package is whole."""

from __future__ import annotations

import fnmatch
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from bot.config import variable_names

ROOT = Path(__file__).resolve().parents[2]

KNOWS_THE_CORPUS = "from bot.evaluation.corpus import *; print(len(load_rows(sorted(default_corpus().glob('*.yaml')))))"


def copied() -> list[str]:
    """What the first stage takes from this folder."""
    stage = (ROOT / "Dockerfile").read_text("utf-8").split("\nFROM ")[1]
    return [source for line in re.findall(r"^COPY (.+)$", stage, re.MULTILINE) for source in line.split()[:-1]]


def is_ignored(path: str) -> bool:
    """Whether Docker never sees a path: the last line of .dockerignore that fits it or a folder above it decides."""
    ignored = False
    places = ["/".join(path.split("/")[:depth]) for depth in range(1, path.count("/") + 2)]
    for line in (ROOT / ".dockerignore").read_text("utf-8").split():
        if any(fnmatch.fnmatch(place, line.removeprefix("!")) for place in places):
            ignored = not line.startswith("!")
    return ignored


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The package, unpacked, as the image builds it."""
    context, built = tmp_path_factory.mktemp("context"), tmp_path_factory.mktemp("built")
    for name in copied():
        if "${" in name or is_ignored(name):
            continue
        source, target = ROOT / name, context / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    ended = subprocess.run(command, cwd=context, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    (wheel,) = built.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(built / "site")
    return built / "site"


def run(package, *command):
    env = {**os.environ, "PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-P", *command], cwd=package.parent, env=env, capture_output=True, text=True, check=False
    )


def test_everything_that_is_copied_exists():
    missing = [name for name in copied() if "${" not in name and not (ROOT / name).exists()]
    assert missing == []
    assert all((ROOT / "requirements" / f"{name}.txt").exists() for name in ("server", "ocr"))


def test_every_setting_of_the_image_is_one():
    stage = (ROOT / "Dockerfile").read_text("utf-8").split("\nFROM ")[2]
    named = set(re.findall(r"\b(ERRATA_\w+)=", stage))
    assert named >= {"ERRATA_DATA_DIR", "ERRATA_OFFLINE_SECONDS"}
    assert named <= set(variable_names())


def test_the_package_answers(package):
    answered = run(package, "-m", "bot", "ask", "--lang", "en", "API key not valid. Please pass a valid API key.")
    assert answered.returncode == 0, answered.stderr
    assert "Gemini API key is not valid" in answered.stdout


def test_the_package_brings_the_corpus_along(package):
    counted = run(package, "-c", KNOWS_THE_CORPUS)
    assert int(counted.stdout) > 1000


def test_a_plain_start_needs_no_variable():
    """Compose wants the variables of every service, also of those whose profile is off."""
    text = (ROOT / "compose.yaml").read_text("utf-8")
    assert not re.search(r"\$\{\w+:?\?", text)
    plain = [name for name, service in yaml.safe_load(text)["services"].items() if "profiles" not in service]
    assert plain == ["errata"]
