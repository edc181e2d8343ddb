"""Groups by authorities on a day: who says what of whom, and what covers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from designations.queries.columns import Column, columns
from designations.queries.coverings import Covering, Coverings, reaching
from designations.queries.marks import Marks, marks
from designations.queries.moments import Moment
from designations.queries.rows import fetched
from designations.queries.selection import LARGEST_PAGE, Selection, rows_of, said
from designations.queries.wings import Wings, wings


class Cell(NamedTuple):
    """A group under an authority on the day: its own state, and the bodies whose binding listings reach it.

    ``act``: the key of the act that made the state, empty where no act of a hard regime did. ``conflicts``: open
    conflicts that the authority's stop made, or to which it is a party where nobody stopped; ``kept``: those in which
    it keeps its listing, if asked for.
    """

    group: str
    authority: str
    state: str
    possible: bool
    mixed: bool
    political: bool
    scope: str
    grade: str
    act: str
    covered_by: tuple[Covering, ...]
    conflicts: int
    kept: int


class Row(NamedTuple):
    """A group, with the binding listings that reach the members of their bodies."""

    slug: str
    name: str
    coverings: tuple[Covering, ...]


Said = tuple[str, bool, bool, bool, str, str, str | None]
"""State, possible, mixed, political, scope, grade, key of the act."""


_new_tuple = tuple.__new__
"""Makes a named tuple of a tuple without the call in between."""


@dataclass(frozen=True)
class Cells:
    """The cells of a matrix, by row and column. They are made as they are read: there may be many thousand."""

    _shown: Sequence[int]
    _groups: Mapping[int, tuple[str, str]]
    _columns: Sequence[Column]
    _said: Mapping[int, Mapping[int, Said]]
    _covering: Coverings
    _marked: Marks
    _covered: bool

    def __iter__(self) -> Iterator[Cell]:
        places = {column.pk: place for place, column in enumerate(self._columns)}
        own_of, kept_of = self._marked.own, self._marked.kept
        for pk in self._shown:
            own, of_group = self._said.get(pk, {}), self._covering.get(pk, ())
            slug = self._groups[pk][0]
            reaches: dict[tuple[str, ...], tuple[Covering, ...]] = {}
            # Where covered cells are left out, few authorities of many say something.
            some = range(len(places)) if self._covered else sorted(places[it] for it in own if it in places)
            for column in map(self._columns.__getitem__, some):
                said = own.get(column.pk)
                by = _reaching(column.bodies, of_group, reaches) if of_group else ()
                if said is not None:
                    state, possible, mixed, political, scope, grade, act = said
                    place = (pk, column.pk)
                    yield _new_tuple(
                        Cell,
                        (
                            slug,
                            column.code,
                            column.state(state),
                            possible,
                            mixed,
                            political,
                            scope,
                            grade,
                            act or "",
                            by,
                            own_of.get(place, 0),
                            kept_of.get(place, 0),
                        ),
                    )
                elif by:
                    yield Cell(slug, column.code, column.unstated, False, False, False, "", "", "", by, 0, 0)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Columns, rows of one page, and the cells in which something is said: by row, then by column.

    Where there is no cell, the state is the column's ``unstated``. ``total``: rows on all pages. ``changed``: slug of
    the group and code of the authority where the own state differs from that of the day beside. ``wings``: who lists a
    wing of a group, if asked for.
    """

    moment: Moment
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: Cells
    total: int
    page: int
    size: int
    changed: frozenset[tuple[str, str]] = frozenset()
    wings: Wings = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.size))


def matrix(
    moment: Moment, selection: Selection | None = None, known: Mapping[int, tuple[str, str]] | None = None
) -> Matrix:
    """The cells of the day at the edition. At most twelve queries, whatever the size.

    Which rows there are is found first; only those of the page are read. ``known``: id to slug and name of the groups
    that are wanted, where the caller has found them already.
    """
    wanted = selection or Selection()
    held = columns(moment, codes=wanted.authorities, regions=wanted.regions, kinds=wanted.kinds)
    rows = rows_of(moment, wanted, held, known)
    size = max(1, min(wanted.size, LARGEST_PAGE))
    shown = rows.pks[(wanted.page - 1) * size : wanted.page * size]
    codes = {column.pk: column.code for column in held}
    return Matrix(
        moment=moment,
        columns=tuple(held),
        rows=tuple(Row(*rows.groups[pk], tuple(rows.covering.get(pk, ()))) for pk in shown),
        cells=Cells(
            shown,
            rows.groups,
            held,
            _said(moment, wanted, held, shown),
            rows.covering,
            marks(moment, shown, kept=wanted.kept),
            wanted.covered,
        ),
        total=len(rows.pks),
        page=wanted.page,
        size=size,
        changed=frozenset(
            (rows.groups[pk][0], codes[authority])
            for pk in shown
            for authority in rows.changed.get(pk, ())
            if authority in codes
        ),
        wings=wings(moment, shown) if wanted.wings else {},
    )


def _said(
    moment: Moment, wanted: Selection, held: Sequence[Column], shown: Sequence[int]
) -> dict[int, dict[int, Said]]:
    """By group and authority: what its acts say on the day. One query."""
    found: dict[int, dict[int, Said]] = {pk: {} for pk in shown}
    columns_of = ("group_id", "authority_id", "state", "possible", "mixed", "political", "scope", "grade", "act_id")
    for row in fetched(said(moment, wanted, held, shown).values_list(*columns_of)):
        found[row[0]][row[1]] = row[2:]
    return found


def _reaching(
    bodies: tuple[str, ...], of_group: Iterable[Covering], known: dict[tuple[str, ...], tuple[Covering, ...]]
) -> tuple[Covering, ...]:
    """What reaches a member of some bodies: most authorities belong to the same ones, so each answer is kept."""
    by = known.get(bodies)
    if by is None:
        by = known[bodies] = reaching(bodies, of_group)
    return by
