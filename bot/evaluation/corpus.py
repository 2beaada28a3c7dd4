"""Labelled texts: pastes with the entries that answer them, and texts that must not be answered."""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import yaml

from bot.errors import ErrataError, ExitCode
from bot.matching.memory import number_thread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_THREAD = re.compile(r"[\w.-]+/[\w.-]+#\d+|https?://\S+")
_HELD_BACK = 8
_BLIND = "blind-"


class CorpusError(ErrataError):
    """A file of labelled texts can't be used."""

    exit_code = ExitCode.DATA


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled text.

    expect: ids of entries that are right (one is enough; for form `multi` all are causes); empty: none explains it.
    want: what a negative wants, "silent" or "unmatched"; None for pastes. form: its form, for negatives its kind.
    sure: False where the label can be argued about. generic_ok: a generic HTTP or network answer is acceptable.
    weak: not logging it is forgivable. group: the thread of origin, so that one thread is never on both sides.
    """

    text: str
    file: str
    form: str
    lang: str
    expect: tuple[str, ...] = ()
    want: str | None = None
    sure: bool = True
    generic_ok: bool = False
    weak: bool = False
    origin: str = ""

    @property
    def is_negative(self) -> bool:
        return self.want is not None

    @property
    def group(self) -> str:
        found = _THREAD.search(self.origin)
        return found[0] if found else hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()

    @property
    def thread(self) -> int:
        """The number of the group: what is remembered of it takes no part where the row is judged."""
        return number_thread(self.group)

    @property
    def held_back(self) -> bool:
        """Whether the row never takes part in fitting: a blind file, or one thread of origin in eight by hash."""
        return (
            self.file.startswith(_BLIND)
            or zlib.crc32(b"held back" + self.group.encode("utf-8", "replace")) % _HELD_BACK == 0
        )


def default_corpus() -> Path | None:
    """The corpus that came along: packaged in an installed wheel, else `tests/corpus/` beside the package, if any."""
    package = Path(__file__).resolve().parent.parent
    folders = (package / "_corpus", package.parent / "tests" / "corpus")
    return next((folder for folder in folders if folder.is_dir()), None)


def load_rows(paths: Iterable[Path]) -> tuple[Row, ...]:
    """Every row of the files, in order; raises `CorpusError` naming file and row."""
    rows: list[Row] = []
    for path in paths:
        try:
            content: object = yaml.load(path.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            msg = f"{path}: can't be read ({' '.join(str(error).split())})"
            raise CorpusError(msg) from error
        if not isinstance(content, list):
            msg = f"{path}: expected a list of rows"
            raise CorpusError(msg)
        for number, item in enumerate(cast("list[object]", content), start=1):
            rows.append(_read_row(item, path, number))
    return tuple(rows)


def _read_row(item: object, path: Path, number: int) -> Row:
    if not isinstance(item, dict) or not isinstance(cast("dict[str, Any]", item).get("text"), str):
        msg = f"{path}: row {number} has no text"
        raise CorpusError(msg)
    fields = cast("dict[str, Any]", item)
    want = fields.get("want")
    if want is None and "expect" not in fields:
        msg = f"{path}: row {number} needs `expect` or `want`"
        raise CorpusError(msg)
    if want not in (None, "silent", "unmatched"):  # it may be what no set holds
        msg = f"{path}: row {number}: `want` must be silent or unmatched"
        raise CorpusError(msg)
    expect: object = fields.get("expect") or []
    if not isinstance(expect, list):
        msg = f"{path}: row {number}: `expect` must be a list, as in `expect: [general/http-429]`"
        raise CorpusError(msg)
    return Row(
        text=fields["text"],
        file=path.stem,
        form=str(fields.get("form") or fields.get("kind") or "other"),
        lang=str(fields.get("lang", "en")),
        expect=tuple(str(entry) for entry in cast("list[object]", expect)),
        want=None if want is None else str(want),
        sure=bool(fields.get("sure", True)),
        generic_ok=bool(fields.get("generic_ok", False)),
        weak=bool(fields.get("weak", False)),
        origin=str(fields.get("origin", "")),
    )


def digest_rows(rows: Sequence[Row]) -> str:
    """A short hash of texts and labels, for telling which data weights were fitted on."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(f"{row.text}\0{row.expect}\0{row.want}\0".encode("utf-8", "replace"))
    return digest.hexdigest()[:16]
