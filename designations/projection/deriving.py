"""From acts to derived rows: what the rules say of some groups, as keyed values that can be compared and stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from designations.domain import acts, conflicts, positions
from designations.domain.intervals import Span
from designations.domain.keepers import Keeper
from designations.domain.periods import History, Period, fold
from designations.domain.positions import Position
from designations.domain.recall import Recall, same
from designations.domain.registry import Membership, Regime
from designations.domain.scene import Scene
from designations.domain.strips import Binding, bindings_in
from designations.projection.reading import Ledger, ListingKey
from designations.projection.stripping import Said, said_in_cells, strip_values

Values = dict[str, Any]
"""The columns of one derived row, by name, with keys of the registry as database ids."""

Key = tuple[Any, ...]
Rows = dict[Key, Values]
"""Derived rows of one table by their lasting key."""

TABLES = ("periods", "positions", "strips", "troubles", "conflicts")

Party = tuple[Any, ...]
"""A keeper as its conflict holds it, an item for each of the columns that ``storing.KEEPER`` names."""

STORED = (*TABLES, "keepers")
"""The tables of derived rows: what the rules say of groups, and the keepers of their conflicts by themselves."""

Derived = dict[str, dict[int, Rows]]
"""What the rules say: by table, then by id of the group."""


@dataclass(eq=False, slots=True)
class _Held:
    """The positions of one authority towards a group, as values and as rows, and what they were read from."""

    histories: list[History]
    regimes: dict[str, Regime]
    positions: tuple[Position, ...]
    grades: dict[str, str]
    rows: Rows


@dataclass(eq=False, slots=True)
class _Matrix:
    """What a group's rows of the matrix were made of: what each authority says, as text, and what covers it."""

    memberships: tuple[Membership, ...]
    bindings: list[Binding]
    said: dict[str, tuple[_Held, list[tuple[Span, Said]]]]
    positions: Rows
    strips: Rows

    def serves(self, held: dict[str, _Held]) -> bool:
        """Whether it was made of just these."""
        return self.said.keys() == held.keys() and all(self.said[each][0] is own for each, own in held.items())


@dataclass
class Memory:
    """What was derived of the same groups at an earlier edition: it serves again where its grounds have not changed."""

    histories: dict[ListingKey, tuple[Sequence[acts.Event], History]] = field(default_factory=dict)
    of_history: dict[ListingKey, tuple[History, Rows, Rows]] = field(default_factory=dict)
    of_authority: dict[tuple[str, str], _Held] = field(default_factory=dict)
    of_group: dict[str, _Matrix] = field(default_factory=dict)
    recalled: dict[str, Recall] = field(default_factory=lambda: defaultdict(Recall))
    of_conflict: dict[str, tuple[conflicts.Conflict, Values]] = field(default_factory=dict)

    def history(self, key: ListingKey, events: Sequence[acts.Event]) -> History:
        """The acts of a listing, folded."""
        known = self.histories.get(key)
        if known is None or known[0] != events:
            known = self.histories[key] = (events, fold(events))
        return known[1]


def derive(ledger: Ledger, groups: Iterable[int], comparing: Iterable[int], memory: Memory | None = None) -> Derived:
    """Periods, positions, strips, troubles of ``groups``; conflicts of ``comparing``, whose families are held."""
    memory = memory or Memory()
    histories = {key: memory.history(key, events) for key, events in ledger.events.items()}
    by_group: dict[str, list[History]] = defaultdict(list)
    for history in histories.values():
        by_group[history.group].append(history)
    derived: Derived = {table: {} for table in TABLES}
    for group in groups:
        own = by_group.get(ledger.slugs[group], [])
        derived["periods"][group], derived["troubles"][group] = _of_histories(own, ledger, memory)
        derived["positions"][group], derived["strips"][group] = _of_authorities(own, ledger, memory)
    scene = Scene(ledger.registry, histories)
    for group in comparing:
        slug = ledger.slugs[group]
        found = memory.recalled[slug].conflicts(slug, scene)
        derived["conflicts"][group] = {(conflict.key,): _of_conflict(conflict, ledger, memory) for conflict in found}
    return derived


