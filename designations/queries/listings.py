"""Listings: a group under a regime, in periods of one standing and scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from designations.models import Event, Period
from designations.queries.columns import HARD
from designations.queries.identity import identity
from designations.queries.instruments import Instrument, instruments
from designations.queries.moments import Moment, holds
from designations.queries.pages import EVERYTHING, Cut, Page, total_of

SURELY, PERHAPS, NO = "certain", "possible", "no"


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period of a listing, with both bounds of its beginning and its end.

    ``starts_*`` and ``ends_*`` are days as bounds (an empty end: still); ``certain_*`` and ``possible_*`` are spans,
    whose end is none of their days. ``on_day``: whether it stood on the day read, ``certain``, ``possible`` or ``no``.
    ``started`` and ``ended``: the dates as the events state them. ``known_from``: the edition that made it so.
    """

    authority: str
    authority_name: str
    regime: str
    regime_title: str
    regime_kind: str
    group: str
    group_name: str
    standing: str
    scope: str
    scope_of: str
    opened_by: str
    closed_by: str
    started: str
    ended: str
    starts_earliest: date | None
    starts_latest: date | None
    ends_earliest: date | None
    ends_latest: date | None
    certain_from: date | None
    certain_until: date | None
    possible_from: date | None
    possible_until: date | None
    on_day: str
    known_from: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which periods are wanted; what is left empty leaves nothing out.

    ``on_day``: only those that stood on the day read, surely or perhaps. ``hard``: only under regimes that make and
    break listings. ``whole_history``: also those that surely began after the day. ``ids``: rows that were found before.
    """

    groups: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    regimes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    on_day: bool = False
    hard: bool = False
    whole_history: bool = False
    ids: tuple[int, ...] = ()


def listings(moment: Moment, wanted: Wanted | None = None, cut: Cut = EVERYTHING) -> Page[PeriodRow]:
    """The periods that may have begun by the day, by authority, regime, group and beginning. At most four queries."""
    asked = wanted or Wanted()
    regimes = instruments(moment)
    rows = _filtered(moment, asked, regimes).order_by(*IN_ORDER)
    if not cut.counts:
        held = _read(moment, rows[cut.slice])
        return Page(_rows(moment, held, regimes), len(held))
    held = _read(moment, rows.annotate(total=total_of(rows))[cut.slice], "total")
    total = held[0]["total"] if held else rows.count() if cut.offset else 0
    return Page(_rows(moment, held, regimes), total)


def parted(moment: Moment, wanted: Wanted, each: int) -> tuple[Page[PeriodRow], Page[PeriodRow]]:
    """The periods that stood on the day, and the others, so many of either at most. At most four queries."""
    regimes = instruments(moment)
    stands = Case(When(holds(moment.day, "possible_from", "possible_until"), then=Value(True)), default=Value(False))
    rows = _filtered(moment, wanted, regimes).annotate(stands=stands)
    numbered = rows.annotate(
        place=Window(RowNumber(), partition_by="stands", order_by=IN_ORDER),
        alike=Window(Count("pk"), partition_by="stands"),
    )
    held = _read(moment, numbered.filter(place__lte=each).order_by(*IN_ORDER), "stands", "alike")
    standing, over = ([row for row in held if row["stands"] is on_day] for on_day in (True, False))
    return _part(moment, standing, regimes), _part(moment, over, regimes)


def _part(moment: Moment, held: list[dict[str, Any]], regimes: Mapping[str, Instrument]) -> Page[PeriodRow]:
    return Page(_rows(moment, held, regimes), held[0]["alike"] if held else 0)


def _rows(
    moment: Moment, held: Iterable[Mapping[str, Any]], regimes: Mapping[str, Instrument]
) -> tuple[PeriodRow, ...]:
    return tuple(_row(moment, row, regimes[row["listing__regime__slug"]]) for row in held)


IN_ORDER = (
    "listing__regime__authority__name",
    "listing__regime__slug",
    "listing__group__name",
    "listing__group__slug",
    "starts_latest",
    "pk",
)
"""By authority, regime, group and beginning."""


def _filtered(moment: Moment, wanted: Wanted, regimes: Mapping[str, Instrument]) -> QuerySet[Period]:
    rows = Period.objects.known_at(moment.edition)
    if not wanted.whole_history:
        rows = rows.filter(Q(possible_from=None) | Q(possible_from__lte=moment.day))
    if wanted.groups:
        slugs = {slug.lower() for slug in wanted.groups}
        read_as = identity(moment).read_as(slugs)
        rows = rows.filter(Q(listing__group__slug__in=slugs) | Q(listing__group__in=read_as))
    if wanted.authorities:
        codes = [code.upper() for code in wanted.authorities]
        rows = rows.filter(listing__regime__authority__code__in=codes)
    if wanted.kinds or wanted.hard:
        kinds = {*wanted.kinds} or {*HARD}
        of_kind = [
            regime.pk for regime in regimes.values() if regime.kind in kinds and (regime.hard or not wanted.hard)
        ]
        rows = rows.filter(listing__regime__in=of_kind)
    for column, given in (
        ("listing__regime__slug__in", wanted.regimes),
        ("standing__in", wanted.standings),
        ("scope__in", wanted.scopes),
    ):
        if given:
            rows = rows.filter(**{column: given})
    if wanted.ids:
        rows = rows.filter(pk__in=wanted.ids)
    if wanted.on_day:
        rows = rows.filter(holds(moment.day, "possible_from", "possible_until"))
    return rows


_COLUMNS = (
    "listing__regime__slug", "listing__group__slug", "listing__group__name", "standing", "scope", "scope_of__slug",
    "opened_by__key", "closed_by__key", "starts_earliest", "starts_latest",
    "ends_earliest", "ends_latest", "certain_from", "certain_until", "possible_from", "possible_until", "known_from",
)  # fmt: skip


def _read(moment: Moment, rows: QuerySet[Period], *more: str) -> list[dict[str, Any]]:
    living = Event.objects.known_at(moment.edition)
    dated = rows.annotate(
        started=Subquery(living.filter(act=OuterRef("opened_by")).values("stated")[:1]),
        ended=Subquery(living.filter(act=OuterRef("closed_by")).values("stated")[:1]),
    )
    return list(dated.values(*_COLUMNS, "started", "ended", *more))


def _row(moment: Moment, row: Mapping[str, Any], regime: Instrument) -> PeriodRow:
    return PeriodRow(
        authority=regime.authority,
        authority_name=regime.authority_name,
        regime=regime.slug,
        regime_title=regime.title,
        regime_kind=regime.kind,
        group=row["listing__group__slug"],
        group_name=row["listing__group__name"],
        standing=row["standing"],
        scope=row["scope"],
        scope_of=row["scope_of__slug"] or "",
        opened_by=row["opened_by__key"],
        closed_by=row["closed_by__key"] or "",
        started=row["started"] or "",
        ended=row["ended"] or "",
        starts_earliest=row["starts_earliest"],
        starts_latest=row["starts_latest"],
        ends_earliest=row["ends_earliest"],
        ends_latest=row["ends_latest"],
        certain_from=row["certain_from"],
        certain_until=row["certain_until"],
        possible_from=row["possible_from"],
        possible_until=row["possible_until"],
        on_day=_on_day(moment.day, row),
        known_from=row["known_from"],
    )


def _on_day(day: date, row: Mapping[str, Any]) -> str:
    begins, ends = row["certain_from"], row["certain_until"]
    if begins is not None and begins <= day and (ends is None or day < ends):
        return SURELY
    begins, ends = row["possible_from"], row["possible_until"]
    return PERHAPS if (begins is None or begins <= day) and (ends is None or day < ends) else NO
