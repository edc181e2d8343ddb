"""How far authorities list the same groups."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from designations.charts import heat
from designations.queries import agreement as queries
from designations.queries.agreement import CROWDED, PAIRS, THIN, Shared
from designations.queries.naming import names_of
from designations.web.citing import cite
from designations.web.reading import Clock, page


@page
def agreement(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]] | HttpResponse:
    """The heat map of all authorities whose lists are long enough, and the pairs a reader asks for."""
    one, two = (request.GET.get(name, "").strip().upper() for name in ("one", "two"))
    if one and two:
        return HttpResponsePermanentRedirect(clock.keep(f"/agreement/{one}/{two}/"))
    pairs = queries.agreements(clock.moment)
    counts = {code: count for each in pairs for code, count in _counts(each)}
    names = names_of((), counts)
    return "agreement.html", {
        "heat": _heat(pairs, counts, names, clock),
        "listing": sorted((names[code], code) for code in counts),
        "longest": sorted(counts, key=lambda code: (-counts[code], code))[:2],
        "thin": sorted((names[code], code, count) for code, count in counts.items() if count < THIN),
        "least": THIN,
        "cite": cite(request, clock, "Agreement of authorities"),
    }


@page
def pair(request: HttpRequest, clock: Clock, one: str, two: str) -> tuple[str, dict[str, Any]] | HttpResponse:
    """Two authorities: what they share, where they part, who listed later."""
    if (one, two) != (one.upper(), two.upper()):
        return HttpResponsePermanentRedirect(clock.keep(f"/agreement/{one.upper()}/{two.upper()}/"))
    if one == two:
        return HttpResponsePermanentRedirect(clock.keep(f"/authorities/{one}/"))
    found = queries.agreement(clock.moment, one, two)
    names = names_of((), (one, two))
    shared = found.shared
    return "pair.html", {
        "found": found,
        "shared": shared,
        "percents": [round(100 * (share or 0)) for share in (shared.share_of_one, shared.share_of_two)],
        "order": found.order,
        "one": names[one],
        "two": names[two],
        "overlap": heat.overlap(shared.one_count, shared.two_count, shared.shared)
        if shared.one_count + shared.two_count
        else None,
        "partings": ((names[one], names[two], two, found.only_one), (names[two], names[one], one, found.only_two)),
        "least": PAIRS,
        "crowded": CROWDED,
        "cite": cite(request, clock, f"Agreement of {names[one]} and {names[two]}"),
    }


def _counts(each: Shared) -> tuple[tuple[str, int], tuple[str, int]]:
    return (each.one, each.one_count), (each.two, each.two_count)


def _heat(pairs: tuple[Shared, ...], counts: dict[str, int], names: dict[str, str], clock: Clock) -> heat.Heat | None:
    """The map of those whose lists are long enough for a share; none where there are no two of them."""
    long = [code for code, count in counts.items() if count >= THIN]
    if len(long) < len(("one", "two")):
        return None
    members = [heat.Member(code, names[code], counts[code], clock.keep(f"/authorities/{code}/")) for code in long]
    shared = {}
    for each in pairs:
        codes = sorted((each.one, each.two))
        shared[frozenset(codes)] = (each.shared, clock.keep(reverse("designations:pair", args=codes)))
    return heat.draw(members, shared)
