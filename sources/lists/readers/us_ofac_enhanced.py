"""OFAC's enhanced XML, with original scripts and the day each list took an entity up."""

from sources.lists.entries import Entry, Name, NameKind, NameQuality, distinct_names
from sources.lists.faults import MalformedFile, Place
from sources.lists.fields import Record, one_of
from sources.lists.intake import opened
from sources.lists.scripts import script_of
from sources.lists.taking import Taking
from sources.lists.xml_stream import records

_TYPES = {"Entity": "organisation", "Individual": "person", "Vessel": "vessel", "Aircraft": "aircraft"}
_KINDS = {
    "": NameKind.ALIAS,
    "A.K.A.": NameKind.ALIAS,
    "F.K.A.": NameKind.FORMER,
    "N.K.A.": NameKind.LATER,
}
_QUALITIES = {"true": NameQuality.WEAK, "false": NameQuality.STRONG}
# Sanction types and legal authorities repeat the programmes; features, documents and relationships
# lead to persons.
_IGNORED = {
    "sanctionsTypes",
    "legalAuthorities",
    "features",
    "identityDocuments",
    "relationships",
}
_OF_TRANSLATION = {"@id", "isPrimary", "script", "formattedFirstName", "formattedLastName", "nameParts"}


def read(taking: Taking) -> None:
    """Take every entity of type Entity; count the others."""
    content, facts, place = taking.file("list")
    with opened(place, facts, content) as stream:
        for tag, element, _ in records(stream, place, "sanctionsData", ("publicationInfo", "entity")):
            record = Record(element, place)
            if tag == "publicationInfo":
                taking.generated(record.needed("dataAsOf"), place, "iso")
                continue
            general = record.records("generalInfo")
            if not general:
                raise place.fault(MalformedFile, "<generalInfo> is missing", record.at)
            kind = one_of(_TYPES, general[0].needed("entityType"), "the type", place, record.at)
            if kind != "organisation":
                taking.drop(kind)
                continue
            general[0].finish({"identityId", "remarks", "title"}, taking.notices)
            taking.add(_entry(record, taking, place), place, record.at)


def _entry(record: Record, taking: Taking, place: Place) -> Entry:
    number = record.attribute("id")
    listed: list[str] = []
    for listing in record.records("sanctionsLists", "sanctionsList"):
        day = taking.stated(listing.attribute("datePublished"), "iso")
        listed += [day] if day else []
        listing.own_text()
        listing.finish({"@refId", "@id"}, taking.notices)
    keys = [programme.own_text() for programme in record.records("sanctionsPrograms", "sanctionsProgram")]
    addresses, countries = _addresses(record)
    entry = Entry(
        id=number,
        official_ref=number,
        names=_names(record, taking, place),
        programmes=taking.programmes(keys, place, record.at),
        listed_on=min(listed, default=None),
        addresses=addresses,
        countries=countries,
    )
    record.finish(_IGNORED, taking.notices)
    return entry


def _names(record: Record, taking: Taking, place: Place) -> tuple[Name, ...]:
    found: list[Name] = []
    for name in record.records("names", "name"):
        primary = name.text("isPrimary") == "true"
        kind = one_of(_KINDS, name.text("aliasType"), "the type of a name", place, name.at)
        quality = one_of(_QUALITIES, name.text("isLowQuality"), "the quality of a name", place, name.at)
        for translation in name.records("translations", "translation"):
            text = translation.text("formattedFullName")
            first = primary and translation.text("isPrimary") == "true"
            found.append(Name(text, script_of(text), NameKind.PRIMARY if first else kind, quality))
            translation.finish(_OF_TRANSLATION, taking.notices)
        name.finish({"@id"}, taking.notices)
    return distinct_names(found)


def _addresses(record: Record) -> tuple[tuple[str, ...], tuple[str, ...]]:
    addresses: list[str] = []
    countries: list[str] = []
    for address in record.records("addresses", "address"):
        country = address.text("country")
        for translation in address.records("translations", "translation"):
            parts = [part.text("value") for part in translation.records("addressParts", "addressPart")]
            addresses.append(", ".join(part for part in (*parts, country) if part))
        countries.append(country)
    return tuple(dict.fromkeys(filter(None, addresses))), tuple(dict.fromkeys(filter(None, countries)))
