"""Days as lists print them, turned into stated dates: never more exact than the list is."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "september", "sept"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}


class UnreadableDate(ValueError):
    """A text is no date in any of the forms that its list uses."""


def _iso(text: str) -> str | None:
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ][\d:.]+)?(?:Z|[+-]\d\d:?\d\d)?)?)?", text)
    return _written(*found.groups()) if found else None


def _numbers(text: str) -> str | None:
    """Day, month, year; a part printed as ``00``, ``dd`` or ``mm`` is unknown."""
    found = re.fullmatch(r"(\d{1,2}|dd)[/.](\d{1,2}|mm)[/.](\d{4})(?: [\d:]+)?", text)
    if not found:
        return None
    day, month, year = found.groups()
    return _written(year, month if month.isdigit() else None, day if day.isdigit() else None)


def _american(text: str) -> str | None:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    return _written(found[3], found[1], found[2]) if found else None


def _words(text: str) -> str | None:
    found = re.fullmatch(r"(?:(\d{1,2})[ -])?([A-Za-z]{3,9})\.?[ -](\d{4})", text)
    if not found or found[2].lower() not in _MONTHS:
        return None
    return _written(found[3], str(_MONTHS[found[2].lower()]), found[1])


def _serial(text: str) -> str | None:
    """A day number of a workbook (1900 system); 60 is the day that never was."""
    found = re.fullmatch(r"(\d{1,6})(?:\.\d+)?", text)
    if not found or not 60 < int(found[1]) < 200_000:
        return None
    return (date(1899, 12, 30) + timedelta(days=int(found[1]))).isoformat()


FORMS: Mapping[str, Callable[[str], str | None]] = {
    "iso": _iso,
    "day/month/year": _numbers,
    "month/day/year": _american,
    "day month year": _words,
    "serial": _serial,
}


def _written(year: str, month: str | None, day: str | None) -> str | None:
    if not month or not int(month):
        return year
    if not day or not int(day):
        return f"{year}-{int(month):02d}" if 1 <= int(month) <= 12 else None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def stated(text: str, *forms: str) -> str | None:
    """The stated date in this text (a day, a month or a year), None for an empty text.

    ``forms`` are keys of ``FORMS``, tried in order. UnreadableDate if none fits. A time or a time zone
    behind the day is left out: the day is the publisher's own.
    """
    text = " ".join(text.split())
    if not text:
        return None
    for form in forms:
        if found := FORMS[form](text):
            return found
    raise UnreadableDate(f"“{text[:40]}” is no date of the form {' or '.join(forms)}")


def day_of(text: str, *forms: str) -> date | None:
    """The day in this text; None for an empty text. UnreadableDate if it is no whole day."""
    found = stated(text, *forms)
    if found is None:
        return None
    if len(found) != 10:
        raise UnreadableDate(f"“{text[:40]}” names no single day")
    return date.fromisoformat(found)
