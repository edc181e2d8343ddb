"""Days to positions along a line, and the ticks that name them.

A position is a number between ``left`` and ``right``. The templates draw with ``left=0, right=100`` and write
each position as a percentage, so that a picture is as wide as its place and its text keeps its size.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

DECIMALS = 3
"""Digits kept of a position: a thousandth of a percent is far below a pixel."""

YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)
MONTH_STEPS = (1, 2, 3, 6)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS_IN_A_YEAR = 365.2425
DAYS_IN_A_MONTH = DAYS_IN_A_YEAR / 12


@dataclass(frozen=True, slots=True)
class Tick:
    """A named day on the axis; ``major`` ones (decades, or Januaries among months) get the stronger
    line, ``spare`` ones (every other one) lose their name where there is little room."""

    day: date
    x: float
    label: str
    major: bool
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The days from ``first`` up to and without ``last``, laid evenly between ``left`` and ``right``.

    Raises ``ValueError`` if ``last`` is not after ``first`` or ``right`` not beyond ``left``.
    """

    first: date
    last: date
    left: float = 0.0
    right: float = 100.0

    def __post_init__(self) -> None:
        if self.last <= self.first:
            raise ValueError(f"a scale needs at least one day: {self.first} to {self.last}")
        if self.right <= self.left:
            raise ValueError(f"a scale needs some width: {self.left} to {self.right}")

    @property
    def days(self) -> int:
        """Number of days on the line, at least one."""
        return (self.last - self.first).days

    def x(self, day: date) -> float:
        """Position of the beginning of a day; days outside the line are held at its ends."""
        held = min(max(day, self.first), self.last)
        share = (held - self.first).days / self.days
        return round(self.left + share * (self.right - self.left), DECIMALS)

    def holds(self, day: date) -> bool:
        """Whether a day lies on the line."""
        return self.first <= day < self.last

    def span(self, starts: date | None, ends: date | None) -> tuple[float, float] | None:
        """Position and width of the days from ``starts`` until ``ends`` (exclusive); ``None`` where none is
        on the line.

        A side left ``None`` is open and reaches the end of the line.
        """
        begin = max(starts or self.first, self.first)
        until = min(ends or self.last, self.last)
        if until <= begin:
            return None
        x = self.x(begin)
        return x, round(self.x(until) - x, DECIMALS)

    def ticks(self, at_most: int = 12) -> tuple[Tick, ...]:
        """Round years (or, on a short line, months) on the line, at most ``at_most`` of them unless a century
        needs more.
        """
        if self.days / DAYS_IN_A_MONTH <= 2 * at_most:
            return tuple(self._month_ticks(at_most))
        return tuple(self._year_ticks(at_most))

    def _year_ticks(self, at_most: int) -> Iterator[Tick]:
        years = self.days / DAYS_IN_A_YEAR
        step = next((step for step in YEAR_STEPS if years / step <= at_most), YEAR_STEPS[-1])
        for year in range(self.first.year // step * step, self.last.year + 1, step):
            if year >= 1 and self.holds(day := date(year, 1, 1)):
                yield Tick(day, self.x(day), str(year), major=year % max(10, step) == 0, spare=year // step % 2 == 1)

    def _month_ticks(self, at_most: int) -> Iterator[Tick]:
        months = self.days / DAYS_IN_A_MONTH
        step = next((step for step in MONTH_STEPS if months / step <= at_most), MONTH_STEPS[-1])
        for number in count(self.first.year * 12, step):
            year, month = divmod(number, 12)
            if year > date.max.year or (day := date(year, month + 1, 1)) >= self.last:
                return
            if self.holds(day):
                label = str(year) if month == 0 else MONTHS[month]
                yield Tick(day, self.x(day), label, major=month == 0, spare=number // step % 2 == 1)


def named(ticks: Iterable[Tick], day_x: float | None, room: float) -> tuple[Tick, ...]:
    """The ticks, on a line of 100, whose names have room beside them: none stands on the line of the day or runs over
    the end. ``room``: the share of the line that a name takes.
    """
    free = (tick for tick in ticks if tick.x + room <= 100)
    return tuple(tick for tick in free if day_x is None or not tick.x - room / 8 <= day_x <= tick.x + room)


def around(days: list[date], *, today: date, margin: timedelta = timedelta(days=200)) -> Scale:
    """A scale that holds all the given days and today: from a New Year before them, and a fiftieth beyond the last."""
    first, last = min([*days, today]), max([*days, today])
    begin = date(max((first - margin).year, 1), 1, 1) if first > date.min + margin else date.min
    room = timedelta(days=(last - begin).days // 50 + 1)
    return Scale(begin, last + room if last <= date.max - room else date.max)
