"""The European Union's consolidated financial sanctions list in the schema that was used until 2017."""

from sources.lists.entries import Entry, Name, NameKind, NameQuality
from sources.lists.faults import Place
from sources.lists.fields import Record, one_of
from sources.lists.intake import opened
from sources.lists.readers.eu_fsf import primary_first
from sources.lists.scripts import script_of
from sources.lists.taking import Taking
from sources.lists.xml_stream import records

_TYPES = {"E": "organisation", "P": "person"}
_PROVENANCE = {"@Id", "@Entity_id", "@legal_basis", "@reg_date", "@pdf_link", "@programme"}
_OF_NAME = {*_PROVENANCE, "LASTNAME", "FIRSTNAME", "MIDDLENAME", "GENDER", "TITLE", "FUNCTION"}
_IGNORED = {"@legal_basis", "@pdf_link", "@remark", "BIRTH", "PASSPORT", "CITIZEN"}


def read(taking: Taking) -> None:
    """Take every ENTITY of type E; count those of type P."""
    content, facts, place = taking.file("list")
    with opened(place, facts, content) as stream:
        for _, element, root in records(stream, place, "WHOLE", ("ENTITY",)):
            if taking.generated_on is None:
                taking.generated(str(root.get("Date") or ""), place, "day/month/year")
            record = Record(element, place)
            kind = one_of(_TYPES, record.attribute("Type"), "the type", place, record.at)
            if kind != "organisation":
                taking.drop(kind)
                continue
            taking.add(_entry(record, taking, place), place, record.at)


def _entry(record: Record, taking: Taking, place: Place) -> Entry:
    """``reg_date`` is the day of the latest regulation, so that it tells an update, not the first listing."""
    found: list[tuple[bool, int, Name]] = []
    for name in record.records("NAME"):
        text = name.text("WHOLENAME")
        foreign = name.text("LANGUAGE") not in ("", "EN")
        number = name.attribute("Id")
        found.append((foreign, int(number or 0), Name(text, script_of(text), NameKind.ALIAS, NameQuality.UNSTATED)))
        name.finish(_OF_NAME, taking.notices)
    addresses: list[str] = []
    countries: list[str] = []
    for address in record.records("ADDRESS"):
        parts = [address.text(tag) for tag in ("NUMBER", "STREET", "ZIPCODE", "CITY", "COUNTRY")]
        addresses.append(", ".join(filter(None, parts)))
        countries.append(parts[-1])
        address.finish({*_PROVENANCE, "OTHER"}, taking.notices)
    entry = Entry(
        id=record.attribute("Id"),
        names=primary_first(found),
        programmes=taking.programmes([record.attribute("programme")], place, record.at),
        updated_on=taking.stated(record.attribute("reg_date"), "iso"),
        addresses=tuple(dict.fromkeys(filter(None, addresses))),
        countries=tuple(dict.fromkeys(filter(None, countries))),
    )
    record.finish(_IGNORED, taking.notices)
    return entry