def _of_conflict(conflict: conflicts.Conflict, ledger: Ledger, memory: Memory) -> Values:
    known = memory.of_conflict.get(conflict.key)
    if known is None or known[0] is not conflict:
        known = memory.of_conflict[conflict.key] = (conflict, _conflict(conflict, ledger))
    return known[1]


def _of_histories(histories: list[History], ledger: Ledger, memory: Memory) -> tuple[Rows, Rows]:
    periods: Rows = {}
    troubles: Rows = {}
    for history in histories:
        key = (history.regime, history.group)
        known = memory.of_history.get(key)
        if known is None or known[0] is not history:
            rows = known[1] if known is not None and known[0].periods == history.periods else _periods(history, ledger)
            known = memory.of_history[key] = (history, rows, _troubles(history, ledger))
        periods |= known[1]
        troubles |= known[2]
    return periods, troubles


def _of_authorities(histories: list[History], ledger: Ledger, memory: Memory) -> tuple[Rows, Rows]:
    by_authority: dict[str, list[History]] = defaultdict(list)
    for history in histories:
        by_authority[ledger.registry.authority_of(history.regime)].append(history)
    if not by_authority:
        return {}, {}
    held = {authority: _of_authority(authority, own, ledger, memory) for authority, own in by_authority.items()}
    matrix = _matrix(histories, held, ledger, memory)
    return matrix.positions, matrix.strips


def _of_authority(authority: str, histories: list[History], ledger: Ledger, memory: Memory) -> _Held:
    """What is known of an authority, itself, if its positions are what they were: many acts move none."""
    key = (authority, histories[0].group)
    known = memory.of_authority.get(key)
    if known is None or known.regimes is not ledger.registry.regimes:
        known = memory.of_authority[key] = _held(authority, histories, ledger)
    elif not same(known.histories, histories):
        if not _stand_as(histories, known.histories):
            held = _held(authority, histories, ledger)
            if (held.positions, held.grades) != (known.positions, known.grades):
                known = memory.of_authority[key] = held
        known.histories = histories
    return known


def _stand_as(some: list[History], others: list[History]) -> bool:
    return len(some) == len(others) and all(map(History.stands_as, some, others))


def _matrix(histories: list[History], held: dict[str, _Held], ledger: Ledger, memory: Memory) -> _Matrix:
    group, memberships = histories[0].group, ledger.registry.memberships
    bindings = bindings_in(histories, ledger.registry)
    known = memory.of_group.get(group)
    if known is None or known.memberships is not memberships or known.bindings != bindings:
        known = _Matrix(memberships, bindings, {}, {}, {})
    elif known.serves(held):
        return known
    said = {
        authority: known.said[authority]
        if authority in known.said and known.said[authority][0] is own
        else (own, said_in_cells(own.positions, own.grades, bindings, ledger.registry))
        for authority, own in held.items()
    }
    values = strip_values({authority: cells for authority, (_, cells) in said.items()}, bindings)
    strips: Rows = {(ledger.group_ids[group], starts): columns for starts, columns in values}
    positions = {key: columns for own in held.values() for key, columns in own.rows.items()}
    made = memory.of_group[group] = _Matrix(memberships, bindings, said, positions, strips)
    return made


def _periods(history: History, ledger: Ledger) -> Rows:
    listing = (ledger.regime_ids[history.regime], ledger.group_ids[history.group])
    return {(*listing, ledger.act_ids[period.opened_by]): _period(period, ledger) for period in history.periods}


