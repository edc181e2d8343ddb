"""A good read told to the record: where list and record hold the same groups, every entry in force is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser

from designations.actions.editions import NothingToRecord
from designations.actions.registry import good_read
from designations.domain.acts import CoverageLevel, Scope
from designations.models import Coverage, Group, Regime
from designations.queries.listings import SURELY, Wanted, listings
from designations.queries.moments import pin
from sources import queries
from sources.following.enrolling import facts_of
from sources.models import Answer, ListEntry, Snapshot, Source

ACCOUNT = "official-lists"
"""Writes what official lists say, where no person does; nobody can sign in with it."""

WITHOUT_AN_ENTRY = frozenset({Scope.ALIAS_OF.value, Scope.ASSOCIATED.value, Scope.WING.value})
"""Scopes of listings that need no entry of their own: another name or a part of an entry, those around a group."""

MOST_NAMED = 5
"""Groups that a sentence names."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A list beside the record under a regime: slugs that only one of the two holds, and entries without an answer."""

    regime: str
    only_list: tuple[str, ...]
    only_record: tuple[str, ...]
    open: int

    @property
    def equal(self) -> bool:
        """Whether every entry is known, and none else is held to be in force."""
        return not (self.only_list or self.only_record or self.open)

    def __str__(self) -> str:
        parts = [
            f"{self.open} {'entry waits' if self.open == 1 else 'entries wait'} for an editor" if self.open else "",
            f"only the list holds {_named(self.only_list)}" if self.only_list else "",
            f"only the record holds {_named(self.only_record)}" if self.only_record else "",
        ]
        said = "; ".join(part for part in parts if part)
        return f"{self.regime}: {said or 'list and record hold the same groups'}."


def tell(source: Source, *, at: datetime) -> list[str]:
    """Tell the record of the last good read, for each regime whose whole list this is; a line for each.

    Complete coverage is claimed for the days on which the list stood so, and only where list and record agree.
    """
    last = Snapshot.objects.last_of(source)
    if last is None:
        return []
    lines = []
    for comparison in comparisons(source, last.last_seen_on, at):
        if comparison.equal:
            _good_read(source, last, comparison.regime, at)
        lines.append(str(comparison))
    return lines


def comparisons(source: Source, day: date, at: datetime) -> list[Comparison]:
    """A list beside the record of a day, for each regime whose whole list it is."""
    known = set(Regime.objects.values_list("slug", flat=True))
    return [_comparison(source, slug, day, at) for slug in facts_of(source).complete_for if slug in known]


def account() -> AbstractBaseUser:
    """The account in whose name lists are read."""
    user, _ = get_user_model().objects.get_or_create(username=ACCOUNT, defaults={"is_active": False})
    return user


def _comparison(source: Source, slug: str, day: date, at: datetime) -> Comparison:
    entries = ListEntry.objects.filter(source=source, present=True, regimes__contains=[slug])
    read_as = queries.groups_read_as()
    slugs = dict(Group.objects.values_list("pk", "slug"))
    listed = {slugs[read_as.get(pk, pk)] for pk in entries.exclude(group=None).values_list("group_id", flat=True) if pk}
    pks = {slug: pk for pk, slug in slugs.items()}
    rows = listings(pin(day.isoformat(), None, now=at), Wanted(regimes=(slug,), on_day=True))
    surely = [row for row in rows.rows if row.on_day == SURELY]
    held = {slugs[read_as.get(pks[row.group], pks[row.group])] for row in surely}
    own = {slugs[read_as.get(pks[row.group], pks[row.group])] for row in surely if row.scope not in WITHOUT_AN_ENTRY}
    return Comparison(
        slug,
        tuple(sorted(listed - held)),
        tuple(sorted(own - listed)),
        entries.filter(answer=Answer.OPEN.value).count(),
    )


def _good_read(source: Source, last: Snapshot, slug: str, at: datetime) -> None:
    regime = Regime.objects.get(slug=slug)
    starts, until = min(last.day, last.last_seen_on), last.last_seen_on + timedelta(days=1)
    before = last.compared_with
    bridge = timedelta(hours=2 * facts_of(source).frequency.hours)
    if before is not None and starts - before.last_seen_on <= bridge:
        starts = before.last_seen_on + timedelta(days=1)
    told = Coverage.objects.alive().filter(regime=regime, level=CoverageLevel.COMPLETE.value)
    if told.filter(starts__lte=starts, ends__gte=until).exists():
        return
    ground = f"{source.title}, read whole; list and record hold the same groups."
    try:
        good_read(regime=regime, starts=starts, until=until, ground=ground, by=account(), at=at)
    except NothingToRecord:
        return


def _named(slugs: Iterable[str]) -> str:
    shown = list(slugs)
    more = f" and {len(shown) - MOST_NAMED} more" if len(shown) > MOST_NAMED else ""
    return ", ".join(shown[:MOST_NAMED]) + more
