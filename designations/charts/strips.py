"""Small pictures that are read at a glance: when each conflict was open, and the years since a beginning,
side by side.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from designations.charts.scale import DECIMALS, Scale, Tick

YEAR_NAMES = 18
"""Height of the line of year names, in pixels."""

NUMBER = 11
"""From the end of a bar down to the base line of its number, in pixels."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict to be placed: open from a day until a day (exclusive; ``None``: still open)."""

    key: str
    rule: str
    weight: str
    starts: date
    ends: date | None
    title: str
    href: str = ""
    presumed: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """A conflict placed on the line."""

    conflict: Conflict
    x: float
    width: float
    open: bool


@dataclass(frozen=True, slots=True)
class Strips:
    """One strip a row, in the order given, over one axis; ``day_x`` is the day asked for, if it is on the
    line.
    """

    ticks: tuple[Tick, ...]
    rows: tuple[Strip, ...]
    day_x: float | None


def conflict_strips(conflicts: Iterable[Conflict], *, scale: Scale, day: date, today: date) -> Strips:
    """Place conflicts on a scale, open ones until today; those wholly outside it are left out."""
    now = min(today + timedelta(days=1), scale.last)
    placed = [(conflict, scale.span(conflict.starts, conflict.ends or now)) for conflict in conflicts]
    rows = tuple(Strip(conflict, *span, open=conflict.ends is None) for conflict, span in placed if span)
    return Strips(scale.ticks(), rows, scale.x(day) if scale.holds(day) else None)


@dataclass(frozen=True, slots=True)
class Column:
    """A year with a bar that reaches up (``rise``) and one that reaches down (``fall``), both as heights in
    the frame.
    """

    year: int
    x: float
    width: float
    rise: float
    fall: float
    top: float
    up: int
    down: int

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.x + self.width / 2, DECIMALS)

    @property
    def below(self) -> float:
        """How far below the base line the number of those that left stands, in pixels."""
        return round(self.fall + NUMBER, DECIMALS)


@dataclass(frozen=True, slots=True)
class Years:
    """Entries above and exits below a base line at ``base`` in a frame of ``height``; ``label`` years are
    named. ``levels``: round counts above the line with their heights in the frame, so that a bar can be read off.
    """

    columns: tuple[Column, ...]
    base: float
    height: float
    highest: int
    lowest: int
    labels: tuple[tuple[int, float], ...]
    levels: tuple[tuple[int, float], ...] = ()

    @property
    def frame(self) -> float:
        """Height with the line of year names below the bars, in pixels."""
        return self.height + YEAR_NAMES


def entries_and_exits(
    up: Mapping[int, int], down: Mapping[int, int], *, years: range, height: float = 100.0, gap: float = 0.24
) -> Years:
    """Bars of a count for each year, above and below one line, to one scale; years outside the range are left
    out.

    ``gap`` is the share of a year's width left free. Raises ``ValueError`` for an empty range.
    """
    if not years:
        raise ValueError("entries and exits need at least one year")
    highest = max((up.get(year, 0) for year in years), default=0)
    lowest = max((down.get(year, 0) for year in years), default=0)
    unit = height / (highest + lowest) if highest + lowest else 0.0
    step = 100 / len(years)
    columns = tuple(
        Column(
            year,
            x=round(index * step + step * gap / 2, DECIMALS),
            width=round(step * (1 - gap), DECIMALS),
            rise=round(up.get(year, 0) * unit, DECIMALS),
            fall=round(down.get(year, 0) * unit, DECIMALS),
            top=round((highest - up.get(year, 0)) * unit, DECIMALS),
            up=up.get(year, 0),
            down=down.get(year, 0),
        )
        for index, year in enumerate(years)
    )
    labels = tuple((column.year, column.middle) for column in columns if not column.year % 5)
    levels = tuple((number, round((highest - number) * unit, DECIMALS)) for number in _levels(highest))
    return Years(columns, round(highest * unit, DECIMALS), height, highest, lowest, labels, levels)


def _levels(highest: int) -> range:
    """Round counts up to the highest: three at most, and one at least where there is anything to count."""
    step = next(step for power in count() for step in (10**power, 2 * 10**power, 5 * 10**power) if highest < 4 * step)
    return range(step, highest + 1, step)


@dataclass(frozen=True, slots=True)
class Series:
    """A count at the end of each year."""

    key: str
    title: str
    values: tuple[tuple[int, int], ...]
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the small multiples: a stepped area as path data in a frame of 100 by ``height``, and its last
    and top value.
    """

    series: Series
    area: str
    line: str
    last: int
    top: int
    first_year: int
    last_year: int


def multiples(series: Sequence[Series], *, height: float = 32.0, shared: bool = True) -> tuple[Panel, ...]:
    """Draw each series in a frame of its own, all to one scale (``shared``) or each to its own top."""
    top_of_all = max((value for one in series for _, value in one.values), default=0)
    return tuple(_panel(one, top_of_all if shared else 0, height) for one in series if one.values)


def _panel(series: Series, top: int, height: float) -> Panel:
    values = sorted(series.values)
    own_top = max(value for _, value in values)
    scale = height / max(top, own_top, 1)
    first, last = values[0][0], values[-1][0]
    step = 100 / (last - first + 1)
    path = ""
    for year, value in values:
        x, y = (year - first) * step, height - value * scale
        path += f"{'V' if path else f'M{_short(x)} '}{_short(y)}H{_short(x + step)}"
    return Panel(series, f"{path}V{_short(height)}H0Z", path, values[-1][1], own_top, first, last)


def _short(number: float) -> str:
    return f"{round(number, 2):g}"
