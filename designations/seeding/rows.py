"""The data files as rows, every value read or refused with file, line, column and reason. No database."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from designations.domain.dates import DateError, StatedDate

Kind = TypeVar("Kind", bound=StrEnum)

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_LONGEST = 2000
"""Characters that any value may have; the columns of the database bound most of them more narrowly."""

FILES = {
    "authorities": "code name kind bloc iso3 cow region demonym note",
    "memberships": "member body from until note",
    "regimes": "slug authority name short_name legal_basis kind binds_members binds_ground list_phrase started_on"
    " official_url program_keys note",
    "coverage": "regime from until level ground",
    "groups": "slug name description wikidata countries note",
    "names": "group name script language kind",
    "relations": "group kind other from until checked note",
    "events": "act regime group kind effect date scope scope_of reason official_ref day_order note",
    "citations": "act key url title publisher published_on kind stated read read_in quote language",
}
"""The files of the package and their columns."""


@dataclass(frozen=True)
class BadRow:
    """What is wrong with one value, and where it stands."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, column {self.column}: {self.reason}"


@dataclass
class Row:
    """One line of a file. Reading a value that cannot be so notes a BadRow and answers a stand-in."""

    file: str
    line: int
    values: dict[str, str]
    bad: list[BadRow]

    def refuse(self, column: str, reason: str) -> None:
        """Note what is wrong."""
        self.bad.append(BadRow(self.file, self.line, column, reason))

    def text(self, column: str) -> str:
        """The value as it stands."""
        value = self.values[column].strip()
        unseen = _UNSEEN.search(value)
        if unseen:
            self.refuse(column, f"character U+{ord(unseen[0]):04X} cannot be seen: take it out")
            return _UNSEEN.sub("", value)
        if len(value) > _LONGEST:
            self.refuse(column, f"{len(value)} characters; at most {_LONGEST} are taken")
        return value

    def required(self, column: str) -> str:
        """The value, which must not be empty."""
        value = self.text(column)
        if not value:
            self.refuse(column, "must not be empty")
        return value

    def one_of(self, column: str, kinds: type[Kind]) -> Kind:
        """The value as one of a kind's words."""
        value = self.text(column)
        try:
            return kinds(value)
        except ValueError:
            self.refuse(column, f"'{value}' is none of {', '.join(kind.value for kind in kinds)}")
            return next(iter(kinds))

    def one_of_or_none(self, column: str, kinds: type[Kind]) -> Kind | None:
        """The value as one of a kind's words, or None where it is empty."""
        return self.one_of(column, kinds) if self.text(column) else None

    def yes(self, column: str) -> bool:
        """Whether the value is yes; it must be yes or no."""
        value = self.text(column)
        if value not in ("yes", "no"):
            self.refuse(column, f"'{value}' is neither yes nor no")
        return value == "yes"

    def day(self, column: str) -> date | None:
        """The value as a day, or None where it is empty."""
        value = self.text(column)
        if not value:
            return None
        try:
            stated = StatedDate.parse(value)
        except DateError as error:
            self.refuse(column, str(error))
            return None
        if stated.earliest is None or stated.earliest != stated.latest:
            self.refuse(column, f"'{value}' is no single day: write YYYY-MM-DD")
        return stated.earliest

    def stated(self, column: str) -> StatedDate | None:
        """The value as a stated date, or None where it is empty."""
        value = self.text(column)
        try:
            return StatedDate.parse(value) if value else None
        except DateError as error:
            self.refuse(column, str(error))
            return None

    def number(self, column: str) -> int | None:
        """The value as a small whole number, or None where it is empty."""
        value = self.text(column)
        if value and not value.isdecimal():
            self.refuse(column, f"'{value}' is no whole number")
            return None
        return int(value) if value else None

    def known(self, column: str, known: dict[str, Row], what: str) -> str:
        """The value, which must be the key of a row in another file."""
        value = self.required(column)
        if value and value not in known:
            self.refuse(column, f"'{value}' is no {what} of this package")
        return value


@dataclass
class Package:
    """The rows of every file, by file, and what is wrong with them."""

    version: str
    rows: dict[str, list[Row]] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)

    def by_key(self, file: str, *columns: str) -> dict[str, Row]:
        """Rows of a file by their key (columns joined by '/'); a second row of a key is refused."""
        found: dict[str, Row] = {}
        for row in self.rows[file]:
            key = "/".join(row.values[column].strip() for column in columns)
            if key in found:
                row.refuse(columns[0], f"'{key}' stands in line {found[key].line} already")
            found.setdefault(key, row)
        return found


def read_package(folder: Path) -> Package:
    """Read the files of a folder. Missing files and columns, and bytes that are no UTF-8, are bad rows too."""
    package = Package(version=_version(folder))
    for name, columns in FILES.items():
        package.rows[name] = list(_rows(folder / f"{name}.csv", columns.split(), package.bad))
    return package


def _version(folder: Path) -> str:
    try:
        return str(json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return ""


def _rows(path: Path, columns: list[str], bad: list[BadRow]) -> Iterator[Row]:
    refuse: Callable[[int, str, str], None] = lambda line, column, why: bad.append(BadRow(path.name, line, column, why))  # noqa: E731
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return refuse(0, "", "the file is missing")
    except UnicodeDecodeError as error:
        return refuse(0, "", f"byte {error.start} is no UTF-8: save the file as UTF-8")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = next(reader, [])
        if head != columns:
            missing, extra = [c for c in columns if c not in head], [c for c in head if c not in columns]
            return refuse(1, ", ".join(missing + extra), "the columns must be: " + ",".join(columns))
        for values in reader:
            if len(values) != len(columns):
                refuse(reader.line_num, "", f"{len(values)} values for {len(columns)} columns")
                continue
            yield Row(path.name, reader.line_num, dict(zip(columns, values, strict=True)), bad)
    except csv.Error as error:
        refuse(reader.line_num, "", f"this is no well-formed CSV: {error}")
    return None
