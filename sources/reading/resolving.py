"""From a date expression to an ISO date, counted from the day of publication where it is relative.

Nothing is guessed: a weekday needs a day of publication, a day without its year needs one too, and without it the
expression stays open.
"""

import calendar as months
from datetime import date, timedelta

from .days import When

WEEK = 7
SLACK = 3
"""A day this little after publication may still be the past (time zones, late editions)."""


def resolve(when: When, published: date | None, *, future: bool) -> str | None:
    """The ISO date of an expression, or None where the day of publication is needed and missing."""
    if when.unit in {"day", "month", "year"} and when.offset is None:
        return absolute(when, published, future=future)
    if published is None:
        return None
    if when.unit == "weekday":
        return weekday_near(when, published, future=future).isoformat()
    return shifted(when.unit, when.offset or 0, published)


def absolute(when: When, published: date | None, *, future: bool) -> str | None:
    """A calendar date; a missing year is the one nearest to publication in the right direction."""
    year = when.year
    if when.unit == "year":
        return f"{year:04d}"
    if year is None:
        if published is None or when.month is None:
            return None
        year = published.year
        there = date(year, when.month, min(when.day or 1, 28))
        if not future and there > published + timedelta(days=SLACK):
            year -= 1
        elif future and there < published - timedelta(days=SLACK + 28 * (when.day is None)):
            year += 1
    if when.day is None:
        return f"{year:04d}-{when.month:02d}"
    if when.month == 2 and when.day == 29 and not months.isleap(year):
        return None
    return f"{year:04d}-{when.month:02d}-{when.day:02d}"


def weekday_near(when: When, published: date, *, future: bool) -> date:
    """The weekday nearest to publication: on or before it, or after it where the act lies ahead."""
    ahead = when.offset == 1 or (future and when.offset is None)
    if ahead:
        step = ((when.weekday or 0) - published.weekday() - 1) % WEEK + 1
        return published + timedelta(days=step)
    back = (published.weekday() - (when.weekday or 0)) % WEEK
    if when.offset == -1 and back == 0:
        back = WEEK
    return published - timedelta(days=back)


def shifted(unit: str, offset: int, published: date) -> str:
    """Publication moved by units: a day, a month or a year; a week as the month it lies in, or as an
    interval.
    """
    if unit == "day":
        return (published + timedelta(days=offset)).isoformat()
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(days=WEEK * offset)
        sunday = monday + timedelta(days=WEEK - 1)
        if monday.month == sunday.month:
            return f"{monday:%Y-%m}"
        return f"{monday - timedelta(days=1):%Y-%m-%d}/{sunday:%Y-%m-%d}"
    if unit == "month":
        count = published.year * 12 + published.month - 1 + offset
        return f"{count // 12:04d}-{count % 12 + 1:02d}"
    return f"{published.year + offset:04d}"
