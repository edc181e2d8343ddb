"""Pictures to take away: each as an SVG file of its own, with its source line and permalink in it.

A file stands without the style sheet, so its colours are attributes: those of the light page.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from designations.charts.timeline import Lane, Timeline
from designations.queries import groups, growth
from designations.queries.absent import Absent, ReadAs
from designations.queries.columns import columns
from designations.queries.instruments import instruments
from designations.web import drawing, mapping
from designations.web.citing import WORK
from designations.web.reading import Clock, page, sent_on

INK = {
    "paper": "#fcfcfa", "wash": "#f2f3f1", "text": "#1a2129", "quiet": "#48535f", "rule": "#d8dcdf",
    "listed": "#1d3c6a", "suspended": "#c28100", "delisted": "#0a8276", "announced": "#7d5aab", "covered": "#7f9abb",
    "pale": "#e3eaf2", "conflict": "#c42a00", "clash": "#fbe3d9",
}  # fmt: skip
"""The colours of the light page, by what they are for."""

WIDTH, TOP, HEADING, ROOM = 1000, 76, 24, 34


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a timeline: an authority's name, or a list with its lane; ``y`` is its upper edge."""

    y: int
    text: str
    lane: Lane | None

    @property
    def heading(self) -> bool:
        """Whether it is an authority's name."""
        return self.lane is None


@page
def timeline(request: HttpRequest, clock: Clock, slug: str) -> HttpResponse:
    """The timeline of a group as a file."""
    try:
        found = groups.group(clock.moment, slug)
    except ReadAs as other:
        return sent_on(clock, f"/groups/{other.slug}/timeline.svg")
    drawn = drawing.timeline_of(found.periods, found.events, found.conflicts, clock)
    rows, height = _rows(drawn)
    picture = {"timeline": drawn, "rows": rows, "height": height}
    caption = (
        "A lane for each list. Full bars are certain, fading ends possible, open bars unverified; hatched: a conflict."
    )
    return _file(
        request, clock, f"/groups/{found.slug}/", "timeline", f"{found.name}: who listed it when", caption, picture
    )


@page
def map_of_group(request: HttpRequest, clock: Clock, slug: str) -> HttpResponse:
    """The map of who lists a group as a file."""
    try:
        found = groups.group(clock.moment, slug)
    except ReadAs as other:
        return sent_on(clock, f"/groups/{other.slug}/map.svg")
    picture = {"map": mapping.map_of(found.standing, clock), "height": 491}
    caption = (
        "Full: listed. Barred: suspended. Outlined: delisted. Pale: a binding listing of a body reaches it. "
        "Borders: Natural Earth."
    )
    title = f"{found.name}: who lists it on {clock.moment.day}"
    return _file(request, clock, f"/groups/{found.slug}/", "map", title, caption, picture)


@page
def years_of_authority(request: HttpRequest, clock: Clock, code: str) -> HttpResponse:
    """Entries and exits of an authority's lists as a file."""
    held = columns(clock.moment, codes=[code])
    if not held:
        raise Absent(f"The record holds no authority '{code}'.")
    turnover = growth.turnover(clock.moment, authority=held[0].code)
    return _years(request, clock, f"/authorities/{held[0].code}/", held[0].name, turnover)


@page
def years_of_regime(request: HttpRequest, clock: Clock, slug: str) -> HttpResponse:
    """Entries and exits of a list as a file."""
    held = instruments(clock.moment).get(slug)
    if held is None:
        raise Absent(f"Edition {clock.moment.edition} of the record knows no regime '{slug}'.")
    return _years(request, clock, f"/regimes/{slug}/", held.title, growth.turnover(clock.moment, regime=slug))


def _years(request: HttpRequest, clock: Clock, path: str, name: str, turnover: growth.Turnover) -> HttpResponse:
    drawn = drawing.years_of(turnover.opened, turnover.closed, clock.moment.day, height=240.0)
    caption = "Full bars: listings opened in the year. Open bars below the line: listings closed."
    picture = {"years": drawn, "height": int(drawn.frame)}
    return _file(request, clock, path, "years", f"{name}: entries and exits by year", caption, picture)


def _rows(drawn: Timeline) -> tuple[list[Row], int]:
    """The lines of a timeline from top to bottom, and the height of all."""
    rows: list[Row] = []
    y = HEADING
    for band in drawn.bands:
        rows.append(Row(y, band.name, None))
        y += HEADING
        for lane in band.lanes:
            rows.append(Row(y, lane.source.regime_name, lane))
            y += max(lane.height, HEADING)
    return rows, y


def _file(
    request: HttpRequest, clock: Clock, path: str, kind: str, title: str, caption: str, picture: dict[str, Any]
) -> HttpResponse:
    """A picture as a file to keep."""
    moment = clock.moment
    pinned = Clock(moment, path, (), ()).permalink
    foot = TOP + int(picture["height"]) + ROOM
    text = render_to_string(
        f"pictures/{kind}.svg",
        {
            **picture,
            "ink": INK,
            "width": WIDTH,
            "top": TOP,
            "foot": foot,
            "full": foot + ROOM,
            "title": title,
            "caption": caption,
            "source": f"Source: {WORK}, state of {moment.day}, edition {moment.edition}. CC BY 4.0. "
            "A listing is a claim of the authority that makes it.",
            "permalink": request.build_absolute_uri(pinned),
        },
    )
    name = f"{path.strip('/').replace('/', '-')}-{kind}-{moment.day:%Y%m%d}-e{moment.edition}.svg"
    return HttpResponse(
        text,
        content_type="image/svg+xml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
