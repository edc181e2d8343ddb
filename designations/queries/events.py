"""What the record says of acts: one row for each, with its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from designations.domain import acts as domain
from designations.domain.dates import StatedDate
from designations.models import Event
from designations.queries.identity import Identity, identity
from designations.queries.instruments import Instrument, instruments
from designations.queries.moments import Moment
from designations.queries.pages import EVERYTHING, Cut, Page
from designations.queries.rows import placed


@dataclass(frozen=True, slots=True)
class CitationRow:
    """Evidence as it is shown. ``read``: somebody read the fact there; otherwise it is a pointer."""

    key: str
    kind: str
    title: str
    publisher: str
    url: str
    published_on: str
    stated: str
    quote: str
    read: bool
    read_in: str
    language: str
    bytes_sha256: str
    redacted: bool


@dataclass(frozen=True, slots=True)
class EventRow:
    """The record's statement of an act at an edition.

    ``stated``: the date of the event itself; ``held``: the one that the record holds, settled by a person or made
    finer by agreeing sources, with its bounds; ``disputed``: the dates stated where they cannot all be right.
    ``group`` is what the group is read as; ``recorded_group`` what was recorded. ``grade`` is of read citations alone.
    ``recorded_in``: the edition that stated it so; ``first_recorded_in``: the one that first told of the act.
    """

    act: str
    authority: str
    authority_name: str
    regime: str
    regime_title: str
    regime_kind: str
    group: str
    group_name: str
    recorded_group: str
    kind: str
    effect: str
    stated: str
    held: str
    earliest: date | None
    latest: date | None
    settled_reason: str
    disputed: tuple[str, ...]
    scope: str
    scope_of: str
    reason: str
    official_ref: str
    note: str
    redacted: bool
    grade: str
    citations: tuple[CitationRow, ...]
    recorded_in: int
    first_recorded_in: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are wanted; what is left empty leaves nothing out.

    ``groups`` are slugs, also of groups read as another. ``dated_from`` and ``dated_until``: the event's own date may
    lie on or after the first, on or before the second. ``recorded_after`` and ``recorded_by``: editions that stated it.
    ``whole_history``: also those that surely happened after the day. ``dated``: not those that may have happened at any
    time before a day that is still to come ("by" it), of which nothing speaks for the day read.
    """

    groups: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    regimes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    acts: tuple[str, ...] | None = None
    dated_from: date | None = None
    dated_until: date | None = None
    recorded_after: int | None = None
    recorded_by: int | None = None
    whole_history: bool = False
    dated: bool = False
    year: int | None = None


def events(moment: Moment, wanted: Wanted | None = None, cut: Cut = EVERYTHING) -> Page[EventRow]:
    """The living events that may have happened by the day, the latest first. At most seven queries."""
    known_as = identity(moment)
    asked = wanted or Wanted()
    rows = _filtered(Event.objects.known_at(moment.edition), asked, known_as, moment.day)
    if not asked.whole_history:
        rows = by_day(rows, moment.day)
    if cut.limit is None:
        found = read(moment, latest_first(rows), known_as)
        return Page(found, len(found))
    found = read(moment, latest_first(rows)[cut.slice], known_as)
    return Page(found, rows.count() if cut.counts else len(found))


HAPPENED = Coalesce("latest", "earliest")
"""The day that an event is put at where one is needed: its latest, or its earliest where it has none."""


def latest_first(rows: QuerySet[Event]) -> QuerySet[Event]:
    """Events by their latest day, those without one as if it were their earliest."""
    return rows.order_by(HAPPENED.desc(), "-pk")


def by_day(rows: QuerySet[Event], day: date) -> QuerySet[Event]:
    """Those that may have happened by a day."""
    return rows.filter(Q(earliest__lte=day) | Q(earliest=None))


def dated(rows: QuerySet[Event], day: date) -> QuerySet[Event]:
    """Those of which more is known than that they happened by a later day."""
    return rows.filter(Q(earliest__isnull=False) | Q(latest__lte=day))


def of_groups(slugs: Collection[str], known_as: Identity) -> Q:
    """Events of groups by slug, with those of all that are read as them."""
    wanted = {slug.lower() for slug in slugs}
    tops = {known_as.canonical(pk) for pk, slug in known_as.slugs.items() if slug in wanted}
    ids = [member for top in tops for member in known_as.members(top)]
    return Q(group__slug__in=wanted) | Q(group__in=ids)


def _filtered(rows: QuerySet[Event], wanted: Wanted, known_as: Identity, day: date) -> QuerySet[Event]:
    if wanted.groups:
        rows = rows.filter(of_groups(wanted.groups, known_as))
    if wanted.authorities:
        rows = rows.filter(regime__authority__code__in=[code.upper() for code in wanted.authorities])
    for column, given in (
        ("regime__slug__in", wanted.regimes),
        ("kind__in", wanted.kinds),
        ("effect__in", wanted.effects),
    ):
        if given:
            rows = rows.filter(**{column: given})
    if wanted.acts is not None:
        rows = rows.filter(act__key__in=wanted.acts)
    if wanted.dated_from:
        rows = rows.filter(Q(latest__gte=wanted.dated_from) | Q(latest=None))
    if wanted.dated_until:
        rows = by_day(rows, wanted.dated_until)
    if wanted.dated:
        rows = dated(rows, day)
    if wanted.year is not None:
        rows = rows.alias(happened=HAPPENED).filter(happened__year=wanted.year)
    if wanted.recorded_after is not None:
        rows = rows.filter(recorded_in__gt=wanted.recorded_after)
    if wanted.recorded_by is not None:
        rows = rows.filter(recorded_in__lte=wanted.recorded_by)
    return rows


