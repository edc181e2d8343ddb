"""Groups: the index, and each of them."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from designations.models.names import search_key
from designations.queries import groups
from designations.queries.absent import ReadAs
from designations.queries.groups import GroupDetail, GroupRow
from designations.queries.selection import Selection, groups_of
from designations.queries.standing import Standing
from designations.web import drawing, mapping, paging
from designations.web.citing import cite
from designations.web.conflicts import stops
from designations.web.reading import Clock, page, refused, sent_on

SIZE = 1000
"""Groups of one page."""

ORDER = ("listed", "suspended", "delisted", "announced")


@page
def index(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]] | HttpResponse:
    """Groups by letter, with the number of authorities that list each on the day."""
    named = groups_of(clock.moment, Selection()).values()
    ordered = sorted((letter(name), search_key(name), slug) for slug, name in named)
    try:
        number = paging.page_of(request)
    except ValueError as reason:
        return refused(request, str(reason))
    shown = [slug for _, _, slug in ordered[(number - 1) * SIZE : number * SIZE]]
    if not shown and number > 1:
        raise Http404("There are not so many pages of groups.")
    found = {row.slug: row for row in groups.groups(clock.moment, groups.Wanted(slugs=tuple(shown))).rows}
    letters: dict[str, list[GroupRow]] = {}
    for slug in shown:
        letters.setdefault(letter(found[slug].name), []).append(found[slug])
    return "groups.html", {
        "letters": letters,
        "places": _places([first for first, _, _ in ordered], number, clock),
        "total": len(ordered),
        "pager": paging.Pager.of(clock, number, SIZE, len(ordered), whole=False),
        "cite": cite(request, clock, "Groups"),
    }


def _places(letters: Iterable[str], number: int, clock: Clock) -> dict[str, str]:
    """Where the groups of each letter begin: a place of this page, or of another."""
    first: dict[str, int] = {}
    for place, each in enumerate(letters):
        first.setdefault(each, place // SIZE + 1)
    return {
        each: f"#letter-{each}" if page == number else f"{clock.keep(clock.path, page=page)}#letter-{each}"
        for each, page in first.items()
    }


def letter(name: str) -> str:
    """What a group stands under: its first letter in Latin script, or 0-9."""
    first = search_key(name)[:1].upper()
    return first if first.isalpha() else "0-9"


@page
def group(request: HttpRequest, clock: Clock, slug: str) -> tuple[str, dict[str, Any]] | HttpResponse:
    """A group: where it stands on the day, its timeline, its conflicts, its acts with their evidence."""
    if slug != slug.lower():
        return HttpResponsePermanentRedirect(clock.keep(f"/groups/{slug.lower()}/"))
    try:
        found = groups.group(clock.moment, slug)
    except ReadAs as other:
        return sent_on(clock, f"/groups/{other.slug}/")
    return "group.html", {
        "found": found,
        "standing": by_state(found.standing),
        "binding": binding(found),
        "wings": by_wing(found.wings),
        "timeline": drawing.timeline_of(found.periods, found.events, found.conflicts, clock),
        "map": mapping.map_of(found.standing, clock),
        "stops": stops(found.conflicts, clock),
        "others": [name for name in found.names if name.text != found.name],
        "cite": cite(request, clock, found.name),
    }


def by_state(standing: Iterable[Standing]) -> list[tuple[str, list[Standing]]]:
    """Own states gathered, the strongest first; those that are only possible are left to the timeline."""
    gathered: dict[str, list[Standing]] = {}
    for each in standing:
        if each.state in ORDER and not each.possible:
            gathered.setdefault(each.state, []).append(each)
    return [(state, gathered[state]) for state in ORDER if state in gathered]


def by_wing(standing: Iterable[Standing]) -> list[tuple[str, str, list[Standing]]]:
    """Slug and name of each wing that own lists hold, with where they do."""
    gathered: dict[tuple[str, str], list[Standing]] = {}
    for each in standing:
        gathered.setdefault((each.group, each.group_name), []).append(each)
    return [(slug, name, found) for (slug, name), found in gathered.items()]


def binding(found: GroupDetail) -> list[dict[str, str]]:
    """The listings of bodies that reach members on the day, each with its title and body."""
    titles = {each.regime: each for each in found.periods}
    reaching = {covering.regime: covering for each in found.standing for covering in each.covered_by}
    return [
        {
            "regime": slug,
            "title": titles[slug].regime_title if slug in titles else slug,
            "body": titles[slug].authority_name.partition(" (")[0] if slug in titles else covering.body,
            "scope": covering.scope,
        }
        for slug, covering in sorted(reaching.items())
    ]
