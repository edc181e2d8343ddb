"""Strips and small multiples keep their frames and their counts."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designations.charts import strips
from designations.charts.scale import Scale
from designations.charts.strips import Conflict, Series
from tests.charts.made import clashes, days

LINE = Scale(date(1997, 1, 1), date(2027, 1, 1))
years = st.dictionaries(st.integers(1997, 2026), st.integers(0, 300))


@given(st.lists(clashes(), max_size=6), days)
def test_strips_keep_their_order_and_their_frame(spans: list[object], day: date) -> None:
    conflicts = [Conflict(one.key, "bloc", one.weight, one.starts, one.ends, "") for one in spans]  # type: ignore[attr-defined]
    picture = strips.conflict_strips(conflicts, scale=LINE, day=day, today=LINE.last)

    assert [row.conflict for row in picture.rows] == [
        one for one in conflicts if one.starts < LINE.last and (one.ends is None or one.ends > LINE.first)
    ]
    assert all(row.x >= 0 and row.width > 0 and row.x + row.width <= 100.001 for row in picture.rows)
    assert all(row.open == (row.conflict.ends is None) for row in picture.rows)
    assert (picture.day_x is None) == (not LINE.holds(day))


@given(years, years)
def test_bars_share_one_scale_and_fill_the_height(up: dict[int, int], down: dict[int, int]) -> None:
    picture = strips.entries_and_exits(up, down, years=range(1997, 2027), height=80)

    assert [column.year for column in picture.columns] == list(range(1997, 2027))
    assert all(abs(column.top + column.rise - picture.base) < 0.01 for column in picture.columns)
    assert all(column.rise <= picture.base + 0.01 for column in picture.columns)
    assert all(picture.base + column.fall <= 80.01 for column in picture.columns)
    assert all(column.x >= 0 and column.x + column.width <= 100.001 for column in picture.columns)
    assert all((column.rise > 0) == (column.up > 0) for column in picture.columns)
    assert all((column.fall > 0) == (column.down > 0) for column in picture.columns)
    assert [year for year, _ in picture.labels] == [2000, 2005, 2010, 2015, 2020, 2025]


@given(years)
def test_round_counts_stand_where_a_bar_of_that_count_would_end(up: dict[int, int]) -> None:
    picture = strips.entries_and_exits(up, {}, years=range(1997, 2027), height=80)
    counts = [count for count, _ in picture.levels]

    assert len(counts) <= 3
    assert bool(counts) == bool(picture.highest)
    assert all(
        count <= picture.highest and str(count).rstrip("0") in {"1", "2", "3", "4", "5", "6", "15"} for count in counts
    )
    for count, y in picture.levels:
        assert y == pytest.approx(picture.base * (1 - count / picture.highest), abs=0.01)


def test_bars_of_no_year_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one year"):
        strips.entries_and_exits({}, {}, years=range(0))


@given(st.lists(years.filter(bool), max_size=5), st.booleans())
def test_panels_stay_inside_their_frame(counts: list[dict[int, int]], shared: bool) -> None:
    series = [Series(str(index), str(index), tuple(one.items())) for index, one in enumerate(counts)]
    panels = strips.multiples(series, height=32, shared=shared)

    assert len(panels) == len(series)
    for panel in panels:
        heights = [float(number) for number in re.findall(r"V([\d.]+)", panel.area)]
        across = [float(number) for number in re.findall(r"H([\d.]+)", panel.area)]
        assert all(0 <= y <= 32 for y in heights)
        assert all(0 <= x <= 100.01 for x in across)
        assert panel.top == max(value for _, value in panel.series.values)


def test_a_shared_scale_compares_panels_and_an_own_scale_fills_them() -> None:
    small, large = Series("a", "a", ((2000, 1), (2001, 2))), Series("b", "b", ((2000, 8), (2001, 4)))

    assert [panel.line for panel in strips.multiples([small, large], height=32)] == [
        "M0 28H50V24H100",
        "M0 0H50V16H100",
    ]
    assert [panel.line for panel in strips.multiples([small, large], height=32, shared=False)] == [
        "M0 16H50V0H100",
        "M0 0H50V16H100",
    ]
    assert strips.multiples([Series("c", "c", ())]) == ()
