"""Acts: the latest, narrowed by the address, and each with its evidence and the history of its record."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from designations.domain.acts import Effect, EventKind
from designations.queries import acts, events
from designations.queries.instruments import instruments
from designations.queries.naming import names_of
from designations.queries.pages import Cut
from designations.web import drawing
from designations.web.citing import cite
from designations.web.conflicts import stops
from designations.web.paging import Pager, page_of
from designations.web.reading import Clock, Page, page, refused
from designations.web.words import EVENT_KINDS

SIZE = 100
CHANGING = tuple(effect.value for effect in Effect if effect is not Effect.NONE)
CHANGED = "change"
"""The word of the address for acts that changed a listing, of whatever kind."""


@page
def index(request: HttpRequest, clock: Clock) -> Page | HttpResponse:
    """The acts up to the day, the latest first, a hundred on a page."""
    try:
        number, wanted = page_of(request), _wanted(request)
    except ValueError as reason:
        return refused(request, str(reason))
    found = acts.acts(clock.moment, wanted, Cut(SIZE, (number - 1) * SIZE))
    if not found.page.rows and number > 1:
        raise Http404("There is no such page of acts.")
    asked = request.GET
    return "acts.html", {
        "found": found,
        "pager": Pager.of(clock, number, SIZE, found.page.total, whole=False),
        "kinds": [(CHANGED, "Changed a listing"), *EVENT_KINDS.items()],
        "kind": asked.get("kind", ""),
        "authority": asked.get("authority", "").upper(),
        "year": wanted.year,
        "narrowed": any(asked.get(name) for name in ("kind", "authority", "year")),
        "cite": cite(request, clock, "Acts"),
    }


def _wanted(request: HttpRequest) -> events.Wanted:
    """Which acts the address asks for. Raises ValueError with a sentence that helps."""
    kind, authority, year = (request.GET.get(name, "").strip() for name in ("kind", "authority", "year"))
    if kind not in {"", CHANGED, *EventKind}:
        raise ValueError(f"There is no kind of act '{kind}'; there are {', '.join((CHANGED, *EVENT_KINDS))}.")
    if year and not (year.isascii() and year.isdecimal() and len(year) == 4 and year != "0000"):
        raise ValueError("Write year as four digits, such as year=2024.")
    return events.Wanted(
        kinds=() if kind in {"", CHANGED} else (kind,),
        effects=CHANGING if kind == CHANGED else (),
        authorities=(authority,) if authority else (),
        year=int(year) if year else None,
    )


@page
def act(request: HttpRequest, clock: Clock, key: str) -> tuple[str, dict[str, Any]]:
    """One act: what is stated of it, by which sources, recorded when and in which role; what follows from it."""
    found = acts.act(clock.moment, key)
    title = drawing.act_in_words(found.event) if found.event else f"Act {found.key}"
    return "act.html", {
        "found": found,
        "names": names_of({version.group for version in found.versions}, ()),
        "lists": {slug: regime.title for slug, regime in instruments(clock.moment).items()},
        "then": _cell_then(found.event, clock) if found.event else "",
        "archived": any(each.bytes_sha256 for each in found.event.citations) if found.event else False,
        "act": found.event,
        "title": title,
        "stops": stops(found.conflicts, clock),
        "cite": cite(request, clock, title),
    }


def _cell_then(told: events.EventRow, clock: Clock) -> str:
    """The address of the cell on the day of the act; empty where the day is not known."""
    if told.earliest is None or told.earliest != told.latest:
        return ""
    return replace(clock, path=f"/matrix/{told.group}/{told.authority}/", kept=()).at(told.earliest)
