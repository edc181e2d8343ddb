"""Stated dates: a day, a month, a year or a span, as a source states it and never padded to a false day.

The written form is that of ISO 8601: ``2023-12-29``, ``2023-12``, ``2023`` or an interval ``A/B`` with either side
open as ``..``. An interval says "after A, by B": its earliest day is the day after A ends, its latest the last of B.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

_PART = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199


class DateError(ValueError):
    """A text is no stated date; the message says what was wrong and what to write."""


class Precision(StrEnum):
    """How finely a date is stated."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as stated, with the earliest and the latest day that it can mean. None: open on that side."""

    text: str
    earliest: date | None
    latest: date | None

    @classmethod
    def parse(cls, text: str) -> StatedDate:
        """Read the written form. Raises DateError with a sentence that helps."""
        return _parse(text.strip())

    @classmethod
    def on(cls, day: date) -> StatedDate:
        """The date stated as one day."""
        return cls(day.isoformat(), day, day)

    def __str__(self) -> str:
        return self.text

    @property
    def precision(self) -> Precision:
        """How finely it is stated."""
        if "/" in self.text:
            return Precision.SPAN
        return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(self.text)]

    def compatible(self, other: StatedDate) -> bool:
        """Whether some day fits both."""
        return not _after(self.earliest, other.latest) and not _after(other.earliest, self.latest)

    def days_apart(self, other: StatedDate) -> int:
        """Days between two dates that cannot both be right; 0 where they can."""
        if self.compatible(other):
            return 0
        gaps = [
            (late.earliest - early.latest).days
            for early, late in ((self, other), (other, self))
            if early.latest is not None and late.earliest is not None
        ]
        return max(gaps)

    def narrowed(self, other: StatedDate) -> StatedDate | None:
        """The finest date that says what both say, or None where they contradict each other.

        Where the two mean the same days, the shorter writing stands, whichever is asked.
        """
        if not self.compatible(other):
            return None
        earliest = max((day for day in (self.earliest, other.earliest) if day), default=None)
        latest = min((day for day in (self.latest, other.latest) if day), default=None)
        for known in sorted((self, other), key=lambda stated: (len(stated.text), stated.text)):
            if (known.earliest, known.latest) == (earliest, latest):
                return known
        return _spanning(earliest, latest)


@lru_cache(maxsize=8192)
def _parse(text: str) -> StatedDate:
    if "/" in text:
        return _interval(text)
    first, last = _bounds(text)
    return StatedDate(text, first, last)


def _after(one: date | None, two: date | None) -> bool:
    return one is not None and two is not None and one > two


def _spanning(earliest: date | None, latest: date | None) -> StatedDate:
    if earliest is not None and earliest == latest:
        return StatedDate.on(earliest)
    left = (earliest - timedelta(days=1)).isoformat() if earliest else ".."
    return StatedDate(f"{left}/{latest.isoformat() if latest else '..'}", earliest, latest)


def _bounds(text: str, first_year: int = EARLIEST_YEAR) -> tuple[date, date]:
    """First and last day of a day, month or year."""
    match = _PART.fullmatch(text)
    if not match:
        raise DateError(f"'{text}' is no date: write a year (2023), a month (2023-12) or a day (2023-12-29)")
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year < first_year:
        raise DateError(f"'{text}' lies before {EARLIEST_YEAR}: no list of this kind is that old")
    if year > LATEST_YEAR:
        raise DateError(f"'{text}' lies after {LATEST_YEAR}: write a year, month or day that can be meant")
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        raise DateError(f"'{text}' has no such month: months run from 01 to 12")
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last)
    if not 1 <= day <= last:
        raise DateError(f"'{text}' does not exist: that month has {last} days")
    return date(year, month, day), date(year, month, day)


def _interval(text: str) -> StatedDate:
    left, _, right = text.partition("/")
    if "/" in right or not left or not right:
        raise DateError(f"'{text}' is no span: write 'after A, by B' as A/B, an open side as '..'")
    if left == right == "..":
        raise DateError("a span open on both sides states no date")
    # The day before all others may be excluded, so that every narrowed date can be written.
    earliest = None if left == ".." else _bounds(left, EARLIEST_YEAR - 1)[1] + timedelta(days=1)
    latest = None if right == ".." else _bounds(right)[1]
    if _after(earliest, latest):
        raise DateError(f"'{text}' ends before it begins: in A/B the day A itself is excluded")
    return StatedDate(text, earliest, latest)
