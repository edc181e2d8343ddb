"""Groups: the index, and each of them."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from designations.queries import groups
from designations.queries.cells import Own
from designations.web import drawing
from designations.web.citing import cite
from designations.web.conflicts import stops
from designations.web.reading import Clock, page

ORDER = ("listed", "suspended", "delisted", "announced")


@page
def index(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """All groups by letter, with the number of authorities that list each on the day."""
    found = groups.index(clock.moment)
    letters: dict[str, list[groups.Counted]] = {}
    for each in found:
        letters.setdefault(each.letter, []).append(each)
    return "groups.html", {"letters": letters, "total": len(found), "cite": cite(request, clock, "Groups")}


@page
def group(request: HttpRequest, clock: Clock, slug: str) -> tuple[str, dict[str, Any]] | HttpResponse:
    """A group: where it stands on the day, its timeline, its conflicts, its acts with their evidence."""
    if slug != slug.lower():
        return HttpResponsePermanentRedirect(clock.keep(f"/groups/{slug.lower()}/"))
    if into := groups.read_as(clock.moment, slug):
        return _moved(clock, into)
    found = groups.group_page(clock.moment, slug)
    if found is None:
        raise Http404("There is no group of that name in the record.")
    return "group.html", {
        "found": found,
        "standing": by_state(found.states),
        "timeline": drawing.timeline_of(found.spells, found.acts, found.conflicts, clock),
        "stops": stops(found.conflicts, clock),
        "acts": list(reversed(found.acts)),
        "others": [name for name in found.names if name.text != found.name],
        "cite": cite(request, clock, found.name),
    }


def by_state(states: Iterable[Own]) -> list[tuple[str, list[Own]]]:
    """States gathered, the strongest first; within one by the name of the authority."""
    gathered: dict[str, list[Own]] = {}
    for each in states:
        if each.state in ORDER:
            gathered.setdefault(each.state, []).append(each)
    return [(state, gathered[state]) for state in ORDER if state in gathered]


def _moved(clock: Clock, into: str) -> HttpResponse:
    """Sent on to the group that this one is read as; not for ever, since groups can be separated again."""
    response = HttpResponse(status=302)
    response["Location"] = clock.keep(f"/groups/{into}/")
    response["Cache-Control"] = "no-cache"
    return response
