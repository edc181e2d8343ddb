"""Conflicts between listings, each with its parties and its sentence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from designations.models import Conflict, Keeper, Membership
from designations.queries.absent import Absent
from designations.queries.conflict_rows import ConflictRow, read
from designations.queries.moments import Moment, holds
from designations.queries.pages import EVERYTHING, Cut, Page


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which conflicts are wanted; what is left empty leaves nothing out.

    ``authority``: it stopped or keeps; ``with_authority``: that other one is a party too. ``bloc``: a body whose member
    stopped, or whose rule it is. ``group``: or its relative. ``open``: on the day read; ``open_since``: on some day
    from then. ``opened_from`` and ``opened_until``: the first and the last day of beginning. ``by_default``: only what
    default views show. ``acts``: keys of stopping acts. ``whole_history``: also those that began after the day.
    ``regime``: slug of a list under which one stopped or keeps.
    ``unlike``: not those that are open in the very same form at that other moment too.
    """

    rule: tuple[str, ...] = ()
    weight: tuple[str, ...] = ()
    likeness: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    authority: str = ""
    with_authority: str = ""
    bloc: str = ""
    group: str = ""
    regime: str = ""
    open: bool | None = None
    open_since: date | None = None
    opened_from: date | None = None
    opened_until: date | None = None
    by_default: bool | None = None
    acts: tuple[str, ...] = ()
    whole_history: bool = False
    unlike: Moment | None = None


def conflicts(moment: Moment, wanted: Wanted | None = None, cut: Cut = EVERYTHING) -> Page[ConflictRow]:
    """The conflicts begun by the day, as the edition knows them, the latest first. At most seven queries."""
    rows = _filtered(moment, wanted or Wanted()).order_by("-starts", "rule", "key")
    total = rows.count() if cut.counts else None
    found = read(moment, rows[cut.slice])
    return Page(found, len(found) if total is None else total)


def conflict(moment: Moment, key: str) -> ConflictRow:
    """The conflict of a key as the edition knows it, begun or not. Seven queries. Raises Absent."""
    found = read(moment, Conflict.objects.known_at(moment.edition).filter(key=key))
    if not found:
        raise Absent(f"Edition {moment.edition} of the record knows no conflict '{key}'.")
    return found[0]


def versions(moment: Moment, key: str) -> tuple[ConflictRow, ...]:
    """Every form in which the conflict was known up to the edition, the latest first."""
    rows = Conflict.objects.filter(key=key, known_from__lte=moment.edition).order_by("-known_from")
    return read(moment, rows)


def by_keys(moment: Moment, keys: Collection[str]) -> dict[str, ConflictRow]:
    """The conflicts of some keys that the edition knows, by key."""
    found = read(moment, Conflict.objects.known_at(moment.edition).filter(key__in=keys))
    return {row.key: row for row in found}


def _filtered(moment: Moment, wanted: Wanted) -> QuerySet[Conflict]:
    rows = Conflict.objects.known_at(moment.edition).filter(_when(moment, wanted))
    for column, given in (
        ("rule__in", wanted.rule),
        ("weight__in", wanted.weight),
        ("likeness__in", wanted.likeness),
        ("grade__in", wanted.grade),
        ("act__key__in", wanted.acts),
    ):
        if given:
            rows = rows.filter(**{column: given})
    for code in (wanted.authority, wanted.with_authority):
        if code:
            rows = rows.filter(_party_is(code))
    if wanted.bloc:
        rows = rows.filter(_in_bloc(moment, wanted.bloc.upper()))
    if wanted.group:
        rows = rows.filter(of_group(wanted.group))
    if wanted.regime:
        slug = wanted.regime.lower()
        rows = rows.filter(Q(regime__slug=slug) | Exists(_keepers(regime__slug=slug)))
    return rows if wanted.by_default is None else rows.filter(by_default=wanted.by_default)


def _when(moment: Moment, wanted: Wanted) -> Q:
    """Which beginnings and ends are wanted."""
    when = Q() if wanted.whole_history else Q(starts__lte=moment.day)
    if wanted.open is not None:
        is_open = holds(moment.day)
        when &= is_open if wanted.open else ~is_open
    if wanted.open_since:
        when &= Q(ends=None) | Q(ends__gt=wanted.open_since)
    if wanted.opened_from:
        when &= Q(starts__gte=wanted.opened_from)
    if wanted.opened_until:
        when &= Q(starts__lte=wanted.opened_until)
    if wanted.unlike:
        # A conflict that changes is another row.
        known_then = Q(known_from__lte=wanted.unlike.edition) & (
            Q(known_until=None) | Q(known_until__gt=wanted.unlike.edition)
        )
        when &= ~(known_then & holds(moment.day) & holds(wanted.unlike.day))
    return when


def of_group(slug: str) -> Q:
    """Conflicts of a group, or of its relative, or in which it is kept."""
    slug = slug.lower()
    return Q(group__slug=slug) | Q(other_group__slug=slug) | Q(Exists(_keepers(group__slug=slug)))


def _keepers(**which: Any) -> QuerySet[Keeper]:
    return Keeper.objects.filter(conflict=OuterRef("pk"), **which)


def _party_is(code: str) -> Q:
    return Q(authority__code=code.upper()) | Q(Exists(_keepers(authority__code=code.upper())))


def _in_bloc(moment: Moment, code: str) -> Q:
    """The body's own conflicts, and those of a member that stopped while it belonged."""
    belonged = Membership.objects.known_at(moment.edition).filter(
        Q(starts=None) | Q(starts__lte=OuterRef("starts")),
        Q(ends=None) | Q(ends__gt=OuterRef("starts")),
        member=OuterRef("authority"),
        body__code=code,
    )
    return Q(body__code=code) | Q(authority__code=code) | Q(Exists(belonged))
