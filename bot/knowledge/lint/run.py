"""Apply every rule and tell where in the files its findings stand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from bot.knowledge.document import Marks, Place, list_items, read_document
from bot.knowledge.fault import Fault
from bot.knowledge.files import read_file
from bot.knowledge.folder import SYMPTOMS_FILE, SYSTEMS_FILE
from bot.knowledge.lint import messages, references, texts
from bot.knowledge.lint.finding import Finding, Rule
from bot.knowledge.lint.identity import Covers, Find, found_by, placed_by_id, spelled_once
from bot.knowledge.load import LoadResult

STALE_MONTHS = 12

RULES: tuple[Rule, ...] = (
    references.known_systems,
    references.home_among_systems,
    references.known_symptoms,
    references.known_expressions,
    references.mutual_neighbours,
    references.secure_links,
    messages.telling_messages,
    messages.distinct_messages,
    texts.both_languages,
    texts.discord_limits,
    texts.known_placeholders,
    texts.known_zones,
)


def lint(
    loaded: LoadResult,
    folder: Path,
    today: date,
    find: Find | None = None,
    *,
    found: Collection[str] | None = None,
    strict: bool = False,
    covers: Covers | None = None,
) -> tuple[Fault, ...]:
    """Every fault that the rules find in a loaded catalogue, in the order of the files.

    With `find`, an engine built over the same catalogue, each message must also lead back to its entry, or those of the
    entries `found`. `strict` are the rules that a good catalogue breaks now and then; that a message does something
    which no other of its entry does is asked only with `covers`, of the same engine.
    """
    unread = frozenset(fault.file.removesuffix(".yaml") for fault in loaded.faults)
    rules = [
        *RULES,
        references.known_neighbours(unread),
        texts.verified_by(today, STALE_MONTHS if strict else None),
        texts.cut_off_nowhere(lambda entry_id: _read(folder / loaded.files[entry_id])),
        placed_by_id(loaded.files),
    ]
    if strict:
        rules.append(messages.standing_alone)
        if covers is not None:
            rules.append(spelled_once(covers))
    if find is not None:
        rules.append(found_by(find, found, sure=strict))
    locator = _Locator(folder, loaded)
    findings = (finding for rule in rules for finding in rule(loaded.knowledge))
    return tuple(sorted({locator.locate(finding) for finding in findings}))


def _read(path: Path) -> str:
    """The text of a file, empty where it is gone by now."""
    try:
        return read_file(path).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return ""


class _Locator:
    """Finds the place of a finding; reads each file that has findings once."""

    def __init__(self, folder: Path, loaded: LoadResult) -> None:
        self._folder = folder
        told = dict.fromkeys((symptom.id for symptom in loaded.knowledge.symptoms), SYMPTOMS_FILE)
        self._files = {**told, **loaded.files}
        self._read: dict[str, tuple[Marks, dict[str, Place]]] = {}

    def locate(self, finding: Finding) -> Fault:
        name = self._files.get(finding.subject, SYSTEMS_FILE)
        if name not in self._read:
            self._read[name] = self._read_places(name)
        marks, places = self._read[name]
        mark = marks.point((*places.get(finding.subject, ()), *finding.place))
        message = f"{finding.message} ({finding.subject})"
        return Fault(name, mark.line, mark.column, message)

    def _read_places(self, name: str) -> tuple[Marks, dict[str, Place]]:
        marks = Marks()
        try:
            value, _ = read_document(read_file(self._folder / name), marks)
        except OSError:
            return marks, {}
        return marks, {
            str(item["id"]): place for place, item in list_items(value) if isinstance(item, dict) and "id" in item
        }
