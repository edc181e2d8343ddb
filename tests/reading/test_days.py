"""Dates as articles give them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.reading.days import When, expressions
from sources.reading.grammar import grammar
from sources.reading.jalali import gregorian
from sources.reading.names import NameIndex
from sources.reading.resolving import resolve, weekday_near
from sources.reading.tokens import sentences
from sources.reading.views import view

WEDNESDAY = date(2024, 6, 5)


def found(language: str, text: str, published: date | None = WEDNESDAY, *, future: bool = False) -> list[str | None]:
    rules = grammar(language)
    (sentence,) = sentences(text, rules.abbreviations)
    seen = view(sentence, rules, NameIndex([], rules), 1, text)
    return [resolve(when, published, future=future) for when in expressions(seen)]


@pytest.mark.parametrize(
    ("language", "text", "iso"),
    [
        ("en", "It did so on Monday", "2024-06-03"),
        ("en", "It did so on Wednesday", "2024-06-05"),
        ("en", "It did so last Wednesday", "2024-05-29"),
        ("en", "It did so yesterday", "2024-06-04"),
        ("en", "It did so on Sept. 28, 2012", "2012-09-28"),
        ("en", "It did so on 28 September", "2023-09-28"),
        ("en", "It did so on Thursday, September 5, 2013", "2013-09-05"),
        ("en", "It did so in June", "2024-06"),
        ("en", "It did so in 2003", "2003"),
        ("en", "It did so last month", "2024-05"),
        ("en", "It may do so", None),
        ("ru", "Это было в понедельник", "2024-06-03"),
        ("ru", "Это было 25 октября 2023 года", "2023-10-25"),
        ("es", "Ocurrió el 7 de septiembre de 2021", "2021-09-07"),
        ("fr", "C'était le 1er décembre 2021", "2021-12-01"),
        ("de", "Das war am 4. Juni 2024", "2024-06-04"),
        ("pt", "Foi ontem", "2024-06-04"),
        ("tr", "Karar 16 Haziran 2014 günü alındı", "2014-06-16"),
        ("ar", "حدث ذلك يوم الاثنين", "2024-06-03"),
        ("fa", "این در ۸ دی ۱۴۰۲ بود", "2023-12-29"),
        ("ur", "یہ گزشتہ روز ہوا", "2024-06-04"),
        ("id", "Itu terjadi Kamis (29/4)", "2024-04-29"),
    ],
)
def test_expression_resolves_from_the_day_of_publication(language: str, text: str, iso: str | None) -> None:
    assert found(language, text) == ([iso] if iso else [])


def test_week_across_two_months_is_an_interval() -> None:
    assert found("en", "It did so last week", date(2024, 6, 5)) == ["2024-05-26/2024-06-02"]


def test_relative_day_without_publication_stays_open() -> None:
    assert found("en", "It did so on Monday", None) == [None]


def test_day_that_does_not_exist_is_no_date() -> None:
    assert found("en", "It did so on February 31, 2024") == [] or "2024-02-31" not in found(
        "en", "On February 31, 2024"
    )


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 6))
def test_weekday_lies_within_a_week_in_the_right_direction(published: date, day: int) -> None:
    when = When(0, 1, "weekday", weekday=day)
    back, ahead = (weekday_near(when, published, future=future) for future in (False, True))
    assert back.weekday() == ahead.weekday() == day
    assert 0 <= (published - back).days <= 6
    assert 1 <= (ahead - published).days <= 7


@pytest.mark.parametrize(
    ("persian", "ours"),
    [
        ((1402, 10, 8), date(2023, 12, 29)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1357, 11, 22), date(1979, 2, 11)),
    ],
)
def test_persian_day_is_a_day_of_ours(persian: tuple[int, int, int], ours: date) -> None:
    assert gregorian(*persian) == ours


def test_persian_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no day"):
        gregorian(1402, 13, 1)


def test_day_without_a_year_that_lies_ahead_is_next_year() -> None:
    assert found("en", "It will do so on 3 January", date(2023, 12, 20), future=True) == ["2024-01-03"]


def test_week_within_a_month_is_that_month() -> None:
    assert found("en", "It did so last week", date(2024, 6, 20)) == ["2024-06"]