Side = tuple[Moment, QuerySet[Event], Identity]
"""A moment, events that are told at it, and whom it knows as whom."""


def read(moment: Moment, rows: QuerySet[Event], known_as: Identity) -> tuple[EventRow, ...]:
    """Events as rows, with the citations and the settled dates of the edition. Two queries."""
    [told] = read_each([(moment, rows, known_as)])
    return told


def read_each(sides: Sequence[Side]) -> list[tuple[EventRow, ...]]:
    """Events of several moments as rows, side by side. Two queries."""
    held = _held(sides)
    return [tuple(_rows(side, rows)) for side, rows in zip(sides, held, strict=True)]


def _rows(side: Side, held: Sequence[Mapping[str, Any]]) -> Iterator[EventRow]:
    moment, _, known_as = side
    regimes = instruments(moment) if held else {}
    for row in held:
        cited = [CitationRow(*each) for each in row["cited"]]
        yield _row(row, regimes[row["regime__slug"]], cited, _group(row, known_as))


_EVENT = (
    "act__key", "regime__slug", "group_id", "group__slug", "group__name", "kind", "effect", "scope", "scope_of__slug",
    "closing_reason", "stated", "official_ref", "note", "redacted_in_id", "recorded_in_id", "act__recorded_in_id",
    "settled_on", "settled_why", "cited",
)  # fmt: skip

# Written out: putting these words together anew for every page took longer than the database did.
_HELD = """
SELECT wanted.side, act.key, regime.slug, event.group_id, recorded.slug, recorded.name, event.kind, event.effect,
    event.scope, part.slug, event.closing_reason, event.stated, event.official_ref, event.note, event.redacted_in,
    event.recorded_in, act.recorded_in, settled.stated, settled.reason,
    ARRAY(
        SELECT json_build_array(key, kind, title, publisher, url, published_on, stated, quote, read, read_in, language,
            bytes_sha256, redacted_in IS NOT NULL)
        FROM designations_citation WHERE event_id = event.id
        AND recorded_in <= wanted.edition AND (retracted_in IS NULL OR retracted_in > wanted.edition) ORDER BY id
    )
FROM ({wanted}) wanted(side, edition, id, place)
JOIN designations_event event ON event.id = wanted.id
JOIN designations_act act ON act.id = event.act_id
JOIN designations_regime regime ON regime.id = event.regime_id
JOIN designations_group recorded ON recorded.id = event.group_id
LEFT JOIN designations_group part ON part.id = event.scope_of_id
LEFT JOIN LATERAL (
    SELECT stated, reason FROM designations_settlement WHERE act_id = event.act_id
    AND recorded_in <= wanted.edition AND (retracted_in IS NULL OR retracted_in > wanted.edition) LIMIT 1
) settled ON true
ORDER BY wanted.side, wanted.place
"""


def _held(sides: Sequence[Side]) -> list[list[dict[str, Any]]]:
    """Events with what is told of them. One query, or none where no side can have any."""
    wanted, parameters = placed([(rows, moment.edition) for moment, rows, _ in sides])
    held: list[list[dict[str, Any]]] = [[] for _ in sides]
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(_HELD.format(wanted=wanted), parameters)
            for side, *told in cursor.fetchall():
                held[side].append(dict(zip(_EVENT, told, strict=True)))
    return held


def _group(row: Mapping[str, Any], known_as: Identity) -> tuple[str, str]:
    """Slug and name of what the group of an event is read as."""
    top = known_as.into.get(row["group_id"])
    return (row["group__slug"], row["group__name"]) if top is None else (known_as.slugs[top], known_as.names[top])


def evidence(citation: CitationRow) -> domain.Citation:
    """A citation as the rules of grading and dating read it."""
    return domain.Citation(
        key=citation.key,
        kind=domain.CitationKind(citation.kind),
        stated=StatedDate.parse(citation.stated) if citation.stated else None,
        read=citation.read,
        publisher=citation.publisher,
        story=citation.bytes_sha256 or citation.url or citation.title,
    )


def _row(
    row: Mapping[str, Any],
    regime: Instrument,
    citations: list[CitationRow],
    group: tuple[str, str],
) -> EventRow:
    slug, name = group
    said = domain.Event(
        act=row["act__key"],
        regime=regime.slug,
        group=slug,
        kind=domain.EventKind(row["kind"]),
        effect=domain.Effect(row["effect"]),
        stated=StatedDate.parse(row["stated"]),
        citations=tuple(evidence(citation) for citation in citations),
        settled=StatedDate.parse(row["settled_on"]) if row["settled_on"] else None,
    )
    held = domain.date_of(said)
    disputed = domain.stated_dates(said) if domain.disputed(said) else ()
    return EventRow(
        act=row["act__key"],
        authority=regime.authority,
        authority_name=regime.authority_name,
        regime=regime.slug,
        regime_title=regime.title,
        regime_kind=regime.kind,
        group=slug,
        group_name=name,
        recorded_group=row["group__slug"],
        kind=row["kind"],
        effect=row["effect"],
        stated=row["stated"],
        held=held.text,
        earliest=held.earliest,
        latest=held.latest,
        settled_reason=row["settled_why"] or "",
        disputed=tuple(stated.text for stated in disputed),
        scope=row["scope"],
        scope_of=row["scope_of__slug"] or "",
        reason=row["closing_reason"],
        official_ref=row["official_ref"],
        note=row["note"],
        redacted=row["redacted_in_id"] is not None,
        grade=domain.grade(said.citations).value,
        citations=tuple(citations),
        recorded_in=row["recorded_in_id"],
        first_recorded_in=row["act__recorded_in_id"],
    )
