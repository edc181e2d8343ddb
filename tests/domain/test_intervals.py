"""Spans of days, whose end is not one of them."""

from datetime import date

import pytest
from hypothesis import given

from designations.domain.intervals import Span, earlier, later
from tests.strategies import DAYS, spans


@given(spans(), spans(), DAYS)
def test_a_day_is_in_the_intersection_if_it_is_in_both(one: Span, two: Span, day: date) -> None:
    both = one.intersect(two)

    assert both == two.intersect(one)
    assert (both is not None and both.contains(day)) == (one.contains(day) and two.contains(day))


@given(spans(), DAYS)
def test_days_are_counted_where_both_sides_are_known(span: Span, day: date) -> None:
    length = span.length()

    assert (length is None) == (span.starts is None or span.ends is None)
    assert length is None or length > 0
    assert not span.contains(day) or span.intersect(Span(day, None)) is not None


def test_an_empty_span_is_no_span() -> None:
    day = date(2020, 5, 1)

    assert Span.between(day, day) is None
    with pytest.raises(ValueError, match="its end is exclusive"):
        Span(day, day)


def test_an_end_is_not_one_of_the_days() -> None:
    span = Span(date(2020, 5, 1), date(2020, 5, 3))

    assert span.contains(date(2020, 5, 2))
    assert not span.contains(date(2020, 5, 3))
    assert span.length() == 2


def test_an_open_side_is_the_last_of_ends_and_the_first_of_beginnings() -> None:
    day, next_day = date(2020, 5, 1), date(2020, 5, 2)

    assert later(None, day) == later(day, None) == day
    assert earlier(None, day) == earlier(day, None) == day
    assert later(day, next_day) == next_day
    assert earlier(day, next_day) == day
