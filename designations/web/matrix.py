"""The matrix and its cells."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from designations.domain.acts import AuthorityKind
from designations.domain.positions import State
from designations.queries import authorities, groups
from designations.queries import matrix as queries
from designations.queries.matrix import SORTS, Wanted
from designations.web import drawing
from designations.web.citing import cite
from designations.web.paging import Pager
from designations.web.reading import Clock, Page, Part, page, refused
from designations.web.words import AUTHORITY_KINDS, STATES

SIZE = 100
ALL = 100_000


@page
def matrix(request: HttpRequest, clock: Clock) -> Page | HttpResponse:
    """Groups by authorities on a day, narrowed by the address."""
    try:
        wanted = _wanted(request)
    except ValueError as reason:
        return refused(request, str(reason))
    found = queries.matrix(clock.moment, wanted)
    if not found.rows and wanted.page > 1:
        raise Http404("The matrix has no such page.")
    return "matrix.html", {
        "wanted": wanted,
        "found": found,
        "grid": drawing.grid_of(found, clock),
        "pager": Pager.of(clock, wanted.page, wanted.size, found.total),
        "states": [
            (state.value, STATES[state.value]) for state in State if state.value not in {"not_listed", "unknown"}
        ],
        "kinds": [(kind.value, AUTHORITY_KINDS[kind.value]) for kind in AuthorityKind],
        "years": _years(clock),
        "cite": cite(request, clock, "Matrix of groups and authorities"),
    }


@page
def cell(request: HttpRequest, clock: Clock, slug: str, code: str) -> Page | HttpResponse:
    """What is behind a cell: a page of its own, or the part of one that opens beside the matrix."""
    if code != code.upper():
        return HttpResponsePermanentRedirect(clock.keep(f"/matrix/{slug}/{code.upper()}/"))
    name = authorities.name_of(code)
    found = groups.evidence(clock.moment, slug, code, name) if name else None
    if found is None:
        raise Http404("There is no such group or authority.")
    title = f"{found.group_name} and {found.authority_name}"
    return Part("_parts/evidence.html", "cell.html"), {"found": found, "cite": cite(request, clock, title)}


def _wanted(request: HttpRequest) -> Wanted:
    """The part of the matrix that the address asks for. Raises ValueError with a sentence that helps."""
    asked = request.GET
    page_number = asked.get("page", "1")
    if not page_number.isdecimal() or not 1 <= int(page_number) < ALL:
        raise ValueError("Write page as a number, beginning with 1.")
    since = asked.get("since", "")
    try:
        changed_since = date.fromisoformat(since) if since else None
    except ValueError:
        raise ValueError("Write since as a day, such as 2024-06-10.") from None
    return Wanted(
        region=asked.get("region", ""),
        kind=asked.get("kind", ""),
        state=asked.get("state", ""),
        search=asked.get("q", "").strip(),
        conflicts_only=asked.get("conflicts", "") == "only",
        changed_since=changed_since,
        sort=sort if (sort := asked.get("sort", "")) in SORTS else SORTS[0],
        page=int(page_number),
        size=ALL if asked.get("rows") == "all" else SIZE,
    )


def _years(clock: Clock) -> list[tuple[int, str, bool]]:
    """The last days of the years charted: year, address, and whether it is the day shown."""
    today, day = clock.moment.today, clock.moment.day
    return [
        (year, clock.at(date(year, 12, 31)) if year < today.year else _today(clock), day.year == year)
        for year in range(drawing.FIRST_YEAR, today.year + 1)
    ]


def _today(clock: Clock) -> str:
    others = [*clock.kept, *((name, value) for name, value in clock.asked if name != "as_of")]
    return f"{clock.path}?{urlencode(others)}" if others else clock.path
