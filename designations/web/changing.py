"""What each edition changed, by day, as a page and as an Atom feed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join

from designations.domain.sentences import NO_BREACH, NO_DUTY
from designations.domain.wording import with_article
from designations.queries import changes as queries
from designations.queries.changes import ChangeRow, Daybook, EditionChanges, Wanted
from designations.queries.editions import EditionRow
from designations.queries.naming import names_of
from designations.web.choosing import Chosen, choose
from designations.web.citing import cite
from designations.web.reading import Clock, Page, Unanswered, page, refused
from designations.web.words import stated, word

EDITIONS = 20
"""Editions of one page."""

ENTRIES = 40
"""Entries that are shown of an edition where others stand beside it."""

ALL_ENTRIES = 5000
"""Entries that are shown of an edition asked for alone, at most."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A change in words: what kind it is, what it says, where it is read."""

    kind: str
    text: str
    href: str
    title: str = ""

    @property
    def long(self) -> bool:
        """Whether it is a sentence of its own, and the link to it a few words."""
        return bool(self.title)


@dataclass(frozen=True, slots=True)
class Told:
    """An edition as a block of a page: counts in words, its first entries, and where the rest is."""

    edition: EditionRow
    counts: tuple[str, ...]
    entries: tuple[Entry, ...]
    total: int
    href: str
    compare_href: str


@page
def changes(request: HttpRequest, clock: Clock) -> Page | Unanswered | HttpResponse:
    """The editions by the day on which they were recorded, the latest first, each with what it changed."""
    try:
        alone, until = _edition(request, "edition"), _edition(request, "until")
    except ValueError as reason:
        return refused(request, str(reason))
    chosen = choose(request, clock)
    asked = {"alone": alone, "chosen": chosen, "feed_href": clock.keep("/changes/atom/", **chosen.kept)}
    if chosen.unclear:
        return Unanswered("changes.html", asked)
    count, each = (1, ALL_ENTRIES) if alone else (EDITIONS, ENTRIES)
    found = queries.daybook(clock.moment, alone or until, count, each, _wanted(chosen))
    older = found.older and not alone
    return "changes.html", {
        **asked,
        "days": _by_day(_told(found, clock)),
        "older_href": clock.keep("/changes/", **chosen.kept, until=f"e{found.older}") if older else "",
        "cite": cite(request, clock, "Changes of the record"),
    }


@page
def feed(request: HttpRequest, clock: Clock) -> HttpResponse:
    """The latest editions as an Atom feed, one entry for each."""
    chosen = choose(request, clock)
    if chosen.unclear:
        return refused(request, chosen.unclear)
    found = queries.daybook(clock.moment, None, EDITIONS, ENTRIES, _wanted(chosen))

    def absolute(path: str) -> str:
        return request.build_absolute_uri(path)

    atom = Atom1Feed(
        title="Designation Atlas: changes of the record",
        link=absolute(clock.keep("/changes/")),
        feed_url=absolute(request.get_full_path()),
        feed_guid=absolute("/changes/"),
        description=None,
        subtitle="Each edition of the record, with the conflicts and acts that it changed.",
        language="en",
        author_name="Designation Atlas",
    )
    for each in _told(found, clock):
        address = absolute(f"/changes/?edition=e{each.edition.number}")
        atom.add_item(
            title=f"Edition {each.edition.number} ({', '.join(each.counts)})",
            link=address,
            unique_id=address,
            pubdate=each.edition.at,
            updateddate=each.edition.at,
            author_name=each.edition.author,
            description=_as_html(each, absolute(each.href)),
        )
    response = HttpResponse(content_type=atom.content_type)
    atom.write(response, "utf-8")
    return response


def _as_html(told: Told, address: str) -> str:
    """The entries of an edition as markup of the feed."""
    items = format_html_join("", "<li>{}</li>", ((entry.text,) for entry in told.entries))
    more = format_html('<p><a href="{}">All {} entries</a></p>', address, told.total)
    return format_html("<ul>{}</ul>{}", items, more if told.total > len(told.entries) else "")


def _edition(request: HttpRequest, name: str) -> int | None:
    """An edition of the address. Raises ValueError with a sentence that helps."""
    text = request.GET.get(name, "").strip()
    number = text.removeprefix("e")
    if not text:
        return None
    if not number.isascii() or not number.isdecimal() or not 0 < int(number) < 10**15:
        raise ValueError(f"Write {name} as an edition, such as e17.")
    return int(number)


def _wanted(chosen: Chosen) -> Wanted:
    """The entries that the address asks for."""
    return Wanted(groups=chosen.groups, authorities=chosen.codes)


def _told(found: Daybook, clock: Clock) -> list[Told]:
    rows = [row for each in found.editions for row in each.rows]
    names = names_of({row.group for row in rows}, {row.authority for row in rows})
    return [_edition_told(each, names, clock) for each in found.editions]


def _edition_told(each: EditionChanges, names: Mapping[str, str], clock: Clock) -> Told:
    number = each.edition.number
    return Told(
        each.edition,
        tuple(f"{word('change', kind)}: {count}" for kind, count in sorted(each.counts.items(), key=_weight)),
        tuple(_entry(row, names, clock) for row in each.rows),
        each.total,
        clock.keep("/changes/", edition=f"e{number}"),
        f"/compare/?from={clock.moment.day}%40e{number - 1}&to={clock.moment.day}%40e{number}" if number > 1 else "",
    )


def _weight(counted: tuple[str, int]) -> tuple[int, str]:
    kind = counted[0]
    return (0 if kind.startswith("conflict_") else 1 if kind.startswith("act_") else 2, kind)


def _entry(row: ChangeRow, names: Mapping[str, str], clock: Clock) -> Entry:
    """A change in words, with the address at which it can be read."""
    kind = word("change", row.kind)
    if row.kind.startswith("conflict_"):
        known = {"known_at": f"e{row.edition - 1}"} if row.kind == "conflict_withdrawn" else {}
        text = row.sentence.removesuffix(NO_BREACH).removesuffix(NO_DUTY).strip()
        title = f"{names.get(row.authority, 'Whole and part')}: {names.get(row.group, row.group)}"
        return Entry(kind, text, _at(clock, f"/conflicts/{row.subject}/", known), title)
    if row.act:
        said = row.after if isinstance(row.after, dict) and "kind" in row.after else row.before
        who, whom = names.get(row.authority, row.authority), names.get(row.group, row.group)
        text = f"{who}, {whom}"
        if isinstance(said, dict) and "kind" in said:
            text = f"{who} {word('verb', str(said['kind']))} {with_article(whom)}, {stated(str(said.get('date', '')))}"
        return Entry(kind, text, clock.keep(f"/acts/{row.act}/"))
    return Entry(kind, f"{names.get(row.subject, row.subject)}", _place(row, clock))


def _place(row: ChangeRow, clock: Clock) -> str:
    """Where something other than an act or a conflict is shown; empty where no page is its own."""
    for path, key in (("groups", row.group), ("regimes", row.regime), ("authorities", row.authority)):
        if key:
            return clock.keep(f"/{path}/{key}/")
    return ""


def _at(clock: Clock, path: str, known: Mapping[str, str]) -> str:
    """An address that keeps the clocks, but for an edition of its own."""
    if not known:
        return clock.keep(path)
    day = dict(clock.asked).get("as_of", "")
    return f"{path}?known_at={known['known_at']}" + (f"&as_of={day}" if day else "")


def _by_day(told: list[Told]) -> list[tuple[date, list[Told]]]:
    return [(day, list(of_day)) for day, of_day in groupby(told, key=lambda each: each.edition.at.date())]
