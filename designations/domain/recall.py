"""The conflicts of one group at one edition after another: what a change cannot reach is not compared again.

An act changes the history of one listing. It reaches the stops of its own authority, and of every other stop the
keepers under that authority alone. Where relatives are looked at too, all is compared afresh.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import is_

from designations.domain.conflicts import Conflict
from designations.domain.keepers import Keeper, keepers_under
from designations.domain.parts import scope_conflicts
from designations.domain.periods import History
from designations.domain.registry import Registry
from designations.domain.rules import (
    Finding,
    between_authorities,
    by_key,
    conflicts,
    findings,
    internal,
)
from designations.domain.scene import Scene
from designations.domain.stops import Stop, relisted_on, stops


@dataclass(slots=True)
class _Stopped:
    """A stop, the day from which its authority lists again, by other authority the keepers against it, and the rest."""

    stop: Stop
    again: date | None
    keepers: dict[str, list[Keeper]]
    conflicts: list[Conflict]

    def reach(self, changed: set[str], scene: Scene) -> None:
        """Compare again if the keepers under the authorities that have changed are others than before."""
        reached = False
        for other in changed:
            keepers = keepers_under(other, self.stop, self.again, scene)
            if keepers != self.keepers.get(other, []):
                self.keepers[other] = keepers
                reached = True
        if reached:
            known = {(conflict.rule, conflict.body): conflict for conflict in self.conflicts}
            self.conflicts = [
                _the_same(found, known.get((found.rule, found.body))) or found.conflict(self.stop, scene)
                for found in findings(self.stop, _all(self.keepers), scene)
            ]


@dataclass(slots=True)
class _Side:
    """The histories of one authority, its stops by their acts, and what is said of its own lists."""

    histories: list[History]
    stopped: dict[str, _Stopped]
    internal: list[Conflict]


class Recall:
    """What the rules said of one group before, beside what they looked at."""

    def __init__(self) -> None:
        self._facts: tuple[object, ...] = ()
        self._sides: dict[str, _Side] = {}

    def conflicts(self, group: str, scene: Scene) -> tuple[Conflict, ...]:
        """Every conflict between listings of the group, by key; those that nothing has reached are the very same."""
        if not scene.holds_alone(group):
            return conflicts(group, scene)
        facts = _facts(scene.registry)
        if not same(facts, self._facts):
            self._facts, self._sides = facts, {}
        now = {authority: scene.of_authority(authority, group) for authority in scene.authorities(group)}
        changed = {
            authority
            for authority in now.keys() | self._sides.keys()
            if authority not in now
            or authority not in self._sides
            or not same(now[authority], self._sides[authority].histories)
        }
        self._sides = {
            authority: self._again(authority, group, changed, scene) if authority in changed else self._sides[authority]
            for authority in now
        }
        found = scope_conflicts(group, scene)
        for authority, side in self._sides.items():
            for stopped in side.stopped.values():
                if authority not in changed:
                    stopped.reach(changed, scene)
                found += stopped.conflicts
            found += side.internal
        return by_key(found)

    def _again(self, authority: str, group: str, changed: set[str], scene: Scene) -> _Side:
        """An authority whose histories have changed; of a stop that is what it was, the keepers are known."""
        before = self._sides[authority].stopped if authority in self._sides else {}
        found: dict[str, _Stopped] = {}
        for stop in stops(authority, group, scene):
            again = relisted_on(authority, group, stop.day, scene)
            known = before.get(stop.act)
            kept = known.keepers if known is not None and (known.stop, known.again) == (stop, again) else {}
            keepers = {
                other: kept[other]
                if other in kept and other not in changed
                else keepers_under(other, stop, again, scene)
                for other in scene.authorities(group)
                if other != authority
            }
            found[stop.act] = _Stopped(stop, again, keepers, between_authorities(stop, _all(keepers), scene))
        return _Side(scene.of_authority(authority, group), found, internal(authority, group, scene))


def _the_same(found: Finding, known: Conflict | None) -> Conflict | None:
    """A known conflict of the same stop, rule and body, if it is between the same."""
    same_parties = known is not None and (known.parties, known.facets) == (found.parties, found.facets)
    return known if same_parties else None


def _all(keepers: dict[str, list[Keeper]]) -> list[Keeper]:
    return [keeper for under in keepers.values() for keeper in under]


def _facts(registry: Registry) -> tuple[object, ...]:
    """What the rules read of an edition beside the histories of a group without relatives."""
    return registry.regimes, registry.memberships, registry.coverage, registry.blocs


def same(some: Sequence[object], others: Sequence[object]) -> bool:
    """Whether both hold the very same objects."""
    return len(some) == len(others) and all(map(is_, some, others))
