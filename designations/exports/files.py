"""Files of the record: a table as CSV, all tables as one zip with a description that programs read.

Written to disk beyond a few megabytes, so that what is held does not grow with the record. The same edition and day
give the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import json
import zipfile
from datetime import UTC, datetime
from io import RawIOBase, TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from designations.domain.conflicts import RULES_VERSION
from designations.exports.columns import GUARD, written
from designations.exports.tables import TABLES, Table
from designations.queries.editions import latest
from designations.queries.moments import Moment

HELD = 4_000_000
"""How many bytes of a file are kept in memory before it goes to disk."""

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}

DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}
"""RFC 4180."""


def as_csv(table: Table, moment: Moment, group: str = "") -> IO[bytes]:
    """A table as RFC 4180 has it, in UTF-8, read from its beginning on."""
    file = _temporary()
    write(table, moment, file, group)
    file.seek(0)
    return file


def write(table: Table, moment: Moment, file: Any, group: str = "") -> None:
    """Write a table to a file, the names of its columns first."""
    text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow([column.name for column in table.columns])
    values = [column.value for column in table.columns]
    for row in table.read(moment, group):
        lines.writerow([written(value(row)) for value in values])
    text.detach()


def as_zip(moment: Moment) -> IO[bytes]:
    """All tables of the record with their description, ``datapackage.json``, read from its beginning on."""
    file = _temporary()
    resources = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            with archive.open(_entry(f"{table.name}.csv", moment), "w", force_zip64=True) as entry:
                hashed = _Hashed(entry)
                write(table, moment, hashed)
            resources.append(_resource(table) | {"bytes": hashed.count, "hash": f"sha256:{hashed.digest}"})
        told = json.dumps(described(moment, resources), ensure_ascii=False, indent=2) + "\n"
        archive.writestr(_entry("datapackage.json", moment), told)
    file.seek(0)
    return file


def described(moment: Moment, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """The data package as Frictionless describes one: what it holds, of which edition and day, under which licence."""
    editions = latest(moment, 1)
    instant = moment.recorded_at.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment.recorded_at else None
    return {
        "name": "designation-atlas",
        "title": "Designation Atlas: who lists whom as terrorist, since when, on what evidence",
        "description": (
            f"The record as edition {moment.edition} knew it; cells, and what is unstated, are of {moment.day}. "
            f"A listing is a claim of the authority that makes it; the record says no more. {GUARD}"
        ),
        "version": f"e{moment.edition}",
        "created": instant,
        "licenses": [LICENCE],
        "edition": {
            "number": moment.edition,
            "recorded_at": instant,
            "digest": editions[0].digest if editions else "",
        },
        "as_of": moment.day.isoformat(),
        "rules": RULES_VERSION,
        "citation": (
            f"Designation Atlas: the record, edition {moment.edition}"
            f"{f' of {moment.recorded_at.date()}' if moment.recorded_at else ''}, state of {moment.day}. CC BY 4.0."
        ),
        "resources": resources,
    }


def _resource(table: Table) -> dict[str, Any]:
    """A table as a resource of the data package."""
    told = {other.name for other in TABLES}
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.row,
        "type": "table",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"csv": DIALECT},
        "schema": {
            "fields": [column.described() for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [column.name], "reference": {"resource": column.refers[0], "fields": [column.refers[1]]}}
                for column in table.columns
                if column.refers and column.refers[0] in told
            ],
        },
    }


def _temporary() -> IO[bytes]:
    return SpooledTemporaryFile(HELD)


def _entry(name: str, moment: Moment) -> zipfile.ZipInfo:
    """An entry dated by the edition, so that the same edition gives the same bytes."""
    at = (moment.recorded_at or EARLIEST).astimezone(UTC)
    entry = zipfile.ZipInfo(name, max(at, EARLIEST).timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""Before this a zip knows no day."""


class _Hashed(RawIOBase):
    """Hands on what is written, counted and hashed."""

    def __init__(self, into: IO[bytes]) -> None:
        self._into = into
        self._hash = hashlib.sha256()
        self.count = 0

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: Any) -> int:
        """Write on."""
        self._hash.update(data)
        self.count += len(data)
        return self._into.write(data)

    @property
    def digest(self) -> str:
        """SHA-256 of what was written."""
        return self._hash.hexdigest()
