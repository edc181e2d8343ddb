"""Conflicts between listings, each with its parties and its sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from designations.domain import sentences
from designations.domain.acts import EventKind, RegimeKind, Scope
from designations.domain.conflicts import Likeness, Rule
from designations.domain.dates import StatedDate
from designations.models import Conflict, Event, Keeper, Membership, Settlement, Trouble
from designations.queries.absent import Absent
from designations.queries.instruments import Instrument, instruments
from designations.queries.moments import Moment, holds
from designations.queries.pages import EVERYTHING, Cut, Page


@dataclass(frozen=True, slots=True)
class Party:
    """A keeper: whose listing stays, under which regime, during which days, and how far that is seen."""

    authority: str
    authority_name: str
    regime: str
    regime_title: str
    regime_kind: str
    group: str
    group_name: str
    opened_by: str
    scope: str
    starts: date
    ends: date | None
    seen: bool
    last_seen: date | None
    grade: str


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict as an edition knows it. ``authority``: who stopped; empty for the rule ``scope``.

    ``stated``: the date that the record holds for the act; ``others``: dates that other sources state. ``open``: on the
    day read. ``known_from`` and ``known_until`` (exclusive): the editions during which it was known in this form.
    """

    key: str
    rule: str
    weight: str
    weight_reason: str
    group: str
    group_name: str
    other_group: str
    other_group_name: str
    authority: str
    authority_name: str
    body: str
    body_name: str
    regime: str
    regime_title: str
    regime_kind: str
    act: str
    act_kind: str
    stated: str
    others: tuple[str, ...]
    scope: str
    suspended: bool
    reason: str
    earliest: date | None
    starts: date
    ends: date | None
    open: bool
    likeness: str
    grade: str
    presumed_only: bool
    by_default: bool
    facets: tuple[str, ...]
    parties: tuple[Party, ...]
    sentence: str
    known_from: int
    known_until: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which conflicts are wanted; what is left empty leaves nothing out.

    ``authority``: it stopped or keeps; ``with_authority``: that other one is a party too. ``bloc``: a body whose member
    stopped, or whose rule it is. ``group``: or its relative. ``open``: on the day read. ``opened_from`` and
    ``opened_until``: the first and the last day of beginning. ``by_default``: only what default views show.
    ``acts``: keys of stopping acts. ``whole_history``: also those that began after the day.
    """

    rule: tuple[str, ...] = ()
    weight: tuple[str, ...] = ()
    likeness: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    authority: str = ""
    with_authority: str = ""
    bloc: str = ""
    group: str = ""
    open: bool | None = None
    opened_from: date | None = None
    opened_until: date | None = None
    by_default: bool | None = None
    acts: tuple[str, ...] = ()
    whole_history: bool = False


def conflicts(moment: Moment, wanted: Wanted | None = None, cut: Cut = EVERYTHING) -> Page[ConflictRow]:
    """The conflicts begun by the day, as the edition knows them, the latest first. At most seven queries."""
    rows = _filtered(moment, wanted or Wanted()).order_by("-starts", "rule", "key")
    total = rows.count() if cut.limit is not None else None
    found = _read(moment, rows[cut.slice])
    return Page(found, len(found) if total is None else total)


def conflict(moment: Moment, key: str) -> ConflictRow:
    """The conflict of a key as the edition knows it, begun or not. Raises Absent."""
    found = _read(moment, Conflict.objects.known_at(moment.edition).filter(key=key))
    if not found:
        raise Absent(f"Edition {moment.edition} of the record knows no conflict '{key}'.")
    return found[0]


def versions(moment: Moment, key: str) -> tuple[ConflictRow, ...]:
    """Every form in which the conflict was known up to the edition, the latest first."""
    rows = Conflict.objects.filter(key=key, known_from__lte=moment.edition).order_by("-known_from")
    return _read(moment, rows)


def by_keys(moment: Moment, keys: Collection[str]) -> dict[str, ConflictRow]:
    """The conflicts of some keys that the edition knows, by key."""
    found = _read(moment, Conflict.objects.known_at(moment.edition).filter(key__in=keys))
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
        slug = wanted.group.lower()
        rows = rows.filter(Q(group__slug=slug) | Q(other_group__slug=slug) | Exists(_keepers(group__slug=slug)))
    return rows if wanted.by_default is None else rows.filter(by_default=wanted.by_default)


def _when(moment: Moment, wanted: Wanted) -> Q:
    """Which beginnings and ends are wanted."""
    when = Q() if wanted.whole_history else Q(starts__lte=moment.day)
    if wanted.open is not None:
        is_open = holds(moment.day)
        when &= is_open if wanted.open else ~is_open
    if wanted.opened_from:
        when &= Q(starts__gte=wanted.opened_from)
    if wanted.opened_until:
        when &= Q(starts__lte=wanted.opened_until)
    return when


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


_COLUMNS = (
    "pk", "key", "rule", "weight", "weight_reason", "group__slug", "group__name", "other_group__slug",
    "other_group__name", "authority__code", "authority__name", "body__code", "body__name", "regime__slug", "act__key",
    "act_id", "scope", "suspended", "reason", "earliest", "starts", "ends", "likeness", "grade", "presumed_only",
    "by_default", "facets", "known_from", "known_until",
)  # fmt: skip


def _read(moment: Moment, rows: QuerySet[Conflict]) -> tuple[ConflictRow, ...]:
    held = list(rows.values(*_COLUMNS))
    if not held:
        return ()
    regimes = instruments(moment)
    parties = _parties([row["pk"] for row in held], regimes)
    stops = _stops({row["act_id"] for row in held}, moment)
    disputes = _disputes({row["act__key"] for row in held}, moment)
    return tuple(
        _row(moment, row, parties[row["pk"]], stops.get(row["act_id"]), disputes.get(row["act__key"], ()), regimes)
        for row in held
    )


def _parties(conflicts: list[int], regimes: Mapping[str, Instrument]) -> dict[int, list[Party]]:
    found: dict[int, list[Party]] = defaultdict(list)
    rows = Keeper.objects.filter(conflict__in=conflicts).order_by("authority__name", "regime__slug", "group__slug")
    for row in rows.values(
        "conflict_id", "authority__code", "authority__name", "regime__slug", "group__slug", "group__name",
        "opened_by__key", "scope", "starts", "ends", "seen", "last_seen", "grade",
    ):  # fmt: skip
        kept = regimes[row["regime__slug"]]
        found[row["conflict_id"]].append(
            Party(
                authority=row["authority__code"],
                authority_name=row["authority__name"],
                regime=kept.slug,
                regime_title=kept.title,
                regime_kind=kept.kind,
                group=row["group__slug"],
                group_name=row["group__name"],
                opened_by=row["opened_by__key"],
                scope=row["scope"],
                starts=row["starts"],
                ends=row["ends"],
                seen=row["seen"],
                last_seen=row["last_seen"],
                grade=row["grade"],
            )
        )
    return found


def _stops(acts: Collection[int], moment: Moment) -> dict[int, tuple[str, str]]:
    """Kind of an act, and the date that the record holds for it, settled or stated."""
    settled = dict(Settlement.objects.known_at(moment.edition).filter(act__in=acts).values_list("act_id", "stated"))
    rows = Event.objects.known_at(moment.edition).filter(act__in=acts).values_list("act_id", "kind", "stated")
    return {act: (kind, settled.get(act, stated)) for act, kind, stated in rows}


def _disputes(acts: Collection[str], moment: Moment) -> dict[str, tuple[str, ...]]:
    rows = Trouble.objects.known_at(moment.edition).filter(key__in=[f"dispute:{act}" for act in acts])
    return {acts[0]: tuple(dates) for acts, dates in rows.values_list("acts", "dates")}


def _row(
    moment: Moment,
    row: Mapping[str, Any],
    parties: Sequence[Party],
    stop: tuple[str, str] | None,
    disputed: tuple[str, ...],
    regimes: Mapping[str, Instrument],
) -> ConflictRow:
    kind, stated = stop or (EventKind.DELISTED.value, row["starts"].isoformat())
    if row["earliest"] == row["starts"]:
        stated = row["starts"].isoformat()
    others = tuple(other for other in disputed if other != stated)
    regime = regimes[row["regime__slug"]]
    return ConflictRow(
        key=row["key"],
        rule=row["rule"],
        weight=row["weight"],
        weight_reason=row["weight_reason"],
        group=row["group__slug"],
        group_name=row["group__name"],
        other_group=row["other_group__slug"] or "",
        other_group_name=row["other_group__name"] or "",
        authority=row["authority__code"] or "",
        authority_name=row["authority__name"] or "",
        body=row["body__code"] or "",
        body_name=row["body__name"] or "",
        regime=regime.slug,
        regime_title=regime.title,
        regime_kind=regime.kind,
        act=row["act__key"],
        act_kind=kind,
        stated=stated,
        others=others,
        scope=row["scope"],
        suspended=row["suspended"],
        reason=row["reason"],
        earliest=row["earliest"],
        starts=row["starts"],
        ends=row["ends"],
        open=row["starts"] <= moment.day and (row["ends"] is None or moment.day < row["ends"]),
        likeness=row["likeness"],
        grade=row["grade"],
        presumed_only=row["presumed_only"],
        by_default=row["by_default"],
        facets=tuple(row["facets"]),
        parties=tuple(parties),
        sentence=sentences.sentence(_told(row, parties, kind, stated, others, regimes)),
        known_from=row["known_from"],
        known_until=row["known_until"],
    )


def _told(
    row: Mapping[str, Any],
    parties: Sequence[Party],
    kind: str,
    stated: str,
    others: tuple[str, ...],
    regimes: Mapping[str, Instrument],
) -> sentences.Told:
    return sentences.Told(
        rule=Rule(row["rule"]),
        group=row["group__name"],
        scope=Scope(row["scope"]),
        instrument=_instrument(regimes[row["regime__slug"]]),
        when=StatedDate.parse(stated),
        kept=[
            sentences.Kept(
                authority=party.authority_name,
                instrument=_instrument(regimes[party.regime]),
                group=party.group_name,
                scope=Scope(party.scope),
                starts=party.starts,
                ends=party.ends,
                seen=party.seen,
            )
            for party in parties
        ],
        likeness=Likeness(row["likeness"]),
        authority=row["authority__name"] or "",
        act_kind=EventKind(kind),
        suspended=row["suspended"],
        others=[StatedDate.parse(other) for other in others],
        body=row["body__name"] or "",
        other_group=row["other_group__name"] or "",
        starts=row["starts"],
        ends=row["ends"],
    )


def _instrument(regime: Instrument) -> sentences.Instrument:
    return sentences.Instrument(
        regime.title, RegimeKind(regime.kind), regime.list_phrase, regime.members, regime.binds_ground
    )
