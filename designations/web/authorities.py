"""Authorities and their lists."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from designations.queries import authorities
from designations.web import drawing
from designations.web.citing import cite
from designations.web.conflicts import stops
from designations.web.groups import by_state
from designations.web.reading import Clock, page


@page
def index(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """All authorities by region, with how many groups each lists on the day."""
    regions: dict[str, list[authorities.Counted]] = {}
    for each in authorities.index(clock.moment):
        regions.setdefault(each.region or "Other", []).append(each)
    ordered = sorted(regions.items(), key=lambda each: (each[0] != drawing.BODIES, each[0]))
    return "authorities.html", {"regions": ordered, "cite": cite(request, clock, "Authorities")}


@page
def authority(request: HttpRequest, clock: Clock, code: str) -> tuple[str, dict[str, Any]] | HttpResponse:
    """An authority: its lists, what is on them on the day, what changed by year, its conflicts."""
    if code != code.upper():
        return HttpResponsePermanentRedirect(clock.keep(f"/authorities/{code.upper()}/"))
    found = authorities.authority_page(clock.moment, code)
    if found is None:
        raise Http404("There is no authority with that code in the record.")
    return "authority.html", {
        "found": found,
        "standing": by_state(found.states),
        "stops": stops((each for each in found.conflicts if each.authority == code), clock),
        "kept": [each for each in found.conflicts if each.authority != code],
        "years": drawing.years_of(found.turnover, clock.moment.day),
        "cite": cite(request, clock, found.name),
    }


@page
def regime(request: HttpRequest, clock: Clock, slug: str) -> tuple[str, dict[str, Any]] | HttpResponse:
    """A list: its legal basis, its entries on the day, those that left, what is known of it."""
    if slug != slug.lower():
        return HttpResponsePermanentRedirect(clock.keep(f"/regimes/{slug.lower()}/"))
    found = authorities.regime_page(clock.moment, slug)
    if found is None:
        raise Http404("There is no list of that name in the record.")
    day = clock.moment.day
    return "regime.html", {
        "found": found,
        "regime": found.regime,
        "entries": [(each, drawing.spell_in_words(each)) for each in found.spells if each.state_on(day)],
        "past": [
            (each, drawing.spell_in_words(each))
            for each in reversed(found.spells)
            if not each.state_on(day) and each.possible_until and each.possible_until <= day
        ],
        "years": drawing.years_of(found.turnover, day),
        "cite": cite(request, clock, found.regime.title),
    }
