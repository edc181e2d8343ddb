"""The matrix and its cells."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from designations.domain.acts import AuthorityKind, RegimeKind
from designations.domain.positions import State
from designations.queries import matrix as queries
from designations.queries import portraits
from designations.queries.absent import ReadAs
from designations.queries.home import FIRST_YEAR
from designations.queries.moments import BadMoment, day_of
from designations.queries.selection import LARGEST_PAGE, Selection
from designations.web import drawing, grid
from designations.web.citing import cite
from designations.web.paging import Pager, page_of
from designations.web.reading import Clock, Page, Part, page, refused, sent_on
from designations.web.words import AUTHORITY_KINDS, REGIME_KINDS, REGIONS, STATES

SIZE = 100
ORDERS = {"listed": "Most listed first", "name": "By name", "conflicts": "Most conflicts first"}
TELLING = (State.LISTED, State.SUSPENDED, State.DELISTED, State.ANNOUNCED, State.NO_LIST)


@page
def matrix(request: HttpRequest, clock: Clock) -> Page | HttpResponse:
    """Groups by authorities on a day, narrowed by the address."""
    try:
        wanted = selection_of(request)
    except ValueError as reason:
        return refused(request, str(reason))
    found = queries.matrix(clock.moment, wanted)
    by_bloc = request.GET.get("columns") == "bloc"
    if not found.rows and wanted.page > 1:
        raise Http404("The matrix has no such page.")
    return "matrix.html", {
        "wanted": wanted,
        "found": found,
        "drawn": grid.drawn(found, clock, by_bloc=by_bloc),
        "by_bloc": by_bloc,
        "lists": [(kind.value, REGIME_KINDS[kind.value]) for kind in RegimeKind if kind.hard],
        "pager": Pager.of(clock, found.page, found.size, found.total),
        "regions": sorted(REGIONS),
        "states": [(state.value, STATES[state.value]) for state in TELLING],
        "kinds": [(kind.value, AUTHORITY_KINDS[kind.value]) for kind in AuthorityKind],
        "orders": ORDERS.items(),
        "years": _years(clock),
        "cite": cite(request, clock, "Matrix of groups and authorities"),
    }


@page
def cell(request: HttpRequest, clock: Clock, slug: str, code: str) -> Page | HttpResponse:
    """What is behind a cell: a page of its own, or the part of one that opens beside the matrix."""
    if (slug, code) != (slug.lower(), code.upper()):
        return HttpResponsePermanentRedirect(clock.keep(f"/matrix/{slug.lower()}/{code.upper()}/"))
    try:
        found = portraits.evidence(clock.moment, slug, code)
    except ReadAs as other:
        return sent_on(clock, f"/matrix/{other.slug}/{code}/")
    titles = {act.regime: act.regime_title for act in found.covering}
    return Part("_parts/evidence.html", "cell.html"), {
        "found": found,
        "standing": found.standing,
        "mark": drawing.mark_of(found.standing.state, found.standing.mixed) if found.standing else "",
        "covered_by": [(each, titles.get(each.regime, each.regime)) for each in found.standing.covered_by]
        if found.standing
        else [],
        "cite": cite(request, clock, f"{found.group_name} and {found.authority_name}"),
    }


def selection_of(request: HttpRequest) -> Selection:
    """The part of the matrix that the address asks for. Raises ValueError with a sentence that helps."""
    asked = request.GET

    def several(name: str) -> tuple[str, ...]:
        return tuple(value for value in asked.getlist(name) if value)

    beside = asked.get("compare", "").strip()
    try:
        day = day_of(beside) if beside else None
    except BadMoment as reason:
        raise ValueError("Write compare as a day, such as compare=2023-12-01.") from reason
    return Selection(
        name=asked.get("q", "").strip(),
        authorities=several("authority"),
        regions=several("region"),
        kinds=several("kind"),
        states=several("state"),
        lists=several("list"),
        # A wing is listed by some kind of list, of which nothing is told here.
        wings=not several("list"),
        beside=day,
        only_changed=day is not None and asked.get("changed") == "only",
        in_conflict=asked.get("conflicts", "") == "only",
        order=order if (order := asked.get("sort", "")) in ORDERS else "listed",
        page=page_of(request),
        covered=False,
        size=LARGEST_PAGE if asked.get("rows") == "all" else SIZE,
    )


def _years(clock: Clock) -> list[tuple[int, str, bool]]:
    """The last days of the years charted: year, address, and whether it is the day shown."""
    today, day = clock.moment.today, clock.moment.day
    return [
        (year, clock.at(date(year, 12, 31)) if year < today.year else _today(clock), day.year == year)
        for year in range(FIRST_YEAR, today.year + 1)
    ]


def _today(clock: Clock) -> str:
    others = [*clock.kept, *((name, value) for name, value in clock.asked if name != "as_of")]
    return f"{clock.path}?{urlencode(others)}" if others else clock.path
