"""How far authorities list the same groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from designations.charts import heat
from designations.queries import agreement as queries
from designations.queries.agreement import CROWDED, PAIRS, THIN, Order, Shared
from designations.queries.beside import Beside
from designations.queries.naming import names_of
from designations.web.citing import cite
from designations.web.reading import Clock, page


@dataclass(frozen=True, slots=True)
class OtherShown:
    """Another's lists beside the one that a page is about. Percentages are None where a list is too short for them."""

    name: str
    shared: Shared
    order: Order | None
    href: str
    percents: tuple[int | None, int | None]
    overlap: heat.Overlap

    @property
    def shares(self) -> tuple[tuple[int | None, int], ...]:
        """Of each list: how many in a hundred of its names are shared, and how many names it has."""
        return (self.percents[0], self.shared.one_count), (self.percents[1], self.shared.two_count)


@dataclass(frozen=True, slots=True)
class BesideShown:
    """How a list compares with others, and which columns of the table have something to tell."""

    count: int
    others: tuple[OtherShown, ...]
    sharing: int
    ordered: bool
    indexed: bool
    thin: int = THIN
    least: int = PAIRS

    @property
    def left_out(self) -> int:
        """How many others share some group and are not told."""
        return self.sharing - len(self.others)


def beside(found: Beside, clock: Clock) -> BesideShown:
    """A list beside those of others, for the page of an authority or of a list."""
    longest = max((_names(each.shared) for each in found.others), default=0)
    others = tuple(
        OtherShown(
            each.name,
            each.shared,
            each.order,
            clock.keep(f"/agreement/{each.shared.one}/{each.shared.two}/"),
            (_percent(each.shared.share_of_one), _percent(each.shared.share_of_two)),
            heat.overlap(each.shared.one_count, each.shared.two_count, each.shared.shared, along=longest),
        )
        for each in found.others
    )
    return BesideShown(
        found.count,
        others,
        found.sharing,
        any(each.order and each.order.days for each in others),
        any(each.shared.jaccard is not None for each in others),
    )


def _names(shared: Shared) -> int:
    """Names of either list."""
    return shared.one_count + shared.two_count - shared.shared


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)


@page
def agreement(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]] | HttpResponse:
    """The heat map of all authorities whose lists are long enough, and the pairs a reader asks for."""
    one, two = (request.GET.get(name, "").strip().upper() for name in ("one", "two"))
    if one and two:
        return HttpResponsePermanentRedirect(clock.keep(f"/agreement/{one}/{two}/"))
    pairs = queries.agreements(clock.moment)
    counts = counts_of(pairs)
    names = names_of((), counts)
    return "agreement.html", {
        "heat": heat_of(pairs, names, clock),
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
        "counted": f"{shared.one_count} groups listed by {names[one]}, {shared.two_count} by {names[two]}, "
        f"{shared.shared} by both",
        "partings": ((names[one], names[two], two, found.only_one), (names[two], names[one], one, found.only_two)),
        "least": PAIRS,
        "crowded": CROWDED,
        "cite": cite(request, clock, f"Agreement of {names[one]} and {names[two]}"),
    }


def counts_of(pairs: Sequence[Shared]) -> dict[str, int]:
    """How many names each authority lists, by code."""
    return {code: count for each in pairs for code, count in _counts(each)}


def _counts(each: Shared) -> tuple[tuple[str, int], tuple[str, int]]:
    return (each.one, each.one_count), (each.two, each.two_count)


def heat_of(pairs: Sequence[Shared], names: Mapping[str, str], clock: Clock) -> heat.Heat | None:
    """The map of those whose lists are long enough for a share; none where there are no two of them."""
    counts = counts_of(pairs)
    long = [code for code, count in counts.items() if count >= THIN]
    if len(long) < len(("one", "two")):
        return None
    members = [heat.Member(code, names[code], counts[code], clock.keep(f"/authorities/{code}/")) for code in long]
    shared = {}
    for each in pairs:
        codes = sorted((each.one, each.two))
        shared[frozenset(codes)] = (each.shared, clock.keep(f"/agreement/{codes[0]}/{codes[1]}/"))
    return heat.draw(members, shared)
