"""What the README and its neighbours promise is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.config import variable_names

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_linked_file_exists(page):
    text = (ROOT / page).read_text("utf-8")
    links = re.findall(r"\]\(((?!https?:)[^)#]+)", text) + re.findall(r'src="([^"]+)"', text)
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_exists(page):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`|\| )make ([a-z]+)", (ROOT / page).read_text("utf-8"), re.MULTILINE))
    assert named - targets == set()
    assert {"setup", "try", "run", "test", "check", "bench"} <= targets


def test_every_command_of_the_terminal_table_exists(errata_commands):
    named = set(re.findall(r"`errata ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))
    assert named <= errata_commands


def test_every_discord_command_of_the_table_exists():
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot/cogs").rglob("*.py"))
    for name in re.findall(r"^\| `/([a-z-]+)`", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE):
        assert re.search(rf"\b{name.replace('-', '[-_]')}\b", source), name


def test_ci_runs_exactly_the_test_command_of_the_readme():
    commands = [
        line for line in (ROOT / ".ci/run").read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]
    assert commands[-1] == "make test"
    assert "make test" in (ROOT / "README.md").read_text("utf-8")


def test_every_variable_is_explained():
    text = (ROOT / ".env.example").read_text("utf-8")
    assert {name for name in variable_names() if not re.search(rf"^(?:# )?{name}=", text, re.MULTILINE)} == set()


@pytest.mark.parametrize("file", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_requirements_are_pinned_with_hashes_and_no_address(file):
    text = file.read_text("utf-8")
    assert "://" not in text
    pins = re.findall(r"^([\w.\[\]-]+)==", text, re.MULTILINE)
    assert len(pins) > 20
    assert len(re.findall(r"--hash=sha256:", text)) >= len(pins)


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = {
        name.lower().replace("_", "-")
        for name in re.findall(r"^([\w.-]+)==", (ROOT / "requirements/runtime.txt").read_text("utf-8"), re.MULTILINE)
    }
    wanted = {
        re.split(r"[\[<>=]", item)[0].lower().replace("_", "-").replace(".", "-") for item in project["dependencies"]
    }
    assert {name for name in wanted if name not in {pin.replace(".", "-") for pin in pinned}} == set()


def test_nothing_names_this_machine():
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if path.suffix in {".py", ".yaml", ".toml", ".md", ".txt", ".json", ".ftl"} and not parts[0].startswith("."):
            text = path.read_text("utf-8", "replace")
            assert str(ROOT) not in text, path
