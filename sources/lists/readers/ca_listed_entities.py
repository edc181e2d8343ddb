"""Canada's listed terrorist entities, an Atom feed."""

import re

from sources.lists.entries import Entry, Name, NameKind, NameQuality, distinct_names
from sources.lists.faults import Place
from sources.lists.fields import Record
from sources.lists.intake import opened
from sources.lists.scripts import script_of
from sources.lists.taking import Taking
from sources.lists.xml_stream import records

_IGNORED = {"link", "content", "author", "category", "rights"}
_NOT_REVIEWED = "not yet reviewed"


def read(taking: Taking) -> None:
    """Take every entry but the persons: the list does not mark them, so that the facts name their ids."""
    persons = set(map(str, taking.facts.layout.get("persons", ())))
    content, facts, place = taking.file("list")
    with opened(place, facts, content) as stream:
        for _, element, root in records(stream, place, "feed", ("entry",)):
            if taking.generated_on is None:
                day = root.findtext("{*}updated") or ""
                taking.generated(day.strip(), place, "iso")
            record = Record(element, place)
            if (element.findtext("{*}id") or "").strip() in persons:
                taking.drop("person")
                continue
            taking.add(_entry(record, taking, place), place, record.at)


def _entry(record: Record, taking: Taking, place: Place) -> Entry:
    """``published`` is the day of listing, ``updated`` that of the last review."""
    number = record.needed("id")
    title = record.needed("title")
    reviewed = record.text("updated")
    entry = Entry(
        id=number,
        official_ref=number,
        names=names_of(title, record.text("summary")),
        programmes=taking.programmes([], place, record.at),
        listed_on=taking.stated(record.text("published"), "iso"),
        updated_on=None if reviewed.casefold() == _NOT_REVIEWED else taking.stated(reviewed, "iso"),
    )
    record.finish(_IGNORED, taking.notices)
    return entry


def names_of(title: str, summary: str) -> tuple[Name, ...]:
    """The title, and the aliases that the summary lists with commas, semicolons and a last ``and``.

    A comma inside round brackets does not part names. ``N/A`` means none. An ``and`` without a comma before
    it may part two names or stand inside one ("for Preaching and Striving"): the text is kept whole, and
    its halves as weak names.
    """
    names = [Name(title, script_of(title), NameKind.PRIMARY, NameQuality.STRONG)]
    if summary.casefold() in ("", "n/a"):
        return tuple(names)
    *sure, last = _parts(summary)
    last = last.removeprefix("and ").strip()
    halves = last.split(" and ") if last.count(" and ") == 1 else []
    for text in (*sure, last, *halves):
        quality = NameQuality.WEAK if " and " in last and text in (last, *halves) else NameQuality.STRONG
        names.append(Name(text.strip(), script_of(text), NameKind.ALIAS, quality))
    return distinct_names(names)


def _parts(text: str) -> list[str]:
    """The text parted at commas and semicolons outside round brackets, without a last full stop."""
    parts: list[str] = []
    depth, start = 0, 0
    text = re.sub(r"(?<=[^.\s]{2})\.$", "", text)
    for position, letter in enumerate(text):
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        if letter in ",;" and not depth:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()] or [text]
