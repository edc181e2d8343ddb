"""Any list published as a table (CSV or XLSX), described wholly by the ``layout`` of its facts.

``docs/lists.md`` tells every word that a layout may use. Rows with one id are one entry: a list may give a
row to each name or address.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from sources.lists import csv_rows, xlsx
from sources.lists.entries import NAME_ID, Entry, Name, NameKind, NameQuality, distinct_names
from sources.lists.facts import EndMark, FileFormat
from sources.lists.faults import MalformedFile, Place
from sources.lists.fields import Row
from sources.lists.names import plain
from sources.lists.readers.layout import Dated, Layout, layout_of
from sources.lists.scripts import script_of
from sources.lists.taking import Taking


@dataclass(slots=True)
class _Draft:
    """What the rows with one id say together."""

    type: str
    at: str
    names: list[Name] = field(default_factory=list)
    programmes: set[str] = field(default_factory=set)
    official_ref: str = ""
    other_refs: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)


def read(taking: Taking) -> None:
    """Take every organisation of the table; count each id of another type once."""
    layout = layout_of(taking.facts.slug, taking.facts.layout)
    _, _, place = taking.file("list")
    drafts: dict[str, _Draft] = {}
    for row in _rows(taking, layout, place):
        _gather(row, layout, taking, drafts)
    for number, draft in drafts.items():
        if draft.type == "organisation":
            taking.add(_entry(number, draft, taking, place), place, draft.at)
        else:
            taking.drop(draft.type)


def _rows(taking: Taking, layout: Layout, place: Place) -> Iterator[Row]:
    content, facts, _ = taking.file("list")
    if facts.format is FileFormat.XLSX:
        found = xlsx.rows(content, facts, place)
    else:
        found = csv_rows.rows(content, facts, place, layout.encodings, layout.delimiter)
    marked = facts.format is FileFormat.CSV and facts.end is not EndMark.SUBSTITUTE
    if layout.preamble:
        _, cells = next(found, (1, [""]))
        _preamble(",".join(cells), layout, taking, place)
    _, head = next(found, (1, []))
    columns = [" ".join(cell.split()) for cell in head]
    if not columns or len(set(columns)) != len(columns):
        raise place.fault(MalformedFile, "the table has no head, or two columns of one name")
    for line, cells in found:
        if facts.format is FileFormat.XLSX:
            cells = cells[: len(columns)] + [""] * (len(columns) - len(cells))
        if len(cells) != len(columns):
            what = f"a row has {len(cells)} columns, {len(columns)} are due"
            raise place.fault(MalformedFile, what, f"line {line}")
        if marked:
            taking.row_marks.append(zlib.crc32("\x1f".join(cells).encode()))
        yield Row(dict(zip(columns, cells, strict=True)), place, f"line {line}")


def _preamble(line: str, layout: Layout, taking: Taking, place: Place) -> None:
    found = layout.preamble.pattern.search(line) if layout.preamble else None
    if not found or not layout.preamble:
        raise place.fault(MalformedFile, f"it begins with “{line[:60]}”, where its date is due", "line 1")
    taking.generated(found[1], place, *layout.preamble.forms)


def _gather(row: Row, layout: Layout, taking: Taking, drafts: dict[str, _Draft]) -> None:
    kind = layout.type.word(row, "the type")
    names = _names(row, layout)
    number = layout.id.text(row) if layout.id else NAME_ID + plain(names[0].text if names else "")
    if number in ("", NAME_ID):
        raise row.place.fault(MalformedFile, "a row has no id", row.at)
    draft = drafts.setdefault(number, _Draft(kind, row.at))
    if draft.type != kind:
        taking.notices.add(f"the rows of entry {number} disagree on its type; the first one holds")
    if draft.type != "organisation":
        return
    draft.names += names
    draft.programmes.update(layout.programmes.texts(row) if layout.programmes else ())
    draft.official_ref = draft.official_ref or (layout.official_ref.text(row) if layout.official_ref else "")
    for pick in layout.other_refs:
        draft.other_refs.update(pick.texts(row))
    for pick in layout.addresses:
        draft.addresses.update(pick.texts(row))
    for pick in layout.countries:
        draft.countries.update(pick.texts(row))
    draft.listed.update(_dates(row, layout.listed_on, taking))
    draft.updated.update(_dates(row, layout.updated_on, taking))
    row.finish(layout.ignore, taking.notices)


def _names(row: Row, layout: Layout) -> list[Name]:
    found: list[Name] = []
    for name in layout.names:
        kind = NameKind(name.kind.word(row, "the type of a name"))
        quality = NameQuality(name.quality.word(row, "the quality of a name"))
        for text in name.pick.texts(row):
            found.append(Name(text, script_of(text), kind, quality))
            if kind is NameKind.PRIMARY:
                kind = NameKind.ALIAS
    return found


def _dates(row: Row, dated: Dated | None, taking: Taking) -> list[str]:
    if dated is None:
        return []
    days = (taking.stated(text, *dated.forms) for text in dated.pick.texts(row))
    return [day for day in days if day]


def _entry(number: str, draft: _Draft, taking: Taking, place: Place) -> Entry:
    return Entry(
        id=number,
        official_ref=draft.official_ref,
        other_refs=tuple(sorted(draft.other_refs)),
        names=distinct_names(draft.names),
        programmes=taking.programmes(sorted(draft.programmes), place, draft.at),
        listed_on=min(draft.listed, default=None),
        updated_on=max(draft.updated, default=None),
        addresses=tuple(sorted(draft.addresses)),
        countries=tuple(sorted(draft.countries)),
    )
