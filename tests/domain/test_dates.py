"""Stated dates: as a source states them, never padded."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designations.domain.dates import DateError, Precision, StatedDate
from tests.strategies import DAYS, STATED

parse = StatedDate.parse


@given(STATED)
def test_a_stated_date_survives_print_and_parse(stated: StatedDate) -> None:
    assert parse(str(stated)) == stated


@given(STATED, STATED)
def test_narrowing_commutes_and_can_be_written(one: StatedDate, two: StatedDate) -> None:
    narrowed = one.narrowed(two)

    assert narrowed == two.narrowed(one)
    assert (narrowed is not None) == one.compatible(two) == two.compatible(one)
    assert narrowed is None or parse(narrowed.text) == narrowed


@given(STATED, STATED, DAYS)
def test_a_day_fits_the_narrowed_date_if_it_fits_both(one: StatedDate, two: StatedDate, day: date) -> None:
    on_day = StatedDate.on(day)
    narrowed = one.narrowed(two)

    fits_both = one.compatible(on_day) and two.compatible(on_day)
    assert fits_both == (narrowed is not None and narrowed.compatible(on_day))


@given(STATED, STATED)
def test_dates_are_apart_by_the_days_between_them_and_only_where_no_day_fits_both(
    one: StatedDate, two: StatedDate
) -> None:
    days = one.days_apart(two)

    assert days == two.days_apart(one) >= 0
    assert (days == 0) == one.compatible(two)


@given(DAYS, DAYS)
def test_two_days_are_apart_by_their_difference(one: date, two: date) -> None:
    assert StatedDate.on(one).days_apart(StatedDate.on(two)) == abs((one - two).days)


@given(STATED, STATED, STATED)
def test_narrowing_by_several_does_not_depend_on_their_order(
    one: StatedDate, two: StatedDate, three: StatedDate
) -> None:
    def bounds(*dates: StatedDate) -> tuple[date | None, date | None] | None:
        found: StatedDate | None = dates[0]
        for other in dates[1:]:
            found = found.narrowed(other) if found else None
        return (found.earliest, found.latest) if found else None

    assert bounds(one, two, three) == bounds(three, one, two) == bounds(two, three, one)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2023-12-29", date(2023, 12, 29), date(2023, 12, 29), Precision.DAY),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
        ("2013", date(2013, 1, 1), date(2013, 12, 31), Precision.YEAR),
        ("2013-05-01/2013-05-09", date(2013, 5, 2), date(2013, 5, 9), Precision.SPAN),
        ("2012/2013-05", date(2013, 1, 1), date(2013, 5, 31), Precision.SPAN),
        ("../2007-12-24", None, date(2007, 12, 24), Precision.SPAN),
        ("2021-04-25/..", date(2021, 4, 26), None, Precision.SPAN),
    ],
)
def test_a_stated_date_means_its_days(
    text: str, earliest: date | None, latest: date | None, precision: Precision
) -> None:
    stated = parse(f" {text} ")

    assert (stated.earliest, stated.latest, stated.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2023-02-29", "that month has 28 days"),
        ("2023-04-00", "that month has 30 days"),
        ("2023-13", "months run from 01 to 12"),
        ("29.12.2023", "is no date"),
        ("", "is no date"),
        ("2023-12-29\n2024", "is no date"),
        ("٢٠٢٣", "is no date"),
        ("1899", "lies before 1900"),
        ("../1899-12-31", "lies before 1900"),
        ("9999", "lies after 2199"),
        ("9999-12-31/..", "lies after 2199"),
        ("../..", "states no date"),
        ("2013/", "is no span"),
        ("/2013", "is no span"),
        ("2013/2014/2015", "is no span"),
        ("2013/2013", "the day A itself is excluded"),
        ("2013-05-09/2013-05-09", "the day A itself is excluded"),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text: str, why: str) -> None:
    with pytest.raises(DateError, match=why):
        parse(text)


def test_of_two_writings_of_the_same_days_the_shorter_stands() -> None:
    month, span = parse("2023-12"), parse("2023-11-30/2023-12-31")

    assert month.narrowed(span) == span.narrowed(month) == month


def test_a_date_narrowed_to_the_first_day_of_all_can_be_written() -> None:
    narrowed = parse("1900").narrowed(parse("../1900-06"))

    assert narrowed is not None
    assert parse(narrowed.text) == narrowed


def test_two_open_spans_narrow_to_a_closed_one() -> None:
    narrowed = parse("2019/..").narrowed(parse("../2020-02"))

    assert narrowed == parse("2019-12-31/2020-02-29")


@given(st.dates(date(1900, 1, 2), date(2199, 12, 31)))
def test_a_span_of_one_day_is_that_day(day: date) -> None:
    eve = StatedDate.parse(f"{(day - timedelta(days=1)).isoformat()}/..")
    narrowed = eve.narrowed(parse(f"../{day.isoformat()}"))

    assert narrowed == StatedDate.on(day)
