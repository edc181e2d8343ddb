"""What is known of each official list, read from the YAML beside its reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "readers"
MEBIBYTE = 1 << 20


class BadFacts(ValueError):
    """The facts of a source are incomplete or contradict themselves."""


class FileFormat(StrEnum):
    """Formats in which lists are published."""

    XML = "xml"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


class EndMark(StrEnum):
    """What proves that a file arrived whole, beyond what its format proves by itself."""

    FORMAT = "format"
    SUBSTITUTE = "substitute"
    NEWLINE = "newline"


class Frequency(StrEnum):
    """How often the publisher renews the list."""

    DAILY = "daily"
    WEEKLY = "weekly"
    IRREGULAR = "irregular"

    @property
    def hours(self) -> int:
        """Hours after which a source is due again."""
        return {"daily": 24, "weekly": 168, "irregular": 24}[self.value]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file of a list: its role, address, format, largest size in bytes, and whether the list can do
    without.
    """

    role: str
    url: str
    format: FileFormat
    max_bytes: int
    required: bool = True
    end: EndMark = EndMark.FORMAT


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of a list.

    ``programmes`` maps the list's own programme words to slugs of regimes, or to an empty string for those
    that are known and not followed. A word outside it stops the file if ``unknown_programmes`` is ``stop``
    and is reported otherwise. ``every_entry`` is the (programme, regime) of a list that is one regime.
    ``expected`` bounds the number of entries; ``max_removals`` and ``max_additions`` bound what one
    snapshot may take away or bring without being held.
    """

    slug: str
    title: str
    publisher: str
    authority: str
    homepage: str
    reader: str
    files: tuple[FileFacts, ...]
    licence: str
    language: str
    frequency: Frequency
    regimes: tuple[str, ...]
    complete_for: tuple[str, ...]
    expected: tuple[int, int]
    max_removals: int
    max_additions: int
    keep_bytes_days: int
    dated: bool
    programmes: Mapping[str, str] = field(default_factory=dict)
    unknown_programmes: str = "stop"
    every_entry: tuple[str, str] | None = None
    layout: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""

    def file(self, role: str) -> FileFacts:
        """The facts of the file in this role; KeyError if the list has none."""
        for facts in self.files:
            if facts.role == role:
                return facts
        raise KeyError(role)


_TEXTS = ("slug", "title", "publisher", "authority", "homepage", "reader", "licence", "language")
_REQUIRED = {
    *_TEXTS,
    *("files", "frequency", "regimes", "expected"),
    *("max_removals", "max_additions", "keep_bytes_days", "dated"),
}
_OPTIONAL = {"complete_for", "programmes", "unknown_programmes", "every_entry", "layout", "note"}


def load(text: str) -> SourceFacts:
    """The facts written in this YAML text; BadFacts says what is missing, left over or contradictory."""
    raw = yaml.safe_load(text)
    if not isinstance(raw, dict):
        raise BadFacts("the facts of a source are a mapping of words to values")
    slug = str(raw.get("slug", "?"))
    if missing := _REQUIRED - raw.keys():
        raise BadFacts(f"{slug}: missing {', '.join(sorted(missing))}")
    if unknown := raw.keys() - _REQUIRED - _OPTIONAL:
        raise BadFacts(f"{slug}: unknown {', '.join(sorted(unknown))}")
    every = raw.get("every_entry")
    facts = SourceFacts(
        **{key: str(raw[key]).strip() for key in _TEXTS},
        files=tuple(_file(slug, role, value) for role, value in raw["files"].items()),
        frequency=Frequency(raw["frequency"]),
        regimes=tuple(raw["regimes"]),
        complete_for=tuple(raw.get("complete_for", ())),
        expected=(int(raw["expected"]["min"]), int(raw["expected"]["max"])),
        max_removals=int(raw["max_removals"]),
        max_additions=int(raw["max_additions"]),
        keep_bytes_days=int(raw["keep_bytes_days"]),
        dated=bool(raw["dated"]),
        programmes={str(key): value or "" for key, value in (raw.get("programmes") or {}).items()},
        unknown_programmes=str(raw.get("unknown_programmes", "stop")),
        every_entry=(str(every["programme"]), str(every["regime"] or "")) if every else None,
        layout=raw.get("layout") or {},
        note=str(raw.get("note", "")).strip(),
    )
    _check(facts)
    return facts


def _file(slug: str, role: str, raw: Mapping[str, Any]) -> FileFacts:
    if unknown := raw.keys() - {"url", "format", "max_mebibytes", "required", "end"}:
        raise BadFacts(f"{slug}, file {role}: unknown {', '.join(sorted(unknown))}")
    return FileFacts(
        role=role,
        url=str(raw["url"]),
        format=FileFormat(raw["format"]),
        max_bytes=int(raw["max_mebibytes"]) * MEBIBYTE,
        required=bool(raw.get("required", True)),
        end=EndMark(raw.get("end", "format")),
    )


def _check(facts: SourceFacts) -> None:
    reached = {regime for regime in facts.programmes.values() if regime}
    if facts.every_entry and facts.every_entry[1]:
        reached.add(facts.every_entry[1])
    if reached != set(facts.regimes):
        raise BadFacts(f"{facts.slug}: regimes are {sorted(facts.regimes)}, programmes lead to {sorted(reached)}")
    if not set(facts.complete_for) <= set(facts.regimes):
        raise BadFacts(f"{facts.slug}: complete_for names a regime that the list does not hold")
    if not 0 < facts.expected[0] <= facts.expected[1]:
        raise BadFacts(f"{facts.slug}: expected counts must be 0 < min <= max")
    if facts.unknown_programmes not in ("stop", "report"):
        raise BadFacts(f"{facts.slug}: unknown_programmes is stop or report")


@cache
def all_sources() -> Mapping[str, SourceFacts]:
    """The facts of every source, by slug; BadFacts if two files claim one slug."""
    found: dict[str, SourceFacts] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        facts = load(path.read_text(encoding="utf-8"))
        if facts.slug in found:
            raise BadFacts(f"{facts.slug}: two files claim this slug")
        found[facts.slug] = facts
    return found


def source(slug: str) -> SourceFacts:
    """The facts of this source; KeyError if there is none."""
    return all_sources()[slug]
