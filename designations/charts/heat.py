"""A heat map: how much of each list stands on each other list, in steps of colour that also say their number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

STEPS = (0.05, 0.15, 0.3, 0.5, 0.75)
"""Shares at which the next step of colour begins; below the first is step 0."""


@dataclass(frozen=True, slots=True)
class Member:
    """A row and a column: a list by code and name, and how many names it has."""

    code: str
    name: str
    count: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Square:
    """The share of the row's names that the column holds too: ``step`` of colour and ``percent`` to be read.

    ``own``: the diagonal, which says nothing.
    """

    column: Member
    own: bool
    step: int
    percent: int
    shared: int
    href: str


@dataclass(frozen=True, slots=True)
class Heat:
    """Members in the order of rows and columns, the longest list first, and the squares of each row."""

    members: tuple[Member, ...]
    rows: tuple[tuple[Member, tuple[Square, ...]], ...]


def step_of(share: float) -> int:
    """The step of colour of a share between 0 and 1: 0 to ``len(STEPS)``."""
    return sum(share >= limit for limit in STEPS)


Pairs = Mapping[frozenset[str], tuple[int, str]]
"""By two codes: how many names both have, and the address of the pair."""


def draw(members: Iterable[Member], shared: Pairs) -> Heat:
    """Lay out the squares; a pair left out shares nothing. Raises ValueError for a member without names."""
    ordered = tuple(sorted(members, key=lambda member: (-member.count, member.name)))
    if any(member.count <= 0 for member in ordered):
        raise ValueError("a list without names has no share")
    return Heat(ordered, tuple((row, _row(row, ordered, shared)) for row in ordered))


def _row(
    row: Member, columns: Sequence[Member], shared: Mapping[frozenset[str], tuple[int, str]]
) -> tuple[Square, ...]:
    squares = []
    for column in columns:
        both, href = shared.get(frozenset((row.code, column.code)), (0, ""))
        share = both / row.count
        squares.append(Square(column, row.code == column.code, step_of(share), round(100 * share), both, href))
    return tuple(squares)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two lists as one line of 100: where the names of the first alone, of both, and of the second alone lie."""

    one: tuple[float, float]
    both: tuple[float, float]
    two: tuple[float, float]

    @property
    def upper(self) -> tuple[float, float]:
        """The whole of the first list."""
        return self.one[0], round(self.one[1] + self.both[1], 3)

    @property
    def lower(self) -> tuple[float, float]:
        """The whole of the second list."""
        return self.both[0], round(self.both[1] + self.two[1], 3)

    @property
    def middle(self) -> float:
        """The middle of what both have."""
        return round(self.both[0] + self.both[1] / 2, 3)


def overlap(one: int, two: int, shared: int, *, along: int = 0) -> Overlap:
    """Place counts along a line, which is as long as all of them, or as a number of names where others are drawn to the
    same scale. Raises ValueError if more are shared than one has, or where there is nothing.
    """
    union = one + two - shared
    if shared > min(one, two) or shared < 0 or union <= 0:
        raise ValueError(f"{shared} of {one} and {two} cannot be shared")
    scale = 100 / max(union, along)
    left, middle, end = (round(scale * count, 3) for count in (one - shared, shared, union))
    begins = round(left + middle, 3)
    return Overlap((0.0, left), (left, middle), (begins, round(end - begins, 3)))
