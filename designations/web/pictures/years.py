"""Entries and exits by year: of an authority, of a list, of all; and how the longest lists grew."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from designations.charts.sheet import Key
from designations.queries import growth, home
from designations.queries.absent import Absent
from designations.queries.columns import columns
from designations.queries.instruments import instruments
from designations.web import drawing
from designations.web.pictures.files import Picture, filed
from designations.web.reading import Clock, page

HEIGHT, ABOVE = 260.0, 16
"""Height of the bars, and of the numbers above and below them."""

KEYS = (Key("y-up", "listings opened in the year"), Key("y-down", "listings closed"))


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
        keys=KEYS,
    )
    return filed(request, clock, picture)
