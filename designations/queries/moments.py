"""The two clocks of every read, pinned once: the day in the world and the edition of the record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import connection
from django.db.models import Q

from designations.domain.conflicts import RULES_VERSION

_EDITION = re.compile(r"e?([0-9]{1,15})")
_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
_ZONE = r"(Z|[+ -]([01][0-9]|2[0-3]):[0-5][0-9])"
_INSTANT = re.compile(rf"{_DAY.pattern}T{_CLOCK}{_ZONE}")

KNOWN_AT = rf"^({_EDITION.pattern}|{_INSTANT.pattern})$"
"""How ``known_at`` is written, as a regular expression."""


class BadMoment(ValueError):
    """``as_of`` or ``known_at`` cannot be read. The message is a sentence; ``parameter`` names which.

    ``missing``: it is well written, but there is no such day, instant or edition.
    """

    def __init__(self, parameter: str, sentence: str, *, missing: bool = False) -> None:
        super().__init__(sentence)
        self.parameter = parameter
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Moment:
    """What a read stands on: an edition of the record and a day in the world, with the present beside them.

    ``recorded_at``: the instant of the edition. An empty record has edition 0, recorded at no time.
    """

    edition: int
    day: date
    recorded_at: datetime | None
    latest: int
    today: date

    @property
    def past_edition(self) -> bool:
        """Whether editions have followed the one that is read."""
        return self.edition != self.latest

    @property
    def other_day(self) -> bool:
        """Whether another day than today is read."""
        return self.day != self.today

    def on(self, day: date) -> Moment:
        """The same edition on another day."""
        return Moment(self.edition, day, self.recorded_at, self.latest, self.today)


def pin(as_of: str | None, known_at: str | None, *, now: datetime) -> Moment:
    """The moment that two parameters ask for; left out (or empty), each is the present. One query.

    ``as_of``: a day, also one to come. ``known_at``: an edition (``e17``) or an RFC 3339 instant, which means the
    edition that was the latest then. Raises BadMoment where either is malformed, ``known_at`` lies beyond the
    present or before the first edition.
    """
    today = now.astimezone(UTC).date()
    day = day_of(as_of) if as_of else today
    number, instant = _asked(known_at, now) if known_at else (None, None)
    with connection.cursor() as cursor:
        cursor.execute(_PIN, {"number": number, "instant": instant})
        latest, found, recorded_at = cursor.fetchone() or (0, None, None)
    if found is None and known_at:
        raise _missing(number, latest)
    return Moment(found or 0, day, recorded_at, latest, today)


# Written out: every read begins with it, and an unchanged answer needs nothing else.
_PIN = """
SELECT ledger.edition, asked.number, asked.at
FROM designations_ledger ledger LEFT JOIN LATERAL (
    SELECT number, at FROM designations_edition
    WHERE number <= ledger.edition
    AND (%(number)s::bigint IS NULL OR number = %(number)s::bigint)
    AND (%(instant)s::timestamptz IS NULL OR at <= %(instant)s::timestamptz)
    ORDER BY number DESC LIMIT 1
) asked ON true
"""


def edition_of(text: str, pinned: Moment) -> int:
    """The number of an edition that is written as ``known_at`` writes it. Raises BadMoment where there is none yet."""
    match = _EDITION.fullmatch(text)
    number = int(match[1]) if match else 0
    if not 0 < number <= pinned.latest:
        raise _missing(number, pinned.latest)
    return number


def beside(pinned: Moment, asked: Sequence[tuple[date, int]]) -> list[Moment]:
    """Days in editions that there are, by the present of a moment that is pinned already. One query at most."""
    unknown = {number for _, number in asked} - {pinned.edition}
    recorded = {pinned.edition: pinned.recorded_at}
    if unknown:
        with connection.cursor() as cursor:
            cursor.execute("SELECT number, at FROM designations_edition WHERE number = ANY(%s)", [sorted(unknown)])
            recorded |= dict(cursor.fetchall())
    return [Moment(number, day, recorded[number], pinned.latest, pinned.today) for day, number in asked]


def etag(moment: Moment, variant: str, build: str) -> str:
    """The weak ETag of an answer: the same build, rules, edition, day and variant give the same bytes.

    ``variant`` tells apart the forms of one address; it holds letters, digits and hyphens.
    """
    return f'W/"{build}.r{RULES_VERSION}.e{moment.edition}.{moment.day.isoformat()}.{variant}"'


def day_of(text: str) -> date:
    """A day as ``as_of`` writes it. Raises BadMoment."""
    if not _DAY.fullmatch(text):
        raise BadMoment("as_of", "Write as_of as a day, such as as_of=2024-06-10.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadMoment("as_of", f"as_of: there is no day {text} in the calendar.", missing=True) from None


def _asked(text: str, now: datetime) -> tuple[int | None, datetime | None]:
    """Number of the edition, or instant, that ``known_at`` names."""
    match = _EDITION.fullmatch(text)
    if match:
        return int(match[1]), None
    if not _INSTANT.fullmatch(text):
        raise BadMoment(
            "known_at",
            "Write known_at as an edition, such as known_at=e17, or as an instant with its zone, such as "
            "known_at=2026-03-01T12:00:00Z.",
        )
    try:
        # In an address a plus sign that was not escaped arrives as a space.
        instant = datetime.fromisoformat(text.replace(" ", "+")).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadMoment("known_at", f"known_at: there is no instant {text} in the calendar.", missing=True) from None
    if instant > now:
        raise BadMoment(
            "known_at", "known_at lies in the future; leave it out to read the latest edition.", missing=True
        )
    return None, instant


def _missing(number: int | None, latest: int) -> BadMoment:
    if number is None:
        sentence = "known_at lies before the first edition; nothing was recorded then."
    elif number == 0 or latest == 0:
        sentence = "known_at: editions begin with e1; nothing was recorded before it."
    else:
        sentence = f"known_at: there is no edition {number} yet; the latest is e{latest}."
    return BadMoment("known_at", sentence, missing=True)


def holds(day: date, starts: str = "starts", ends: str = "ends") -> Q:
    """Rows whose span of days, open on either side where a column is empty, holds a day."""
    begun = Q(**{f"{starts}__isnull": True}) | Q(**{f"{starts}__lte": day})
    return begun & (Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gt": day}))
