"""The front page."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest

from designations.queries import portraits
from designations.web import drawing, grid
from designations.web.citing import cite
from designations.web.conflicts import shown
from designations.web.reading import Clock, page

YEAR = timedelta(days=365)
"""How far back the first page looks for what changed."""


@page
def home(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """What the atlas is, what contradicts what, what was done last, the cells of the groups in most conflicts, and
    the years at a glance.
    """
    found = portraits.front(clock.moment)
    return "home.html", {
        "found": found.home,
        "contested": grid.drawn(found.contested, clock) if found.contested.rows else None,
        "year_ago": (clock.moment.day - YEAR).isoformat() if clock.moment.day - date.min > YEAR else "",
        "turned": next((row for row in found.home.years if row.year == clock.moment.day.year), None),
        "conflicts": [(shown([first], clock)[0], shown(others, clock)) for first, others in found.of_note],
        "years": drawing.years_of(
            {row.year: row.opened for row in found.home.years},
            {row.year: row.closed for row in found.home.years},
            clock.moment.day,
        ),
        "panels": drawing.panels_of(found.growth, clock),
        "cite": cite(request, clock, "Who lists whom"),
    }
