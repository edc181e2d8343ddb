"""From acts to derived rows: what the rules say of some groups, as keyed values that can be compared and stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from designations.domain import acts, conflicts
from designations.domain.keepers import Keeper
from designations.domain.periods import History, Period, fold
from designations.domain.recall import Recall
from designations.domain.scene import Scene
from designations.projection.matrices import Matrix
from designations.projection.reading import Ledger, ListingKey

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

Parts = dict[Hashable, Rows]
"""Derived rows of one table about a group, in parts that change each by itself: a listing's, an authority's.

A part that is the very same object as before says what it said.
"""

Derived = dict[str, dict[int, Parts]]
"""What the rules say: by table, then by id of the group."""


@dataclass(eq=False, slots=True)
class _Listing:
    """The acts of a listing, folded, and its rows, with the history that they were last read from."""

    events: Sequence[acts.Event]
    history: History
    told: History | None = None
    periods: Rows = field(default_factory=dict)
    troubles: Rows = field(default_factory=dict)

    def tell(self, ledger: Ledger) -> None:
        """Say its rows as an edition has it; those of periods that are what they were are the very same."""
        history, before = self.history, self.told
        if before is None or before.periods != history.periods:
            self.periods = _periods(history, ledger)
        troubles = _troubles(history, ledger)
        if troubles != self.troubles:
            self.troubles = troubles
        self.told = history


@dataclass
class Memory:
    """What was derived of the same groups at an earlier edition: it serves again where its grounds have not changed."""

    listings: dict[ListingKey, _Listing] = field(default_factory=dict)
    matrices: dict[str, Matrix] = field(default_factory=dict)
    recalled: dict[str, Recall] = field(default_factory=lambda: defaultdict(Recall))
    of_conflicts: dict[str, tuple[tuple[conflicts.Conflict, ...], Parts]] = field(default_factory=dict)

    def histories(self, events: Mapping[ListingKey, Sequence[acts.Event]]) -> dict[ListingKey, History]:
        """The acts of each listing, folded."""
        found = {}
        for key, own in events.items():
            known = self.listings.get(key)
            if known is None:
                known = self.listings[key] = _Listing(own, fold(own))
            elif known.events is not own:
                if known.events != own:
                    known.history = fold(own)
                known.events = own
            found[key] = known.history
        return found


def derive(ledger: Ledger, groups: Iterable[int], comparing: Iterable[int], memory: Memory | None = None) -> Derived:
    """Periods, positions, strips, troubles of ``groups``; conflicts of ``comparing``, whose families are held."""
    memory = memory or Memory()
    histories = memory.histories(ledger.events)
    by_group: dict[str, list[History]] = defaultdict(list)
    for history in histories.values():
        by_group[history.group].append(history)
    derived: Derived = {table: {} for table in TABLES}
    for group in groups:
        slug = ledger.slugs[group]
        own = by_group.get(slug, [])
        derived["periods"][group], derived["troubles"][group] = _of_histories(own, ledger, memory)
        matrix = memory.matrices.get(slug)
        if matrix is None:
            matrix = memory.matrices[slug] = Matrix(slug)
        matrix.take(own, ledger)
        derived["positions"][group], derived["strips"][group] = matrix.positions, {slug: matrix.strips}
    scene = Scene(ledger.registry, histories)
    for group in comparing:
        slug = ledger.slugs[group]
        found = memory.recalled[slug].conflicts(slug, scene)
        derived["conflicts"][group] = _of_conflicts(slug, found, ledger, memory)
    return derived


def rows_in(parts: Iterable[Parts]) -> Rows:
    """The rows of all parts of some groups."""
    return {key: values for of_group in parts for rows in of_group.values() for key, values in rows.items()}


def _of_histories(histories: list[History], ledger: Ledger, memory: Memory) -> tuple[Parts, Parts]:
    periods: Parts = {}
    troubles: Parts = {}
    for history in histories:
        key = (history.regime, history.group)
        listing = memory.listings[key]
        if listing.told is not history:
            listing.tell(ledger)
        periods[key], troubles[key] = listing.periods, listing.troubles
    return periods, troubles


def _of_conflicts(group: str, found: tuple[conflicts.Conflict, ...], ledger: Ledger, memory: Memory) -> Parts:
    """A part for each conflict: the very same where the conflict is."""
    before, known = memory.of_conflicts.get(group, ((), {}))
    if found is before:
        return known
    held = {conflict.key: conflict for conflict in before}
    parts: Parts = {
        conflict.key: known[conflict.key]
        if held.get(conflict.key) is conflict
        else {(conflict.key,): _conflict(conflict, ledger)}
        for conflict in found
    }
    memory.of_conflicts[group] = (found, parts)
    return parts


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
