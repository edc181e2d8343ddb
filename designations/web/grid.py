"""The matrix as markup: its rows are written here, since a template needs some twenty times as long for so many cells.

Every text of the record is escaped once, where it comes in; what is joined here is markup of this module.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import compress, product
from urllib.parse import urlencode

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from designations.charts import matrix
from designations.queries.contested import Contested
from designations.queries.matrix import Cell, Matrix
from designations.queries.standing import HELD
from designations.queries.wings import Wing
from designations.web import drawing
from designations.web.reading import Clock
from designations.web.words import BODIES, REGIONS, word

OTHER = "Other"
Place = tuple[str, str]
"""Slug of a group and code of an authority."""

_CLASSES = {
    given: f' class="{" ".join(names)}"' if (names := [*compress(("cov", "edge", "chg"), given)]) else ""
    for given in product((False, True), repeat=3)
}
"""The class attribute of a cell that is covered, ends a heading, has changed."""

_Looks = dict[matrix.Statement, tuple[str, str]]
"""Words and marks of a statement as markup, kept since many cells say the same."""

_Look = tuple[str, bool, bool, bool, str, str, bool, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The grid, and its rows as markup."""

    grid: matrix.Grid
    rows: SafeString


def drawn(found: Matrix | Contested, clock: Clock, *, by_bloc: bool = False) -> Drawn:
    """The matrix on its day, its columns gathered by region, or by the bloc to which each belongs."""
    grid = grid_of(found, clock, by_bloc=by_bloc)
    names = {head.column.code: str(conditional_escape(head.column.name)) for head in grid.heads}
    query = str(conditional_escape(f"?{urlencode(clock.asked)}")) if clock.asked else ""
    looks: _Looks = {}
    written = "\n".join(_row(row, names, query, looks) for row in grid.rows)
    return Drawn(grid, mark_safe(written))  # noqa: S308 (every text is escaped where it comes in)


def _headings(found: Matrix | Contested, *, by_bloc: bool) -> dict[str, str]:
    """What each authority stands under, by code. One that belongs to several blocs stands under the smallest."""
    regions = {each.code: each.region or OTHER for each in found.columns}
    if not by_bloc:
        return regions
    blocs = {each.code: each.name.partition(" (")[0] for each in found.columns if each.is_bloc}
    sizes = Counter(body for each in found.columns for body in each.bodies if body in blocs)
    return {
        each.code: blocs[min(mine, key=lambda body: (sizes[body], body))]
        if (mine := [body for body in each.bodies if body in blocs])
        else (BODIES if regions[each.code] == BODIES else OTHER)
        for each in found.columns
    }


def grid_of(found: Matrix | Contested, clock: Clock, *, by_bloc: bool = False) -> matrix.Grid:
    """The matrix as runs of cells; bodies stand first, then regions in their order, or blocs by name."""
    under = _headings(found, by_bloc=by_bloc)
    changed = found.changed
    columns = [
        matrix.Column(
            each.code,
            each.name,
            under[each.code],
            clock.keep(f"/authorities/{each.code}/"),
            each.unstated == "not_listed",
        )
        for each in found.columns
    ]
    headings = [*REGIONS, *sorted({column.heading for column in columns} - {*REGIONS, OTHER})]
    gathered = matrix.gather(columns, headings)
    rows = [matrix.Row(each.slug, each.name, clock.keep(f"/groups/{each.slug}/")) for each in found.rows]
    grounds = _grounds(found, gathered)
    statements: dict[Place, matrix.Statement] = {}
    known: dict[_Look, matrix.Statement] = {}
    for cell in found.cells:
        place = (cell.group, cell.authority)
        parts = () if _is_held(cell) else _names(found.wings.get(place, ()))
        look = _look(cell, place in changed, parts)
        said = known.get(look)
        if said is None:
            said = known[look] = _statement(look)
        statements[place] = said
    places = {column.code: place for place, column in enumerate(gathered)}
    for slug, code in (changed | found.wings.keys()) - statements.keys():
        if code in places:
            below = grounds[slug][places[code]] if slug in grounds else None
            statements[slug, code] = _without_act(
                below, _names(found.wings.get((slug, code), ())), changed=(slug, code) in changed
            )
    return matrix.draw(gathered, rows, statements, grounds)


