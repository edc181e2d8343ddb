"""A day keeps its place."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designations.charts.scale import Scale, around, named
from tests.charts.made import days, scales


@given(scales(), days)
def test_a_position_is_inside_the_line(scale: Scale, day: date) -> None:
    assert scale.left <= scale.x(day) <= scale.right


@given(scales(), days, days)
def test_the_order_of_days_is_the_order_of_positions(scale: Scale, one: date, other: date) -> None:
    assert (scale.x(min(one, other))) <= scale.x(max(one, other))


@given(scales(), st.none() | days, st.none() | days)
def test_a_span_has_width_and_stays_inside(scale: Scale, starts: date | None, ends: date | None) -> None:
    span = scale.span(starts, ends)

    if span is None:
        assert starts is not None or ends is not None
    else:
        x, width = span
        assert width > 0
        assert scale.left <= x
        assert x + width <= scale.right + 0.001


@given(scales())
def test_the_whole_line_is_the_span_open_at_both_ends(scale: Scale) -> None:
    x, width = scale.span(None, None) or (None, None)

    assert x == scale.left
    assert width == scale.right - scale.left


@given(scales(), days, st.integers(1, 400), st.integers(1, 400))
def test_neighbouring_spans_touch(scale: Scale, day: date, before: int, after: int) -> None:
    left = scale.span(day - timedelta(before), day)
    right = scale.span(day, day + timedelta(after))

    if left and right:
        assert sum(left) == pytest.approx(right[0], abs=0.002)


@given(scales(), st.integers(3, 30))
def test_ticks_are_in_order_on_the_line_and_few(scale: Scale, at_most: int) -> None:
    ticks = scale.ticks(at_most)

    assert [tick.day for tick in ticks] == sorted({tick.day for tick in ticks})
    assert all(scale.holds(tick.day) and tick.x == scale.x(tick.day) for tick in ticks)
    assert len(ticks) <= at_most + 1


def test_decades_are_the_major_ticks_of_a_long_line() -> None:
    ticks = Scale(date(1997, 1, 1), date(2027, 1, 1)).ticks()

    assert [(tick.label, tick.major) for tick in ticks] == [
        ("2000", True),
        ("2005", False),
        ("2010", True),
        ("2015", False),
        ("2020", True),
        ("2025", False),
    ]


def test_a_short_line_is_divided_by_months() -> None:
    ticks = Scale(date(2023, 11, 15), date(2024, 3, 1)).ticks()

    assert [tick.label for tick in ticks] == ["Dec", "2024", "Feb"]
    assert [tick.major for tick in ticks] == [False, True, False]


def test_a_line_at_the_end_of_the_calendar_has_ticks() -> None:
    assert [tick.label for tick in Scale(date(9999, 10, 1), date.max).ticks()] == ["Oct", "Nov", "Dec"]


@given(st.lists(st.dates(), max_size=5), st.dates())
def test_a_scale_around_days_shows_each_of_them(stated: list[date], today: date) -> None:
    scale = around(stated, today=today)

    assert all(scale.holds(day) or day >= scale.last == date.max for day in [*stated, today])


@pytest.mark.parametrize(
    ("first", "last", "left", "right"),
    [
        (date(2024, 1, 1), date(2024, 1, 1), 0, 100),
        (date(2024, 1, 2), date(2024, 1, 1), 0, 100),
        (date(2024, 1, 1), date(2024, 1, 2), 5, 5),
    ],
    ids=["no day", "backwards", "no width"],
)
def test_a_line_without_extent_is_refused(first: date, last: date, left: float, right: float) -> None:
    with pytest.raises(ValueError, match="a scale needs"):
        Scale(first, last, left, right)


@given(scales(), st.floats(0, 100), st.floats(1, 20))
def test_names_of_ticks_keep_clear_of_the_end_and_of_the_line_of_the_day(scale, day_x, room):
    ticks = Scale(scale.first, scale.last).ticks()
    kept = named(ticks, day_x, room)

    assert set(kept) <= set(ticks)
    assert all(tick.x + room <= 100 for tick in kept)
    assert all(day_x < tick.x or day_x > tick.x + room for tick in kept)
    assert named(ticks, None, 0) == ticks
