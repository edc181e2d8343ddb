"""Days of the Persian solar calendar as days of ours."""

from datetime import date, timedelta

NOWRUZ = date(622, 3, 21)
"""The first day of the year 1."""
CYCLE_DAYS, CYCLE_YEARS = 12053, 33
LEAP = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
"""Leap years within a cycle of 33; right for every year from 1178 to 1633."""
LONG_MONTHS = 6


def gregorian(year: int, month: int, day: int) -> date:
    """The day of our calendar; ValueError if there is no such day."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= LONG_MONTHS else 30) and 1178 <= year <= 1633):
        raise ValueError(f"no day {year}-{month}-{day} in the Persian calendar")
    cycles, rest = divmod(year - 1, CYCLE_YEARS)
    leaps = sum(1 for place in range(1, rest + 1) if place in LEAP)
    days = cycles * CYCLE_DAYS + rest * 365 + leaps + (month - 1) * 30 + min(month - 1, LONG_MONTHS) + day - 1
    return NOWRUZ + timedelta(days=days)