def _period(period: Period, ledger: Ledger) -> Values:
    certain, possible = period.certain, period.possible
    ends = period.ends
    return {
        "closed_by_id": ledger.act_ids[period.closed_by] if period.closed_by else None,
        "standing": period.standing.value,
        "scope": period.scope.value,
        "scope_of_slug": period.scope_of,
        "starts_earliest": period.starts.earliest,
        "starts_latest": period.starts.latest,
        "ends_earliest": ends.earliest if ends else None,
        "ends_latest": ends.latest if ends else None,
        "certain_from": certain.starts if certain else None,
        "certain_until": certain.ends if certain else None,
        "possible_from": possible.starts if possible else None,
        "possible_until": possible.ends if possible else None,
    }


def _held(authority: str, histories: list[History], ledger: Ledger) -> _Held:
    group = histories[0].group
    towards = (ledger.group_ids[group], ledger.authority_ids[authority])
    events = {event.act: event for history in histories for event in history.events}
    said = positions.positions(authority, group, histories, ledger.registry)
    grades = {position.act: events[position.act].grade.value for position in said if position.act}
    rows: Rows = {}
    for position in said:
        rows[(*towards, position.span.starts)] = {
            "ends": position.span.ends,
            "state": position.state.value,
            "possible": position.possible,
            "mixed": position.mixed,
            "political": position.political,
            "scope": position.scope.value if position.scope else "",
            "regimes": list(position.regimes),
            "act_id": position.act,
            "grade": grades[position.act] if position.act else "",
        }
    return _Held(histories, ledger.registry.regimes, said, grades, rows)


def _troubles(history: History, ledger: Ledger) -> Rows:
    listing = (ledger.regime_ids[history.regime], ledger.group_ids[history.group])
    found: Rows = {}

    def add(kind: str, concerned: tuple[str, ...], why: str, stated: list[str], settled: bool = False) -> None:
        found[(":".join((kind, *concerned)),)] = {
            "listing": listing, "kind": kind, "acts": list(concerned), "why": why, "dates": stated, "settled": settled,
        }  # fmt: skip

    for misfit in history.misfits:
        add("misfit", (misfit.act,), misfit.why.value, [])
    for doubt in history.doubts:
        add("doubt", doubt.acts, doubt.why, [])
    for event in history.events:
        if acts.disputed(event):
            stated = [each.text for each in acts.stated_dates(event)]
            add("dispute", (event.act,), "sources_state_different_dates", stated, event.settled is not None)
    return found


def _conflict(conflict: conflicts.Conflict, ledger: Ledger) -> Values:
    return {
        "rule": conflict.rule.value,
        "weight": conflict.weight.value,
        "weight_reason": conflict.weight_reason,
        "group_id": ledger.group_ids[conflict.group],
        "other_group_id": ledger.group_ids[conflict.other_group] if conflict.other_group else None,
        "authority_id": ledger.authority_ids[conflict.authority] if conflict.authority else None,
        "body_id": ledger.authority_ids[conflict.body] if conflict.body else None,
        "regime_id": ledger.regime_ids[conflict.regime],
        "act_id": ledger.act_ids[conflict.act],
        "scope": conflict.scope.value,
        "suspended": conflict.suspended,
        "reason": conflict.reason.value if conflict.reason else "",
        "earliest": conflict.earliest,
        "starts": conflict.span.starts,
        "ends": conflict.span.ends,
        "likeness": conflict.likeness.value,
        "grade": conflict.grade.value,
        "presumed_only": conflict.presumed_only,
        "by_default": conflict.in_default_views,
        "facets": list(conflict.facets),
        "keepers": tuple([_keeper(party, ledger) for party in conflict.parties]),
    }


def _keeper(party: Keeper, ledger: Ledger) -> Party:
    return (
        ledger.authority_ids[party.authority],
        ledger.regime_ids[party.regime],
        ledger.group_ids[party.group],
        ledger.act_ids[party.opened_by],
        party.scope.value,
        party.span.starts,
        party.span.ends,
        party.seen,
        party.last_seen,
        party.grade.value,
    )
