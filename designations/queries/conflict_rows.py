"""A conflict as a row: its parties, and its sentence as the edition it belongs to would have told it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from designations.domain import sentences
from designations.domain.acts import EventKind, RegimeKind, Scope
from designations.domain.conflicts import Likeness, Rule
from designations.domain.dates import StatedDate
from designations.models import Conflict
from designations.queries.descriptions import AS_NOW, AUTHORITY, GROUP, Descriptions
from designations.queries.instruments import Instrument, instrument_timeline
from designations.queries.marks import KEPT
from designations.queries.moments import Moment
from designations.queries.rows import placed
from designations.queries.timelines import Timeline


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

    @property
    def kept_by(self) -> tuple[str, ...]:
        """Codes of the authorities that keep their listings."""
        return tuple(dict.fromkeys(party.authority for party in self.parties))


_COLUMNS = (
    "pk", "key", "rule", "weight", "weight_reason", "group__slug", "group__name", "other_group__slug",
    "other_group__name", "act__key", "act_id", "scope", "suspended", "reason", "earliest", "starts", "ends",
    "likeness", "grade", "presumed_only", "by_default", "facets", "known_from", "known_until", "under",
)  # fmt: skip


Side = tuple[Moment, QuerySet[Conflict]]
"""A moment, and conflicts that are read at it."""


def read(moment: Moment, rows: QuerySet[Conflict], then: Descriptions = AS_NOW) -> tuple[ConflictRow, ...]:
    """Conflicts as rows, each told as the last edition knew it at which it stood so; groups, authorities and lists go
    by their names of now, or by those of ``then``. Two queries.
    """
    [told] = read_each([(moment, rows)], then)
    return told


def read_each(sides: Sequence[Side], then: Descriptions = AS_NOW) -> list[tuple[ConflictRow, ...]]:
    """Conflicts of several moments as rows, side by side. Two queries."""
    held = _held(sides)
    if then.before:
        held = [[_named_then(row, then) for row in rows] for rows in held]
    past = _past([row for rows in held for row in rows], _newest(sides), then)
    return [
        tuple(
            _row(moment, row, past, min(moment.edition, (row["known_until"] or moment.edition + 1) - 1)) for row in rows
        )
        for (moment, _), rows in zip(sides, held, strict=True)
    ]


def _newest(sides: Sequence[Side]) -> Moment:
    return max((moment for moment, _ in sides), key=lambda moment: moment.edition)


def sentences_at_ends(moment: Moment, rows: QuerySet[Conflict], numbers: Collection[int]) -> dict[tuple[str, int], str]:
    """By key and edition: conflicts as the edition told them that first said so, or, where it withdrew them, as the one
    before it did; only editions among ``numbers``. Two queries.
    """
    [held] = _held([(moment, rows)])
    past = _past(held, moment)
    told: dict[tuple[str, int], str] = {}
    for row in held:
        begun, ended = row["known_from"], row["known_until"]
        if begun in numbers:
            told[row["key"], begun] = _row(moment, row, past, begun).sentence
        if ended in numbers:
            told.setdefault((row["key"], ended), _row(moment, row, past, ended - 1).sentence)
    return told


def _named_then(row: dict[str, Any], then: Descriptions) -> dict[str, Any]:
    """A conflict, or a keeper, under the names that an edition had."""
    sides = (
        (AUTHORITY, "authority__code", "authority__name"),
        (AUTHORITY, "body__code", "body__name"),
        (GROUP, "group__slug", "group__name"),
        (GROUP, "other_group__slug", "other_group__name"),
    )
    named: dict[str, Any] = {name: then.name(kind, row[key], row[name]) for kind, key, name in sides if row.get(key)}
    if "kept" in row:
        # In the order that these names give, as the database would: by the points of the code.
        kept = [_named_then(keeper, then) for keeper in row["kept"]]
        named["kept"] = sorted(kept, key=itemgetter("authority__name", "regime__slug", "group__slug"))
    return {**row, **named}


# Written out: putting these words together anew for every page took longer than the database did. Regimes and
# authorities are looked up apart: to plan three joins more, of so many, takes it longer than all it has to do.
_HELD = """
SELECT wanted.side, conflict.id, conflict.key, conflict.rule, conflict.weight, conflict.weight_reason, own.slug,
    own.name, other.slug, other.name, act.key, conflict.act_id, conflict.scope, conflict.suspended, conflict.reason,
    conflict.earliest, conflict.starts, conflict.ends, conflict.likeness, conflict.grade, conflict.presumed_only,
    conflict.by_default, conflict.facets, conflict.known_from, conflict.known_until,
    (SELECT slug FROM designations_regime WHERE id = conflict.regime_id),
    (SELECT json_build_array(code, name) FROM designations_authority WHERE id = conflict.authority_id),
    (SELECT json_build_array(code, name) FROM designations_authority WHERE id = conflict.body_id),
    ARRAY(
        SELECT json_build_object('authority__code', authority.code, 'authority__name', authority.name,
            'regime__slug', regime.slug, 'group__slug', kept.slug, 'group__name', kept.name,
            'opened_by__key', opening.key, 'scope', keeper.scope, 'starts', keeper.starts, 'ends', keeper.ends,
            'seen', keeper.seen, 'last_seen', keeper.last_seen, 'grade', keeper.grade)
        FROM designations_keeper keeper
        JOIN designations_authority authority ON authority.id = keeper.authority_id
        JOIN designations_regime regime ON regime.id = keeper.regime_id
        JOIN designations_group kept ON kept.id = keeper.group_id
        JOIN designations_act opening ON opening.id = keeper.opened_by_id
        WHERE {kept} ORDER BY authority.name, regime.slug, kept.slug
    ),
    ARRAY(
        SELECT json_build_object('kind', kind, 'since', recorded_in, 'until', retracted_in, 'stated', stated)
        FROM designations_event WHERE act_id = conflict.act_id AND recorded_in <= wanted.newest
    ),
    ARRAY(
        SELECT json_build_object('since', recorded_in, 'until', retracted_in, 'stated', stated)
        FROM designations_settlement WHERE act_id = conflict.act_id AND recorded_in <= wanted.newest
    ),
    ARRAY(
        SELECT json_build_object('since', known_from, 'until', known_until, 'dates', dates)
        FROM designations_trouble WHERE key = 'dispute:' || act.key AND known_from <= wanted.newest
    )
