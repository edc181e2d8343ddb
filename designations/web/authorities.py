"""Authorities and their lists."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from designations.queries import authorities, portraits
from designations.web import agreeing, drawing
from designations.web.citing import cite
from designations.web.conflicts import stops
from designations.web.groups import by_state
from designations.web.reading import Clock, page
from designations.web.words import BODIES


@page
def index(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """All authorities by region, with how many groups each lists on the day."""
    regions: dict[str, list[authorities.AuthorityRow]] = {}
    for each in authorities.authorities(clock.moment).rows:
        regions.setdefault(each.region or "Other", []).append(each)
    ordered = sorted(regions.items(), key=lambda each: (each[0] != BODIES, each[0]))
    return "authorities.html", {"regions": ordered, "cite": cite(request, clock, "Authorities")}


@page
def authority(request: HttpRequest, clock: Clock, code: str) -> tuple[str, dict[str, Any]] | HttpResponse:
    """An authority: its lists, what is on them on the day, what changed by year, its conflicts."""
    if code != code.upper():
        return HttpResponsePermanentRedirect(clock.keep(f"/authorities/{code.upper()}/"))
    found = portraits.authority(clock.moment, code)
    conflicts, turnover = found.conflicts, found.turnover
    return "authority.html", {
        "found": found.detail,
        "row": found.detail.row,
        "standing": [
            (state, told, found.detail.counts.get(state, 0)) for state, told in by_state(found.detail.standing)
        ],
        "stops": stops((each for each in conflicts.rows if each.authority == code), clock),
        "kept": [each for each in conflicts.rows if each.authority != code and each.open],
        "conflicts": conflicts,
        "titles": {each.regime.slug: each.regime.title for each in found.detail.regimes},
        "beside": agreeing.beside(found.beside, clock),
        "years": drawing.years_of(turnover.opened, turnover.closed, clock.moment.day)
        if turnover.opened or turnover.closed
        else None,
        "cite": cite(request, clock, found.detail.row.name),
    }


@page
def regime(request: HttpRequest, clock: Clock, slug: str) -> tuple[str, dict[str, Any]] | HttpResponse:
    """A list: its legal basis, its entries on the day, those that left, what is known of it."""
    if slug != slug.lower():
        return HttpResponsePermanentRedirect(clock.keep(f"/regimes/{slug.lower()}/"))
    found = portraits.regime(clock.moment, slug)
    entries, past = (
        [(each, drawing.period_in_words(each), each.opened_by in found.unread) for each in periods]
        for periods in (found.detail.standing, found.detail.past)
    )
    turnover = found.turnover
    return "regime.html", {
        "found": found.detail,
        "row": found.detail.row,
        "regime": found.detail.row.regime,
        "entries": entries,
        "past": past,
        "stops": stops((each for each in found.conflicts if each.regime == slug), clock),
        "kept": [each for each in found.conflicts if each.regime != slug and each.open],
        "cut": len(found.conflicts) if len(found.conflicts) == portraits.ROWS else 0,
        "beside": agreeing.beside(found.beside, clock) if found.beside else None,
        "years": drawing.years_of(turnover.opened, turnover.closed, clock.moment.day)
        if turnover.opened or turnover.closed
        else None,
        "cite": cite(request, clock, found.detail.row.regime.title),
    }
