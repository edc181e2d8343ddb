"""The front page."""

from typing import Any

from django.http import HttpRequest

from designations.queries import front
from designations.web import drawing
from designations.web.citing import cite
from designations.web.conflicts import shown
from designations.web.reading import Clock, page


@page
def home(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """What the atlas is, what contradicts what, what was done last, the years at a glance."""
    found = front.front_page(clock.moment, since=drawing.FIRST_YEAR)
    return "home.html", {
        "found": found,
        "conflicts": shown(found.conflicts, clock),
        "years": drawing.years_of(found.turnover, clock.moment.day),
        "panels": drawing.panels_of(found.standings, clock),
        "cite": cite(request, clock, "Who lists whom"),
    }
