"""Reads the shipped tables as plain rows, and stated dates as the spans that they mean."""

import calendar
import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of ``data/<name>.csv``, every cell a string."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def span(stated: str) -> tuple[date, date]:
    """Earliest and latest day of a stated date; an open side reaches to the ends of the calendar.

    Raises ``ValueError`` for a day that does not exist.
    """
    if "/" in stated:
        after, by = stated.split("/")
        earliest = date.min if after == ".." else span(after)[1] + timedelta(days=1)
        return earliest, date.max if by == ".." else span(by)[1]
    parts = [int(part) for part in stated.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        last = calendar.monthrange(parts[0], parts[1])[1]
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], last)
    day = date(parts[0], parts[1], parts[2])
    return day, day


def meet(one: str, other: str) -> bool:
    """Whether two stated dates have a day in common."""
    (first, last), (begin, end) = span(one), span(other)
    return first <= end and begin <= last