FROM ({wanted}) wanted(side, newest, id, place)
JOIN designations_conflict conflict ON conflict.id = wanted.id
JOIN designations_act act ON act.id = conflict.act_id
JOIN designations_group own ON own.id = conflict.group_id
LEFT JOIN designations_group other ON other.id = conflict.other_group_id
ORDER BY wanted.side, wanted.place
"""


def _held(sides: Sequence[Side]) -> list[list[dict[str, Any]]]:
    """Conflicts with their keepers, and with all that the editions up to the newest that is read said of their acts."""
    newest = _newest(sides).edition
    wanted, parameters = placed([(rows, newest) for _, rows in sides])
    held: list[list[dict[str, Any]]] = [[] for _ in sides]
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(_HELD.format(wanted=wanted, kept=KEPT.format("conflict")), parameters)
            for side, *told, stopper, body, kept, stated, settled, disputes in cursor.fetchall():
                named = {**_named("authority", stopper), **_named("body", body)}
                past = {"kept": kept, "told": stated, "settled": settled, "disputes": disputes}
                held[side].append({**dict(zip(_COLUMNS, told, strict=True)), **named, **past})
    return held


def _named(side: str, told: tuple[str, str] | None) -> dict[str, str]:
    """Code and name of an authority that a conflict may name."""
    code, name = told or ("", "")
    return {f"{side}__code": code, f"{side}__name": name}


@dataclass(frozen=True)
class _Past:
    """What the editions said of the parts of some conflicts: regimes by slug, all else by act."""

    regimes: Timeline[str, Instrument]
    events: Timeline[int, tuple[str, str]]
    settled: Timeline[int, str]
    disputes: Timeline[int, tuple[str, ...]]
    then: Descriptions

    def regime(self, slug: str, edition: int) -> Instrument:
        """A regime as an edition had it."""
        held = self.regimes.at(slug, edition)
        if held is None:
            raise LookupError(f"edition {edition} has a conflict under {slug} and no terms of that regime")
        return self.then.instrument(held) if self.then.before else held

    def stop(self, row: Mapping[str, Any], edition: int) -> tuple[str, str, tuple[str, ...]]:
        """Kind of the stopping act, the date that the record held for it, and the others that sources stated."""
        kind, stated = self.events.at(row["act_id"], edition) or (_DELISTED, row["starts"].isoformat())
        stated = self.settled.at(row["act_id"], edition) or stated
        if row["earliest"] == row["starts"]:
            stated = row["starts"].isoformat()
        disputed = self.disputes.at(row["act_id"], edition) or ()
        return kind, stated, tuple(other for other in disputed if other != stated)


_DELISTED = EventKind.DELISTED.value


def _past(held: Sequence[Mapping[str, Any]], moment: Moment, then: Descriptions = AS_NOW) -> _Past:
    # Conflicts of one act carry the same past of it.
    by_act = {row["act_id"]: row for row in held}
    return _Past(
        regimes=instrument_timeline(moment) if held else Timeline(()),
        events=Timeline(
            (act, it["since"], it["until"], (it["kind"], it["stated"]))
            for act, row in by_act.items()
            for it in row["told"]
        ),
        settled=Timeline(
            (act, it["since"], it["until"], it["stated"]) for act, row in by_act.items() for it in row["settled"]
        ),
        disputes=Timeline(
            (act, it["since"], it["until"], tuple(it["dates"])) for act, row in by_act.items() for it in row["disputes"]
        ),
        then=then,
    )


def _keeper(row: Mapping[str, Any]) -> dict[str, Any]:
    """A keeper as JSON told it, its days as days."""
    return {**row, **{name: date.fromisoformat(row[name]) for name in ("starts", "ends", "last_seen") if row[name]}}


def _party(row: Mapping[str, Any], kept: Instrument) -> Party:
    return Party(
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


def _row(moment: Moment, row: Mapping[str, Any], past: _Past, edition: int) -> ConflictRow:
    kind, stated, others = past.stop(row, edition)
    regime = past.regime(row["under"], edition)
    kept = [(keeper, past.regime(keeper["regime__slug"], edition)) for keeper in map(_keeper, row["kept"])]
    return ConflictRow(
        key=row["key"],
        rule=row["rule"],
        weight=row["weight"],
        weight_reason=row["weight_reason"],
        group=row["group__slug"],
        group_name=row["group__name"],
        other_group=row["other_group__slug"] or "",
        other_group_name=row["other_group__name"] or "",
        authority=row["authority__code"],
        authority_name=row["authority__name"],
        body=row["body__code"],
        body_name=row["body__name"],
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
        parties=tuple(_party(keeper, instrument) for keeper, instrument in kept),
        sentence=sentences.sentence(_told(row, kept, kind, stated, others, regime)),
        known_from=row["known_from"],
        known_until=row["known_until"] if (row["known_until"] or 0) <= moment.edition else None,
    )


def _told(
    row: Mapping[str, Any],
    kept: Sequence[tuple[Mapping[str, Any], Instrument]],
    kind: str,
    stated: str,
    others: tuple[str, ...],
    regime: Instrument,
) -> sentences.Told:
    return sentences.Told(
        rule=Rule(row["rule"]),
        group=row["group__name"],
        scope=Scope(row["scope"]),
        instrument=_instrument(regime),
        when=StatedDate.parse(stated),
        kept=[
            sentences.Kept(
                authority=keeper["authority__name"],
                instrument=_instrument(instrument),
                group=keeper["group__name"],
                scope=Scope(keeper["scope"]),
                starts=keeper["starts"],
                ends=keeper["ends"],
                seen=keeper["seen"],
            )
            for keeper, instrument in kept
        ],
        likeness=Likeness(row["likeness"]),
        authority=row["authority__name"],
        act_kind=EventKind(kind),
        suspended=row["suspended"],
        others=[StatedDate.parse(other) for other in others],
        body=row["body__name"],
        other_group=row["other_group__name"] or "",
        starts=row["starts"],
        ends=row["ends"],
    )


def _instrument(regime: Instrument) -> sentences.Instrument:
    return sentences.Instrument(
        regime.title, RegimeKind(regime.kind), regime.list_phrase, regime.members, regime.binds_ground
    )
