"""Acts: the latest, and each with its evidence and the history of its record."""

from typing import Any

from django.http import Http404, HttpRequest

from designations.queries import acts, proof
from designations.web import drawing
from designations.web.citing import cite
from designations.web.conflicts import stops
from designations.web.reading import Clock, page

LATEST = 100


@page
def index(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """The latest acts that changed a listing, up to the day."""
    found = acts.latest_acts(clock.moment, LATEST)
    return "acts.html", {"acts": found, "number": LATEST, "cite": cite(request, clock, "Latest acts")}


@page
def act(request: HttpRequest, clock: Clock, key: str) -> tuple[str, dict[str, Any]]:
    """One act: what is stated of it, by which sources, recorded when and in which role; what follows from it."""
    found = proof.act_page(clock.moment, key)
    if found is None:
        raise Http404(f"No act {key} is known at edition {clock.moment.edition}.")
    statement = found.history.statement or found.history.versions[0].statement
    return "act.html", {
        "found": found,
        "history": found.history,
        "act": statement,
        "retracted": found.history.statement is None,
        "stops": stops(found.conflicts, clock),
        "cite": cite(request, clock, drawing.act_in_words(statement)),
    }
