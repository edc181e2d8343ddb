"""Groups by authorities on a day: which cells there are, in which order, and how much of a row is empty.

A row is a sequence of runs that together span every column exactly once. A cell with a statement is a run of
its own; neighbours that are only covered, by the same bodies, are one run; neighbours without any statement
are one run. So an empty cell costs nothing, and a grid of 531 by 65 stays light.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from designations.charts.marks import variant

GAP, COVERED, CELL = "gap", "covered", "cell"


@dataclass(frozen=True, slots=True)
class Column:
    """An authority with the heading (bloc, region) that it stands under; ``complete``: its silence means no."""

    code: str
    name: str
    heading: str
    href: str = ""
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A group."""

    slug: str
    name: str
    href: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a cell says. ``state`` is its own (empty: none), ``covered_by`` the bodies that reach it, ``changed``
    whether it differs from the day compared, ``said`` all of it in words. Many cells say the same.
    """

    state: str = ""
    covered_by: tuple[str, ...] = ()
    conflict: bool = False
    hollow: bool = False
    possible: bool = False
    partial: bool = False
    changed: bool = False
    said: str = ""

    @property
    def variant(self) -> str:
        """Shape of the state's mark, empty for the plain one."""
        return variant(self.state, possible=self.possible, hollow=self.hollow, partial=self.partial)


@dataclass(frozen=True, slots=True)
class Run:
    """``span`` neighbouring columns, beginning at ``column``, drawn as one."""

    kind: str
    column: int
    span: int
    statement: Statement | None
    code: str
    closes_heading: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A title over ``span`` columns beginning at ``column``."""

    title: str
    column: int
    span: int

    @property
    def columns(self) -> range:
        """Places of the columns below it."""
        return range(self.column, self.column + self.span)


@dataclass(frozen=True, slots=True)
class Head:
    """A column with its place, and whether it is the last under its heading."""

    column: Column
    index: int
    closes_heading: bool


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A group with its runs from left to right; ``count``: cells with a state of their own."""

    row: Row
    runs: tuple[Run, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole picture."""

    headings: tuple[Heading, ...]
    heads: tuple[Head, ...]
    rows: tuple[DrawnRow, ...]

    @property
    def cells(self) -> int:
        """Number of runs that carry a statement: the nodes that are drawn."""
        return sum(run.kind != GAP for row in self.rows for run in row.runs)


def gather(columns: Iterable[Column], headings: Sequence[str]) -> tuple[Column, ...]:
    """Columns brought together under their headings, headings in the order given, then others as they come.

    Within a heading the order of the columns is kept.
    """
    held = list(columns)
    known = [*headings, *(column.heading for column in held)]
    place = {heading: index for index, heading in reversed(list(enumerate(known)))}
    return tuple(sorted(held, key=lambda column: place[column.heading]))


Ground = tuple[Statement | None, ...]
"""What stands in each column of a row where no cell does. Many rows have the very same one."""


def draw(
    columns: Sequence[Column],
    rows: Iterable[Row],
    statements: Mapping[tuple[str, str], Statement],
    grounds: Mapping[str, Ground] | None = None,
) -> Grid:
    """Lay out the grid; columns stand gathered.

    Keys of ``statements`` are (group slug, authority code). ``grounds``: by slug, in the order of the columns.
    """
    headings = tuple(_headings(columns))
    closing = {heading.column + heading.span - 1 for heading in headings}
    heads = tuple(Head(column, index, index in closing) for index, column in enumerate(columns))
    places = {head.column.code: head.index for head in heads}
    of_row: dict[str, dict[int, Statement]] = {}
    for (slug, code), statement in statements.items():
        place = places.get(code)
        if place is not None:
            of_row.setdefault(slug, {})[place] = statement
    laid = _Laid(heads)
    empty: Ground = (None,) * len(heads)
    return Grid(
        headings,
        heads,
        tuple(laid.row(row, of_row.get(row.slug, {}), (grounds or {}).get(row.slug, empty)) for row in rows),
    )


def _headings(columns: Sequence[Column]) -> Iterable[Heading]:
    at = 0
    for title, members in groupby(columns, key=lambda column: column.heading):
        span = len(list(members))
        yield Heading(title, at, span)
        at += span


class _Laid:
    """Rows laid out over the columns: the runs of a ground are found once, and cut where a row has cells."""

    def __init__(self, heads: Sequence[Head]) -> None:
        self._heads = heads
        self._runs: dict[int, tuple[Ground, tuple[Run, ...]]] = {}

    def row(self, row: Row, said: Mapping[int, Statement], ground: Ground) -> DrawnRow:
        """A row with its statements by place."""
        cells = {place: statement for place, statement in said.items() if _kind(statement) == CELL}
        if len(cells) < len(said):
            ground = tuple(said.get(place, below) for place, below in enumerate(ground))
            return DrawnRow(row, tuple(self._cut(self._of(ground), cells)), len(cells))
        # The ground is kept with its runs, so that no other can take its identity.
        known = self._runs.get(id(ground))
        if known is None:
            known = self._runs[id(ground)] = (ground, self._of(ground))
        runs = known[1]
        return DrawnRow(row, tuple(self._cut(runs, cells)) if cells else runs, len(cells))

    def _of(self, ground: Ground) -> tuple[Run, ...]:
        """The runs of a row without cells."""
        runs: list[Run] = []
        # The run that is still open: its kind, its first head, how many columns it spans, what it says.
        kind, first, span, said = GAP, None, 0, None
        for head, statement in zip(self._heads, ground, strict=True):
            own = GAP if statement is None else _kind(statement)
            if first is not None and _joins(kind, said, own, statement):
                span += 1
            else:
                if first is not None:
                    runs.append(Run(kind, first.index, span, said, first.column.code, False))
                kind, first, span, said = own, head, 1, statement
            if head.closes_heading:
                runs.append(Run(kind, first.index, span, said, first.column.code, True))
                first = None
        return tuple(runs)

    def _cut(self, runs: Iterable[Run], cells: Mapping[int, Statement]) -> Iterator[Run]:
        """The runs with a run of its own for each cell."""
        heads = self._heads
        places = iter(sorted(cells))
        place = next(places, None)
        for run in runs:
            at, end = run.column, run.column + run.span
            while place is not None and place < end:
                if place > at:
                    yield Run(run.kind, at, place - at, run.statement, heads[at].column.code, False)
                head = heads[place]
                yield Run(CELL, place, 1, cells[place], head.column.code, head.closes_heading)
                at, place = place + 1, next(places, None)
            if at == run.column:
                yield run
            elif at < end:
                yield Run(run.kind, at, end - at, run.statement, heads[at].column.code, run.closes_heading)


def _kind(statement: Statement) -> str:
    own = statement.state or statement.conflict or statement.changed
    return CELL if own else COVERED if statement.covered_by else GAP


def _joins(kind: str, said: Statement | None, own: str, statement: Statement | None) -> bool:
    """Whether a column carries on the run before it."""
    if own == CELL or kind != own:
        return False
    if own == GAP or said is statement or said is None or statement is None:
        return True
    same = (said.covered_by, said.possible, said.hollow)
    return same == (statement.covered_by, statement.possible, statement.hollow)
