"""The pictures of a group: its timeline, and the map of who lists it."""

from django.http import HttpRequest, HttpResponse

from designations.charts.sheet import Key
from designations.charts.world import FRAME, Drawn
from designations.queries import groups
from designations.queries.absent import ReadAs
from designations.web import drawing, mapping
from designations.web.pictures import lanes
from designations.web.pictures.files import ROOM, TONES, Picture, filed
from designations.web.reading import Clock, page, sent_on

SAID = {
    "listed": "listed",
    "suspended": "suspended",
    "delisted": "delisted",
    "announced": "announced",
    "covered": "a binding listing of a body reaches it",
}


@page
def timeline(request: HttpRequest, clock: Clock, slug: str) -> HttpResponse:
    """The timeline of a group as a file."""
    try:
        found = groups.group(clock.moment, slug)
    except ReadAs as other:
        return sent_on(clock, f"/groups/{other.slug}/timeline.svg")
    drawn = drawing.timeline_of(found.periods, found.events, found.conflicts, clock)
    picture = Picture(
        "timeline",
        f"/groups/{found.slug}/",
        f"{found.name}: who listed it when",
        "A lane for each list. Bars are periods in force, marks below them are acts.",
        **lanes.laid(drawn),
    )
    return filed(request, clock, picture)


@page
def map_of_group(request: HttpRequest, clock: Clock, slug: str) -> HttpResponse:
    """The map of who lists a group as a file."""
    try:
        found = groups.group(clock.moment, slug)
    except ReadAs as other:
        return sent_on(clock, f"/groups/{other.slug}/map.svg")
    drawn = mapping.map_of(found.standing, clock)
    picture = Picture(
        "map",
        f"/groups/{found.slug}/",
        f"{found.name}: who lists it on {clock.moment.day}",
        f"{_elsewhere(drawn)}Borders are those of the data set, Natural Earth, and state no view.",
        height=ROOM * FRAME[3] / FRAME[2],
        drawn={"map": drawn},
        keys=tuple(_keys(drawn)),
    )
    return filed(request, clock, picture)


def _elsewhere(drawn: Drawn) -> str:
    """What has no place on the map, in words."""
    if not drawn.elsewhere:
        return ""
    return f"Without a place on the map: {'; '.join(each.title for each in drawn.elsewhere)}. "


def _keys(drawn: Drawn) -> list[Key]:
    shown = {each.said.state for each in drawn.placed}
    return [Key(f"l-{state}", text, TONES.get(state, ""), 20) for state, text in SAID.items() if state in shown]
