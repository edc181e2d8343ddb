"""The matrix at a fixed size, to be taken away: where its columns, their heads and headings, and its rows stand.

Heads are turned. A heading is never narrower than its longest word, so the columns below it may stand wider than
others.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from designations.charts import lettering
from designations.charts.lettering import BOLD
from designations.charts.matrix import Grid

NAMES, HEADS = 330, 128
"""Room for the name of a row, and for a turned head, at most."""

ROW, LEAST, MOST, GAP = 17, 15.0, 26.0, 9.0
"""Height of a row; width of a column, at least and at most; room between headings."""

RING = 12
"""Side of the ring below a head."""

SMALL, HEADING_STEP = 10.5, 12
"""Size of heads and headings; from line to line of a heading."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its left and right end, its name or, where that is too long, its code; ``complete`` as in the grid."""

    x: float
    end: float
    name: str
    code: str
    complete: bool

    @property
    def mark_x(self) -> float:
        """Left end of the ring below its head, where its lists are known whole."""
        return round(self.middle - RING / 2, 2)

    @property
    def middle(self) -> float:
        """Where its marks stand."""
        return round((self.x + self.end) / 2, 2)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over columns: its ends, and its words, each line with its base line."""

    x: float
    end: float
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Plate:
    """The whole: ``names`` is the room for the names of rows, ``heads_end`` the base of the turned heads, ``top`` and
    ``bottom`` the upper edge of the first row and the lower edge of the last.
    """

    names: float
    columns: tuple[Column, ...]
    headings: tuple[Heading, ...]
    heads_end: float
    top: float
    width: float
    bottom: float

    @property
    def rings(self) -> float:
        """Upper edge of the rings below the heads."""
        return self.heads_end + 3

    @property
    def rest(self) -> float:
        """Base line of what is said below the last row."""
        return self.bottom + ROW - 4

    def y(self, row: int) -> float:
        """Upper edge of a row."""
        return self.top + row * ROW


def head(name: str, code: str) -> str:
    """What a turned head says: a name without what it adds in brackets, or the code where that is too long."""
    short = name.partition(" (")[0]
    return short if lettering.width(short, SMALL) <= HEADS else code


def heads_room(heads: Iterable[str]) -> float:
    """How high turned heads are."""
    return max((lettering.width(each, SMALL) for each in heads), default=0.0)


def lay(grid: Grid, room: float) -> Plate:
    """Lay the columns in a room if they fit, else wider."""
    names = min(NAMES, max((lettering.width(row.row.name, SMALL) for row in grid.rows), default=0.0))
    free = room - names - GAP * len(grid.headings)
    usual = min(MOST, max(LEAST, free / max(len(grid.heads), 1)))
    columns: list[Column] = []
    placed: list[tuple[float, float, tuple[str, ...]]] = []
    x = names
    for heading in grid.headings:
        x += GAP
        longest = max(lettering.width(word, SMALL, face=BOLD) for word in heading.title.split())
        each = max(usual, longest / heading.span)
        for at, place in enumerate(heading.columns):
            column, left = grid.heads[place].column, x + at * each
            said = head(column.name, column.code)
            columns.append(Column(round(left, 2), round(left + each, 2), said, column.code, column.complete))
        end = x + each * heading.span
        placed.append((x, end, lettering.lines(heading.title, end - x + 0.01, SMALL, face=BOLD)))
        x = end
    most = max((len(lines) for _, _, lines in placed), default=0)
    heads_end = most * HEADING_STEP + 6 + heads_room([column.name for column in columns])
    top = heads_end + (RING + 6 if any(column.complete for column in columns) else 6)
    return Plate(
        names,
        tuple(columns),
        tuple(
            Heading(
                round(left, 2),
                round(end, 2),
                tuple(((most - len(lines) + at + 1) * HEADING_STEP - 3, line) for at, line in enumerate(lines)),
            )
            for left, end, lines in placed
        ),
        heads_end,
        top,
        round(x, 2),
        top + ROW * len(grid.rows),
    )
