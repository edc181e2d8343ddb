"""The matrix as a picture of the view that a reader has: its filters, its day, its order, its page of rows.

Marks are written here and not by a template, as those of the page are. What a cell says in words stands on the page.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import pluralize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from designations.charts import lettering, plate
from designations.charts.matrix import GAP, Grid, Statement
from designations.charts.plate import ROW, Plate
from designations.charts.sheet import MARGIN, Key
from designations.queries import matrix as queries
from designations.queries.absent import Absent
from designations.queries.matrix import Matrix
from designations.queries.selection import Selection
from designations.web.grid import grid_of
from designations.web.matrix import ORDERS, SIZE, selection_of
from designations.web.pictures.files import INK, ROOM, TONES, Picture, filed
from designations.web.reading import Clock, page, refused
from designations.web.words import AUTHORITY_KINDS, REGIME_KINDS, STATES

NARROWEST = 640
"""A picture is no narrower, however few its columns: its title needs room."""

MARK, DOT = 12, 7
"""Sides of a mark, and of the disc of a conflict at its corner."""

KINDS = {
    "listed": "listed",
    "suspended": "suspended",
    "delisted": "delisted",
    "mixed": "its lists differ",
    "announced": "announced",
}
VARIANTS = {"part": "a part, or persons associated", "possible": "possible", "hollow": "unverified"}


@page
def grid_of_groups(request: HttpRequest, clock: Clock) -> HttpResponse:
    """Groups by authorities on a day as a file: at most a hundred rows, and the picture says which of how many."""
    try:
        wanted = selection_of(request)
    except ValueError as reason:
        return refused(request, str(reason))
    wanted = replace(wanted, size=min(wanted.size, SIZE))
    found = queries.matrix(clock.moment, wanted)
    if not found.rows:
        raise Absent("No group fits these filters on this day.")
    grid = grid_of(found, clock, by_bloc=request.GET.get("columns") == "bloc")
    laid = plate.lay(grid, ROOM)
    width = max(NARROWEST, round(laid.width))
    left_out = found.total - len(found.rows)
    rest = f"{left_out} more group{pluralize(left_out, ' is,s are')} left out of this picture." if left_out else ""
    picture = Picture(
        "grid",
        "/matrix/",
        f"Who lists whom on {clock.moment.day}",
        _caption(found, wanted),
        height=laid.bottom + 44,
        drawn={
            "plate": laid,
            "wide": round(laid.width),
            "rest": rest,
            "heads_again": laid.bottom + 6,
            "written": _written(grid, laid, round(laid.width)),
        },
        keys=tuple(_keys(grid)),
        width=width + 2 * MARGIN,
    )
    return filed(request, clock, picture, as_asked=True)


def _caption(found: Matrix, wanted: Selection) -> str:
    first = (found.page - 1) * found.size + 1
    last = first + len(found.rows) - 1
    every = f"{found.total} group{pluralize(found.total)}"
    rows = every if found.pages == 1 else f"Groups {first} to {last} of {found.total}"
    columns = len(found.columns)
    only = [
        *([f"named “{wanted.name}”"] if wanted.name else []),
        *wanted.regions,
        *(AUTHORITY_KINDS.get(kind, kind).lower() for kind in wanted.kinds),
        *wanted.authorities,
        *(f"rows with a cell “{STATES.get(state, state)}”" for state in wanted.states),
        *(REGIME_KINDS.get(kind, kind) for kind in wanted.lists),
        *(["rows with conflicts"] if wanted.in_conflict else []),
        *(["rows that changed"] if wanted.only_changed else []),
    ]
    narrowed = f" Only: {', '.join(only)}." if only else ""
    since = f" Framed: changed since {wanted.beside}." if wanted.beside else ""
    return (
        f"{rows} by {columns} authorit{pluralize(columns, 'y,ies')}, {ORDERS[wanted.order].lower()}.{narrowed}{since} "
        "An empty cell says that the record knows of no act, not that the group is unlisted."
    )


def _statements(grid: Grid) -> Iterator[Statement]:
    yield from {run.statement for row in grid.rows for run in row.runs if run.kind != GAP and run.statement}


def _keys(grid: Grid) -> Iterator[Key]:
    """What the picture shows, and no more."""
    shown = list(_statements(grid))
    looks = {(each.state, each.variant) for each in shown}
    for state, name in KINDS.items():
        for variant in ("", *VARIANTS):
            if (state, variant) in looks:
                shape = f"m-{state}-{variant}" if variant else f"m-{state}"
                yield Key(shape, f"{name}, {VARIANTS[variant]}" if variant else name, TONES[state])
    if any(each.covered_by for each in shown):
        yield Key("m-covered", "a body's binding listing reaches it", TONES["covered"])
    if any(each.conflict for each in shown):
        yield Key("m-conflict", "in conflict with other listings", TONES["conflict"])
    if any(head.column.complete for head in grid.heads):
        yield Key("m-not_listed", "at a head: lists known whole, an empty cell is not listed", TONES["not_listed"])


def _written(grid: Grid, laid: Plate, width: int) -> SafeString:
    """Names, bands of what is covered, marks by their shape, discs, frames. Every text is escaped."""
    names, bands, roofs, lines, frames = [], [], [], [], []
    marks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place, row in enumerate(grid.rows):
        y = laid.y(place)
        name = conditional_escape(lettering.cut(row.row.name, laid.names, plate.SMALL))
        names.append(f'<text y="{_n(y + 12)}">{name}</text>')
        lines.append(f"M0 {_n(y + ROW)}H{width}")
        for run in row.runs:
            said = run.statement
            if run.kind == GAP or said is None:
                continue
            first, last = laid.columns[run.column], laid.columns[run.column + run.span - 1]
            across = f"h{_n(last.end - first.x)}"
            if said.covered_by:
                bands.append(f"M{_n(first.x)} {_n(y + 4)}{across}v{ROW - 7}H{_n(first.x)}z")
                roofs.append(f"M{_n(first.x)} {_n(y + 4)}{across}")
            if said.state:
                shape = f"m-{said.state}-{said.variant}" if said.variant else f"m-{said.state}"
                marks[shape, said.state].append(_use(shape, first.middle - MARK / 2, y + 2.5, MARK))
            if said.conflict:
                corner = min(first.end - DOT, first.middle + MARK / 2 - 3)
                marks["", "conflict"].append(_use("m-conflict", corner, y + 0.5, DOT))
            if said.changed:
                frames.append(f"M{_n(first.x + 0.75)} {_n(y + 0.75)}{across}v{ROW - 1.5}H{_n(first.x + 0.75)}z")
    # Discs of conflicts come last, on top of the marks.
    drawn = (
        f'<g color="{TONES[state]}">{"".join(uses)}</g>'
        for (_, state), uses in sorted(marks.items(), key=lambda each: each[0][1] == "conflict")
    )
    return mark_safe(  # noqa: S308 (numbers and markup of this module, names escaped)
        f'<path d="{"".join(lines)}" stroke="{INK["rule"]}" stroke-width=".75"/>'
        f'<path d="{"".join(bands)}" fill="{INK["pale"]}"/>'
        f'<path d="{"".join(roofs)}" stroke="{INK["covered"]}" stroke-width="1.5"/>'
        f'<g font-size="{plate.SMALL}">{"".join(names)}</g>{"".join(drawn)}'
        f'<path d="{"".join(frames)}" fill="none" stroke="{INK["text"]}" stroke-width="1.5"/>'
    )


def _use(shape: str, x: float, y: float, side: int) -> str:
    return f'<use href="#{shape}" x="{_n(x)}" y="{_n(y)}" width="{side}" height="{side}"/>'


def _n(number: float) -> str:
    return f"{round(number, 2):g}"
