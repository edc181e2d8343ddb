"""The two clocks of a read: the day in the world, and the edition of the record."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from designations.models import Edition

EDITION = re.compile(r"e?([1-9][0-9]{0,15})")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadMoment(ValueError):
    """``as_of`` or ``known_at`` cannot be read; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a read stands on: a day, an edition with its instant, and what is present for comparison.

    An empty record has edition 0, recorded at no time.
    """

    day: date
    edition: int
    recorded_at: datetime | None
    today: date
    latest: int

    @property
    def past_day(self) -> bool:
        """Whether another day than today is shown."""
        return self.day != self.today

    @property
    def past_edition(self) -> bool:
        """Whether an edition is shown that others have followed."""
        return self.edition != self.latest


def moment(*, as_of: str, known_at: str, now: datetime) -> Moment:
    """The moment that two parameters ask for; an empty one asks for the present.

    ``as_of`` is a day, ``known_at`` an edition (``e17``) or an RFC 3339 instant. Raises BadMoment.
    """
    today = now.astimezone(UTC).date()
    day = _day(as_of) if as_of else today
    latest = Edition.objects.order_by("-number").values_list("number", "at").first() or (0, None)
    number, recorded_at = _edition(known_at, latest, now) if known_at else latest
    return Moment(day, number, recorded_at, today, latest[0])


def _day(text: str) -> date:
    if DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise BadMoment(f"There is no day {text} in the calendar.") from None
    raise BadMoment("Write as_of as a day, such as 2024-06-10.")


def _edition(text: str, latest: tuple[int, datetime | None], now: datetime) -> tuple[int, datetime | None]:
    if match := EDITION.fullmatch(text):
        number = int(match[1])
        if number > latest[0]:
            raise BadMoment(f"There is no edition {number} yet; the latest is e{latest[0]}.")
        return Edition.objects.values_list("number", "at").get(number=number)
    instant = _instant(text)
    if instant > now:
        raise BadMoment("known_at lies in the future; leave it out for the latest edition.")
    known = Edition.objects.filter(at__lte=instant).order_by("-number").values_list("number", "at").first()
    return known or (0, None)


def _instant(text: str) -> datetime:
    try:
        # In an address a plus sign that was not escaped arrives as a space.
        instant = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or DAY.fullmatch(text):
        raise BadMoment("Write known_at as an edition, such as e17, or an instant with its zone, 2026-03-01T12:00:00Z.")
    return instant
