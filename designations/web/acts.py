"""Acts: the latest, and each with its evidence and the history of its record."""

from typing import Any

from django.http import HttpRequest

from designations.domain.acts import Effect
from designations.queries import acts, events
from designations.queries.pages import Cut
from designations.web import drawing
from designations.web.citing import cite
from designations.web.conflicts import stops
from designations.web.reading import Clock, page

LATEST = 100
CHANGING = tuple(effect.value for effect in Effect if effect is not Effect.NONE)


@page
def index(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """The latest acts that changed a listing, up to the day."""
    found = events.events(clock.moment, events.Wanted(effects=CHANGING, dated=True), Cut(LATEST))
    return "acts.html", {"acts": found.rows, "total": found.total, "cite": cite(request, clock, "Latest acts")}


@page
def act(request: HttpRequest, clock: Clock, key: str) -> tuple[str, dict[str, Any]]:
    """One act: what is stated of it, by which sources, recorded when and in which role; what follows from it."""
    found = acts.act(clock.moment, key)
    title = drawing.act_in_words(found.event) if found.event else f"Act {found.key}"
    return "act.html", {
        "found": found,
        "act": found.event,
        "title": title,
        "stops": stops(found.conflicts, clock),
        "cite": cite(request, clock, title),
    }