def _grounds(found: Matrix | Contested, columns: Sequence[matrix.Column]) -> dict[str, matrix.Ground]:
    """By group: what reaches it under each authority. Few kinds of grounds carry many rows."""
    bodies = {each.code: each.bodies for each in found.columns}
    of_columns = [bodies[column.code] for column in columns]
    known: dict[tuple[str, ...], matrix.Ground] = {}
    said: dict[tuple[str, ...], matrix.Statement | None] = {(): None}
    grounds = {}
    for row in found.rows:
        if not row.coverings:
            continue
        reach = tuple(dict.fromkeys(each.body for each in row.coverings))
        if reach not in known:
            by = [tuple(body for body in reach if body in belongs) for belongs in of_columns]
            for some in by:
                if some not in said:
                    said[some] = _statement(("", False, False, False, "", "", False, some, ()))
            known[reach] = tuple(said[some] for some in by)
        grounds[row.slug] = known[reach]
    return grounds


def _is_held(cell: Cell) -> bool:
    """Whether the whole is surely listed or suspended there, so that its wing adds nothing."""
    return cell.state in HELD and not cell.possible


def _names(wings: Iterable[Wing]) -> tuple[str, ...]:
    return tuple(wing.name for wing in wings)


def _without_act(below: matrix.Statement | None, parts: tuple[str, ...], *, changed: bool) -> matrix.Statement:
    """A cell of which no act speaks now, over what reaches it: one did on the day compared, or a wing is listed."""
    said = [below.said] if below else [] if parts else ["no act speaks"]
    said = [*_of_wings(parts), *said, *(["changed"] if changed else [])]
    return replace(
        below or matrix.Statement(),
        state="listed" if parts else "",
        partial=bool(parts),
        changed=changed,
        said=", ".join(said),
    )


def _of_wings(names: Sequence[str]) -> list[str]:
    return [f"a wing of it is listed: {' and '.join(names)}"] if names else []


def _look(cell: Cell, changed: bool, wings: tuple[str, ...]) -> _Look:
    """All that tells one cell from another, but for its place."""
    return (
        drawing.mark_of(cell.state, cell.mixed),
        cell.possible,
        cell.grade == "unverified",
        cell.conflicts > 0,
        cell.scope,
        cell.state,
        changed,
        tuple(dict.fromkeys(each.body for each in cell.covered_by)),
        wings,
    )


def _statement(look: _Look) -> matrix.Statement:
    mark, possible, hollow, conflict, scope, state, changed, covered_by, wings = look
    part = word("scope", scope) if scope else ""
    said = [*([word("state", state)] if mark else []), *_of_wings(wings)]
    if part:
        said.append(part)
    if possible:
        said.append("possibly")
    if mark and hollow:
        said.append("unverified")
    if covered_by:
        said.append(f"covered by {', '.join(covered_by)}")
    if conflict:
        said.append("in conflict with other listings")
    if changed:
        said.append("changed")
    return matrix.Statement(
        # Where no act speaks of the whole, its wing is what there is to see.
        state=mark or ("listed" if wings else ""),
        covered_by=covered_by,
        conflict=conflict,
        hollow=hollow,
        possible=possible,
        partial=bool(part) or bool(wings and not mark),
        changed=changed,
        said=", ".join(said),
    )


def _row(
    row: matrix.DrawnRow, names: dict[str, str], query: str, looks: dict[matrix.Statement, tuple[str, str]]
) -> str:
    name, slug = str(conditional_escape(row.row.name)), row.row.slug
    href = str(conditional_escape(row.row.href))
    parts = [f'<tr><th scope="row" hx-boost="false"><a href="{href}" title="{name}">{name}</a></th>']
    for run in row.runs:
        span = f' colspan="{run.span}"' if run.span > 1 else ""
        statement = run.statement
        if run.kind == matrix.GAP or statement is None:
            parts.append(f'<td{span} class="edge"></td>' if run.closes_heading else f"<td{span}></td>")
            continue
        look = looks.get(statement)
        if look is None:
            look = looks[statement] = (str(conditional_escape(statement.said)), _marks(statement))
        said, marks = look
        parts.append(
            f"<td{span}{_CLASSES[bool(statement.covered_by), run.closes_heading, statement.changed]}>"
            f'<a href="/matrix/{slug}/{run.code}/{query}" title="{name}, {names[run.code]}: {said}" data-cell>'
            f"{marks}</a></td>"
        )
    parts.append("</tr>")
    return "".join(parts)


def _marks(statement: matrix.Statement) -> str:
    """The marks of a cell, drawn once on each page and used by reference."""
    marks = ""
    if statement.state:
        shape = f"{statement.state}-{statement.variant}" if statement.variant else statement.state
        marks += f'<svg class="mark m-{statement.state}"><use href="#m-{shape}"/></svg>'
    if statement.conflict:
        marks += '<svg class="mark dot m-conflict"><use href="#m-conflict"/></svg>'
    return marks
