"""The front page."""

from typing import Any

from django.http import HttpRequest

from designations.queries import portraits
from designations.web import drawing
from designations.web.citing import cite
from designations.web.conflicts import shown
from designations.web.reading import Clock, page


@page
def home(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """What the atlas is, what contradicts what, what was done last, the years at a glance."""
    found = portraits.front(clock.moment)
    return "home.html", {
        "found": found.home,
        "conflicts": shown(found.of_note, clock),
        "years": drawing.years_of(
            {row.year: row.opened for row in found.home.years},
            {row.year: row.closed for row in found.home.years},
            clock.moment.day,
        ),
        "panels": drawing.panels_of(found.growth, clock),
        "cite": cite(request, clock, "Who lists whom"),
    }
