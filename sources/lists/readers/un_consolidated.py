"""The United Nations Security Council's Consolidated List (XML)."""

from sources.lists.entries import Entry, Name, NameKind, NameQuality, distinct_names
from sources.lists.faults import Place
from sources.lists.fields import Record, one_of
from sources.lists.intake import opened
from sources.lists.scripts import script_of
from sources.lists.taking import Taking
from sources.lists.xml_stream import records

# SORT_KEY and VERSIONNUM serve the publisher's own programs; COMMENTS1 and DESIGNATION name persons;
# SUBMITTED_ON is not a day of listing.
_IGNORED = {
    *("SORT_KEY", "SORT_KEY_LAST_MOD", "VERSIONNUM", "COMMENTS1", "DESIGNATION"),
    *("SUBMITTED_ON", "SUBMITTED_BY", "@noNamespaceSchemaLocation"),
}

_QUALITIES = {
    "": (NameKind.ALIAS, NameQuality.UNSTATED),
    "a.k.a.": (NameKind.ALIAS, NameQuality.STRONG),
    "f.k.a.": (NameKind.FORMER, NameQuality.STRONG),
    "good": (NameKind.ALIAS, NameQuality.STRONG),
    "low": (NameKind.ALIAS, NameQuality.WEAK),
}


def read(taking: Taking) -> None:
    """Take every ENTITY; count every INDIVIDUAL."""
    content, facts, place = taking.file("list")
    with opened(place, facts, content) as stream:
        for tag, element, root in records(stream, place, "CONSOLIDATED_LIST", ("INDIVIDUAL", "ENTITY")):
            if taking.generated_on is None:
                taking.generated(str(root.get("dateGenerated") or ""), place, "iso")
            if tag == "INDIVIDUAL":
                taking.drop("person")
            else:
                record = Record(element, place)
                taking.add(_entry(record, taking, place), place, record.at)


def _entry(record: Record, taking: Taking, place: Place) -> Entry:
    programme = record.needed("UN_LIST_TYPE")
    for kind in record.records("LIST_TYPE"):
        one_of({"UN List": True, "": True}, kind.text("VALUE"), "the list type", place, record.at)
        kind.finish((), taking.notices)
    addresses, countries = _addresses(record, taking)
    updated = [day for text in _values(record, "LAST_DAY_UPDATED", taking) if (day := taking.stated(text, "iso"))]
    entry = Entry(
        id=record.needed("DATAID"),
        official_ref=record.needed("REFERENCE_NUMBER"),
        names=_names(record, taking, place),
        programmes=taking.programmes([programme], place, record.at),
        listed_on=taking.stated(record.text("LISTED_ON"), "iso"),
        updated_on=max(updated, default=None),
        addresses=addresses,
        countries=countries,
    )
    record.finish(_IGNORED, taking.notices)
    return entry


def _values(record: Record, tag: str, taking: Taking) -> list[str]:
    found: list[str] = []
    for inner in record.records(tag):
        found += inner.texts("VALUE")
        inner.finish((), taking.notices)
    return found


def _names(record: Record, taking: Taking, place: Place) -> tuple[Name, ...]:
    primary = record.needed("FIRST_NAME")
    names = [Name(primary, script_of(primary))]
    for alias in record.records("ENTITY_ALIAS"):
        kind, quality = one_of(_QUALITIES, alias.text("QUALITY"), "the quality of a name", place, alias.at)
        text = alias.text("ALIAS_NAME")
        names.append(Name(text, script_of(text), kind, quality))
        alias.finish({"NOTE"}, taking.notices)
    original = record.text("NAME_ORIGINAL_SCRIPT")
    names.append(Name(original, script_of(original), NameKind.ALIAS, NameQuality.STRONG))
    return distinct_names(names)


def _addresses(record: Record, taking: Taking) -> tuple[tuple[str, ...], tuple[str, ...]]:
    addresses: list[str] = []
    countries: list[str] = []
    for place in record.records("ENTITY_ADDRESS"):
        country = place.text("COUNTRY")
        parts = [place.text(tag) for tag in ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE")]
        place.finish({"NOTE"}, taking.notices)
        addresses.append(", ".join(part for part in (*parts, country) if part))
        countries.append(country)
    return tuple(dict.fromkeys(filter(None, addresses))), tuple(dict.fromkeys(filter(None, countries)))
