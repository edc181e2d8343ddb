"""OFAC's primary SDN list: ``sdn.csv``, with the other names of ``alt.csv`` and the addresses of
``add.csv``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from sources.lists.csv_rows import rows
from sources.lists.entries import Entry, Name, NameKind, NameQuality, distinct_names
from sources.lists.faults import MalformedFile
from sources.lists.fields import Row, one_of
from sources.lists.scripts import script_of
from sources.lists.taking import Taking

_NULL = "-0-"
_ENCODINGS = ("utf-8-sig", "cp1252")

_SDN = (
    *("ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign"),
    *("Vess_type", "Tonnage", "GRT", "Vess_flag", "Vess_owner", "Remarks"),
)
_ALT = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
_ADD = ("ent_num", "add_num", "Address", "City/State/Province/Postal Code", "Country", "Add_remarks")

_TYPES = {_NULL: "organisation", "individual": "person", "vessel": "vessel", "aircraft": "aircraft"}
_KINDS = {"aka": NameKind.ALIAS, "fka": NameKind.FORMER, "nka": NameKind.LATER}
_WEAK = re.compile(r"\ba\.k\.a\. '([^']+)'")


def read(taking: Taking) -> None:
    """Take every row whose type is empty (an organisation); count persons, vessels and aircraft.

    The only weak names are those in the remarks (``a.k.a. 'BNC'``); the rest of the remarks is not kept.
    """
    names = _other_names(taking)
    addresses = _addresses(taking)
    _, _, place = taking.file("sdn")
    for row in _table(taking, "sdn", _SDN):
        kind = one_of(_TYPES, row.take("SDN_Type"), "the type", place, row.at)
        if kind != "organisation":
            taking.drop(kind)
            continue
        number = row.take("ent_num")
        name = _name(row.take("SDN_Name"), NameKind.PRIMARY, NameQuality.STRONG)
        weak = [_name(text, NameKind.ALIAS, NameQuality.WEAK) for text in _WEAK.findall(row.take("Remarks"))]
        streets, countries = addresses.get(number, ([], []))
        entry = Entry(
            id=number,
            official_ref=number,
            names=distinct_names([name, *names.get(number, ()), *weak]),
            programmes=taking.programmes(_programmes(row.take("Program")), place, row.at),
            addresses=tuple(dict.fromkeys(streets)),
            countries=tuple(dict.fromkeys(countries)),
        )
        taking.add(entry, place, row.at)
        row.finish({column for column in _SDN if row.peek(column) == _NULL}, taking.notices)


def _name(text: str, kind: NameKind, quality: NameQuality) -> Name:
    return Name(text, script_of(text), kind, quality)


def _programmes(text: str) -> list[str]:
    """``FTO] [SDGT`` are two programmes; the outer brackets are missing in the file."""
    return [key for key in (part.strip() for part in text.strip("[] ").split("] [")) if key and key != _NULL]


def _table(taking: Taking, role: str, columns: tuple[str, ...]) -> Iterator[Row]:
    content, facts, place = taking.file(role)
    for line, cells in rows(content, facts, place, _ENCODINGS):
        at = f"line {line}"
        if len(cells) != len(columns):
            raise place.fault(MalformedFile, f"a row has {len(cells)} columns, {len(columns)} are due", at)
        row = Row(dict(zip(columns, cells, strict=True)), place, at)
        if not row.peek("ent_num").isdigit():
            raise place.fault(MalformedFile, "a row does not begin with the number of its entry", at)
        yield row


def _other_names(taking: Taking) -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = defaultdict(list)
    if "alt" not in taking.files:
        return found
    _, _, place = taking.file("alt")
    for row in _table(taking, "alt", _ALT):
        kind = one_of(_KINDS, row.take("alt_type"), "the type of a name", place, row.at)
        name = _name(row.take("alt_name"), kind, NameQuality.STRONG)
        found[row.take("ent_num")].append(name)
    return found


def _addresses(taking: Taking) -> dict[str, tuple[list[str], list[str]]]:
    found: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    if "add" not in taking.files:
        return found
    for row in _table(taking, "add", _ADD):
        parts = [row.take(column) for column in ("Address", "City/State/Province/Postal Code", "Country")]
        known = [part for part in parts if part and part != _NULL]
        streets, countries = found[row.take("ent_num")]
        if known:
            streets.append(", ".join(known))
        if parts[2] and parts[2] != _NULL:
            countries.append(parts[2])
    return found
