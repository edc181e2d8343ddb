"""The UK Sanctions List (XML)."""

from sources.lists.entries import Entry, Name, NameKind, NameQuality, distinct_names
from sources.lists.faults import Place
from sources.lists.fields import Record, one_of
from sources.lists.intake import opened
from sources.lists.scripts import script_of
from sources.lists.taking import Taking
from sources.lists.xml_stream import records

_TYPES = {"Entity": "organisation", "Individual": "person", "Ship": "vessel"}
_KINDS = {
    "Primary name": NameKind.PRIMARY,
    "Primary name variation": NameKind.ALIAS,
    "Alias": NameKind.ALIAS,
}
_STRENGTHS = {
    "": NameQuality.UNSTATED,
    "Good quality a.k.a": NameQuality.STRONG,
    "Good quality": NameQuality.STRONG,
    "Low quality a.k.a": NameQuality.WEAK,
    "Low quality": NameQuality.WEAK,
}
# What is imposed, and why, names persons or repeats the regime; contacts and registers are not followed.
_IGNORED = {
    *("DesignationSource", "SanctionsImposed", "SanctionsImposedIndicators", "OtherInformation"),
    *("UKStatementofReasons", "Titles", "PhoneNumbers", "EmailAddresses", "Websites"),
    *("EntityDetails", "IndividualDetails", "ShipDetails"),
}
_DATES = ("day/month/year", "iso")


def read(taking: Taking) -> None:
    """Take every Designation of an Entity; count individuals and ships."""
    content, facts, place = taking.file("list")
    with opened(place, facts, content) as stream:
        for tag, element, _ in records(stream, place, "Designations", ("DateGenerated", "Designation")):
            record = Record(element, place)
            if tag == "DateGenerated":
                taking.generated(record.own_text(), place, *_DATES)
                continue
            kind = one_of(_TYPES, record.text("IndividualEntityShip"), "the type", place, record.at)
            if kind != "organisation":
                taking.drop(kind)
                continue
            taking.add(_entry(record, taking, place), place, record.at)


def _entry(record: Record, taking: Taking, place: Place) -> Entry:
    number = record.needed("UniqueID")
    group = record.text("OFSIGroupID")
    references = [record.text("UNReferenceNumber"), f"OFSI {group}" if group else ""]
    addresses: list[str] = []
    countries: list[str] = []
    for address in record.records("Addresses", "Address"):
        parts = [address.text(f"AddressLine{line}") for line in range(1, 7)]
        country = address.text("AddressCountry")
        parts += [address.text("AddressPostalCode"), country]
        addresses.append(", ".join(filter(None, parts)))
        countries.append(country)
        address.finish((), taking.notices)
    entry = Entry(
        id=number,
        official_ref=number,
        other_refs=tuple(filter(None, references)),
        names=_names(record, taking, place),
        programmes=taking.programmes([record.needed("RegimeName")], place, record.at),
        listed_on=taking.stated(record.text("DateDesignated"), *_DATES),
        updated_on=taking.stated(record.text("LastUpdated"), *_DATES),
        addresses=tuple(dict.fromkeys(filter(None, addresses))),
        countries=tuple(dict.fromkeys(filter(None, countries))),
    )
    record.finish(_IGNORED, taking.notices)
    return entry


def _names(record: Record, taking: Taking, place: Place) -> tuple[Name, ...]:
    found: list[Name] = []
    for name in record.records("Names", "Name"):
        text = " ".join(filter(None, (name.text(f"Name{part}") for part in range(1, 7))))
        kind = one_of(_KINDS, name.text("NameType"), "the type of a name", place, name.at)
        strength = name.text("AliasStrength")
        quality = one_of(_STRENGTHS, strength, "the strength of a name", place, name.at)
        found.append(Name(text, script_of(text), kind, quality))
        name.finish((), taking.notices)
    for name in record.records("NonLatinNames", "NonLatinName"):
        text = name.text("NameNonLatinScript")
        found.append(Name(text, script_of(text), NameKind.ALIAS, NameQuality.STRONG))
        name.finish({"NonLatinScriptType", "NonLatinScriptLanguage"}, taking.notices)
    return distinct_names(found)
