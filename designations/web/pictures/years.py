"""Entries and exits by year: of an authority, of a list, of all; and how the longest lists grew."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from designations.charts import lettering
from designations.charts.sheet import TEXT, Key
from designations.queries import growth, home
from designations.queries.absent import Absent
from designations.queries.columns import columns
from designations.queries.instruments import instruments
from designations.queries.portraits import PANELS
from designations.web import drawing
from designations.web.pictures.files import Picture, filed
from designations.web.reading import Clock, page

HEIGHT, ABOVE = 260.0, 16
"""Height of the bars, and of the numbers above and below them."""

ACROSS, PANEL, BETWEEN, DOWN, ROOM_OF_NAME = 5, 172, 25, 98, 136
"""Panels in a row, the width of each, the room between, from row to row, and room for the name beside the number."""

OPENED, CLOSED = Key("y-up", "listings opened in the year"), Key("y-down", "listings closed")


@page
def of_authority(request: HttpRequest, clock: Clock, code: str) -> HttpResponse:
    """Entries and exits of an authority's lists as a file."""
    held = columns(clock.moment, codes=[code])
    if not held:
        raise Absent(f"The record holds no authority '{code}'.")
    found = growth.turnover(clock.moment, authority=held[0].code)
    return _years(request, clock, f"/authorities/{held[0].code}/", held[0].name, found.opened, found.closed)


@page
def of_regime(request: HttpRequest, clock: Clock, slug: str) -> HttpResponse:
    """Entries and exits of a list as a file."""
    held = instruments(clock.moment).get(slug)
    if held is None:
        raise Absent(f"Edition {clock.moment.edition} of the record knows no regime '{slug}'.")
    found = growth.turnover(clock.moment, regime=slug)
    return _years(request, clock, f"/regimes/{slug}/", held.title, found.opened, found.closed)


@page
def growth_of_lists(request: HttpRequest, clock: Clock) -> HttpResponse:
    """How the longest lists grew, side by side, as a file."""
    found = growth.growth(clock.moment, since=home.FIRST_YEAR, limit=PANELS)
    panels = drawing.panels_of(found, clock)
    if not panels:
        raise Absent("No authority lists a group on this day.")
    placed = [
        (
            place % ACROSS * (PANEL + BETWEEN),
            place // ACROSS * DOWN,
            each,
            lettering.cut(each.series.title, ROOM_OF_NAME, TEXT),
        )
        for place, each in enumerate(panels)
    ]
    picture = Picture(
        "growth",
        "/",
        f"The {len(panels)} authorities that list most: groups listed at the end of each year",
        f"Each to its own scale, up to {clock.moment.day}. A rise may be a list, or the record, growing.",
        height=-(-len(panels) // ACROSS) * DOWN - BETWEEN + 8,
        drawn={"panels": placed, "width": PANEL},
    )
    return filed(request, clock, picture)


@page
def of_all(request: HttpRequest, clock: Clock) -> HttpResponse:
    """Entries and exits of all lists of the record as a file."""
    found, _ = home.openings_and_closings(clock.moment)
    opened, closed = ({row.year: row.opened for row in found}, {row.year: row.closed for row in found})
    return _years(request, clock, "/", "All lists of the record", opened, closed)


def _years(
    request: HttpRequest, clock: Clock, path: str, name: str, opened: Mapping[int, int], closed: Mapping[int, int]
) -> HttpResponse:
    drawn = drawing.years_of(opened, closed, clock.moment.day, height=HEIGHT)
    picture = Picture(
        "years",
        path,
        f"{name}: entries and exits by year",
        f"As far as the record knows, from {drawn.columns[0].year} to {clock.moment.day}.",
        height=drawn.frame + 2 * ABOVE,
        drawn={"years": drawn, "above": ABOVE},
        keys=((OPENED,) if drawn.highest else ()) + ((CLOSED,) if drawn.lowest else ()),
    )
    return filed(request, clock, picture)
