"""Made histories with a fixed seed: a registry of 60 authorities, and acts in editions as an archive would fill.

More events means more groups, each with a history of about ``per_group`` acts; more of those, longer histories.
Some acts are recorded late: long after the rest of what their group did, among the acts of other groups.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

SEED = 20_260_601
AUTHORITIES = 60
EVENTS_PER_GROUP = 80
FIRST, LAST = date(1997, 1, 1), date(2026, 6, 30)
RETRACTED, CORRECTED, LATE = 0.05, 0.03, 0.01
"""Shares of all acts: taken back later, stated anew later, held back for at least so many editions:"""
LATE_BY = 50
CLOSING = 0.08
"""The share of acts that close, near that of the shipped record."""


@dataclass(frozen=True, slots=True)
class MadeAct:
    """An act to be published: who, whom, what, when."""

    regime: str
    group: str
    kind: str
    effect: str
    day: date


def codes(count: int = AUTHORITIES) -> list[str]:
    """Codes of made authorities: two bodies and states."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return ["UN", "EU", *(f"Q{letters[number // 26]}{letters[number % 26]}" for number in range(count - 2))]


def regimes() -> list[tuple[str, str, str, bool]]:
    """(slug, authority, kind, binds members): one list for each, a second for every sixth."""
    found = []
    for place, code in enumerate(codes()):
        kind = ("sanctions", "terrorist_designation", "court_ban")[place % 3]
        found.append((f"{code.lower()}-list", code, kind, code in ("UN", "EU")))
        if place % 6 == 5:
            found.append((f"{code.lower()}-second", code, "sanctions", False))
    return found


def acts(events: int, *, per_group: int = EVENTS_PER_GROUP, seed: int = SEED) -> Iterator[MadeAct]:
    """Exactly so many acts, group after group, each group's regime by regime in the order of their days."""
    groups = (_acts_of(f"made-{number}", random.Random(f"{seed}:{number}"), per_group) for number in itertools.count())
    return itertools.islice(itertools.chain.from_iterable(groups), events)


def editions(
    events: int, count: int, *, per_group: int = EVENTS_PER_GROUP, seed: int = SEED
) -> Iterator[list[MadeAct]]:
    """The same acts in ``count`` editions of about one size, those recorded late in a later edition than the rest."""
    source = random.Random(seed)
    stream = acts(events, per_group=per_group, seed=seed)
    held: dict[int, list[MadeAct]] = {}
    for number in range(count):
        size = events * (number + 1) // count - events * number // count
        of_edition = held.pop(number, [])
        for act in itertools.islice(stream, size):
            if source.random() < LATE and number + LATE_BY < count:
                held.setdefault(source.randrange(number + LATE_BY, count), []).append(act)
            else:
                of_edition.append(act)
        yield of_edition


def _acts_of(group: str, source: random.Random, wanted: int) -> Iterator[MadeAct]:
    lists = regimes()
    chosen = source.sample(lists, k=min(len(lists), 14))
    each = max(1, wanted // len(chosen))
    days = (LAST - FIRST).days
    for slug, _, _, _ in chosen:
        day = FIRST + timedelta(days=source.randrange(days // 3))
        open_now = False
        for _ in range(each):
            roll = source.random()
            if not open_now:
                kind, effect, open_now = "listed", "open", True
            elif roll < CLOSING:
                kind, effect, open_now = "delisted", "close", False
            else:
                kind, effect = source.choice((("renewed", "none"), ("confirmed", "none"), ("amended", "none")))
            yield MadeAct(slug, group, kind, effect, day)
            day += timedelta(days=source.randrange(20, max(21, 2 * days // (3 * each))))
            if day > LAST:
                break


def at(edition: int) -> datetime:
    """The instant of an edition: after the last act, editions follow each other by the hour."""
    return datetime(2026, 7, 1, tzinfo=UTC) + timedelta(hours=edition)
