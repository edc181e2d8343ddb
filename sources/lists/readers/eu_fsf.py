"""The European Union's consolidated financial sanctions list, XML 1.1."""

from sources.lists.entries import Entry, Name, NameKind, NameQuality, distinct_names
from sources.lists.faults import Place
from sources.lists.fields import Record, one_of
from sources.lists.intake import opened
from sources.lists.scripts import script_of
from sources.lists.taking import Taking
from sources.lists.xml_stream import records

_TYPES = {"E": "organisation", "P": "person"}
_STRENGTHS = {"true": NameQuality.STRONG, "false": NameQuality.WEAK, "": NameQuality.UNSTATED}
_IGNORED = {
    "@designationDetails",
    "remark",
    "birthdate",
    "citizenship",
    "identification",
}
_OF_NAME = {
    *("@firstName", "@middleName", "@lastName", "@function", "@gender", "@title", "@nameLanguage"),
    *("regulationSummary", "remark"),
}
_OF_REGULATION = {
    *("@regulationType", "@organisationType", "@numberTitle", "@logicalId"),
    *("publicationUrl", "remark"),
}
_OF_ADDRESS = {
    *("@asAtListingTime", "@logicalId", "@countryIso2Code", "@regulationLanguage"),
    *("regulationSummary", "remark", "contactInfo"),
}
_UNKNOWN_COUNTRY = {"", "UNKNOWN"}


def read(taking: Taking) -> None:
    """Take every sanctionEntity classified E; count those classified P.

    The id is ``logicalId``, which the older schema bore as ``Id``: both formats give one history.
    """
    content, facts, place = taking.file("list")
    with opened(place, facts, content) as stream:
        for _, element, root in records(stream, place, "export", ("sanctionEntity",)):
            if taking.generated_on is None:
                taking.generated(str(root.get("generationDate") or ""), place, "iso")
            record = Record(element, place)
            subjects = record.records("subjectType")
            code = subjects[0].attribute("classificationCode") if subjects else ""
            kind = one_of(_TYPES, code, "the classification", place, record.at)
            if kind != "organisation":
                taking.drop(kind)
                continue
            taking.add(_entry(record, taking, place), place, record.at)


def _entry(record: Record, taking: Taking, place: Place) -> Entry:
    keys: list[str] = []
    days: list[str] = []
    for regulation in record.records("regulation"):
        keys.append(regulation.attribute("programme"))
        for name in ("entryIntoForceDate", "publicationDate"):
            day = taking.stated(regulation.attribute(name), "iso")
            days += [day] if day else []
        regulation.finish(_OF_REGULATION, taking.notices)
    addresses, countries = _addresses(record, taking)
    entry = Entry(
        id=record.attribute("logicalId"),
        official_ref=record.attribute("euReferenceNumber"),
        other_refs=tuple(filter(None, [record.attribute("unitedNationId")])),
        names=_names(record, taking, place),
        programmes=taking.programmes(filter(None, keys), place, record.at),
        listed_on=taking.stated(record.attribute("designationDate"), "iso"),
        updated_on=max(days, default=None),
        addresses=addresses,
        countries=countries,
    )
    record.finish(_IGNORED, taking.notices)
    return entry


def _names(record: Record, taking: Taking, place: Place) -> tuple[Name, ...]:
    """No name is marked as the primary one, and one stands in twenty languages."""
    found: list[tuple[bool, int, Name]] = []
    for alias in record.records("nameAlias"):
        text = alias.attribute("wholeName")
        quality = one_of(_STRENGTHS, alias.attribute("strong"), "the strength of a name", place, alias.at)
        english = alias.attribute("regulationLanguage").lower() in ("", "en")
        number = alias.attribute("logicalId")
        name = Name(text, script_of(text), NameKind.ALIAS, quality)
        found.append((not english, int(number) if number.isdigit() else 0, name))
        alias.finish(_OF_NAME, taking.notices)
    return primary_first(found)


def primary_first(found: list[tuple[bool, int, Name]]) -> tuple[Name, ...]:
    """The names, given as (is foreign, number, name); the oldest English one that is not weak becomes the
    primary one.
    """
    named = [each for each in found if each[2].text]
    if not named:
        return ()
    *_, best = min(named, key=lambda each: (each[0], each[2].quality is NameQuality.WEAK, each[1]))
    primary = Name(best.text, best.script, NameKind.PRIMARY, best.quality)
    return distinct_names([primary, *(name for *_, name in named)])


def _addresses(record: Record, taking: Taking) -> tuple[tuple[str, ...], tuple[str, ...]]:
    addresses: list[str] = []
    countries: list[str] = []
    for address in record.records("address"):
        country = address.attribute("countryDescription")
        country = "" if country in _UNKNOWN_COUNTRY else country
        parts = [address.attribute(name) for name in ("street", "poBox", "place", "city", "region", "zipCode")]
        addresses.append(", ".join(part for part in (*parts, country) if part))
        countries.append(country)
        address.finish(_OF_ADDRESS, taking.notices)
    return tuple(dict.fromkeys(filter(None, addresses))), tuple(dict.fromkeys(filter(None, countries)))
