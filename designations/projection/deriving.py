"""From acts to derived rows: what the rules say of some groups, as keyed values that can be compared and stored."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from designations.domain import acts, conflicts, positions, rules
from designations.domain.keepers import Keeper
from designations.domain.periods import History, Period, fold
from designations.domain.scene import Scene
from designations.projection.reading import Ledger, ListingKey
from designations.projection.stripping import strip_values

Values = dict[str, Any]
"""The columns of one derived row, by name, with keys of the registry as database ids."""


@dataclass
class Derived:
    """What the rules say: rows by their lasting key, a table each."""

    periods: dict[tuple[Any, ...], Values] = field(default_factory=dict)
    positions: dict[tuple[Any, ...], Values] = field(default_factory=dict)
    conflicts: dict[tuple[Any, ...], Values] = field(default_factory=dict)
    troubles: dict[tuple[Any, ...], Values] = field(default_factory=dict)
    strips: dict[tuple[Any, ...], Values] = field(default_factory=dict)


def derive(ledger: Ledger, groups: set[str], comparing: set[str]) -> Derived:
    """Periods, positions, strips, troubles of ``groups``; conflicts of ``comparing``, whose families are held."""
    histories: dict[ListingKey, History] = {key: fold(events) for key, events in ledger.events.items()}
    derived = Derived()
    by_group: dict[str, list[History]] = defaultdict(list)
    for (_, group), history in histories.items():
        by_group[group].append(history)
    for group in sorted(groups):
        for history in sorted(by_group[group], key=lambda each: each.regime):
            _periods(derived, history, ledger)
            _troubles(derived, history, ledger)
        _positions(derived, group, by_group[group], ledger)
    scene = Scene(ledger.registry, histories)
    for group in sorted(comparing):
        for conflict in rules.conflicts(group, scene):
            derived.conflicts[(conflict.key,)] = _conflict(conflict, ledger)
    return derived


def _periods(derived: Derived, history: History, ledger: Ledger) -> None:
    for period in history.periods:
        listing = (ledger.regime_ids[history.regime], ledger.group_ids[history.group])
        derived.periods[(*listing, ledger.act_ids[period.opened_by])] = _period(period, ledger)


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


def _positions(derived: Derived, group: str, histories: list[History], ledger: Ledger) -> None:
    events = {event.act: event for history in histories for event in history.events}
    authorities = sorted({ledger.registry.authority_of(history.regime) for history in histories})
    held = [
        position
        for authority in authorities
        for position in positions.positions(authority, group, histories, ledger.registry)
    ]
    grades = {position.act: events[position.act].grade.value for position in held if position.act}
    for position in held:
        key = (ledger.group_ids[group], ledger.authority_ids[position.authority], position.span.starts)
        derived.positions[key] = {
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
    for starts, values in strip_values(held, grades, histories, ledger.registry):
        derived.strips[(ledger.group_ids[group], starts)] = values


def _troubles(derived: Derived, history: History, ledger: Ledger) -> None:
    listing = (ledger.regime_ids[history.regime], ledger.group_ids[history.group])

    def add(kind: str, concerned: tuple[str, ...], why: str, stated: list[str], settled: bool = False) -> None:
        key = ":".join((kind, *concerned))
        derived.troubles[(key,)] = {
            "kind": kind, "listing": listing, "acts": list(concerned), "why": why, "dates": stated, "settled": settled,
        }  # fmt: skip

    for misfit in history.misfits:
        add("misfit", (misfit.act,), misfit.why.value, [])
    for doubt in history.doubts:
        add("doubt", doubt.acts, doubt.why, [])
    for event in history.events:
        if acts.disputed(event):
            stated = [each.text for each in acts.stated_dates(event)]
            add("dispute", (event.act,), "sources_state_different_dates", stated, event.settled is not None)


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
        "keepers": tuple(_keeper(party, ledger) for party in conflict.parties),
    }


def _keeper(party: Keeper, ledger: Ledger) -> tuple[Any, ...]:
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


KEEPER_COLUMNS = (
    "authority_id", "regime_id", "group_id", "opened_by_id", "scope", "starts", "ends", "seen", "last_seen", "grade",
)  # fmt: skip
"""The columns of a keeper, in the order of the tuples above."""
