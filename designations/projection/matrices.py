"""A group's rows of the matrix, from one edition to another: positions of each authority, and strips across them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from designations.domain.intervals import Span
from designations.domain.periods import History
from designations.domain.positions import Position, positions
from designations.domain.registry import Membership, Regime
from designations.domain.strips import Binding, bindings_in
from designations.projection.reading import Ledger
from designations.projection.stripping import Said, Told, said_in_cells, told_in_strips

Rows = dict[tuple[Any, ...], dict[str, Any]]
"""Columns of derived rows by their lasting key."""


@dataclass(eq=False, slots=True)
class _Held:
    """The positions of one authority towards a group, as the rules and as rows say them, with their evidence."""

    positions: tuple[Position, ...]
    grades: dict[str, str]
    rows: Rows


class Matrix:
    """What is said of one group, beside what it was read from: what an edition does not move is the very same.

    ``positions``: rows by authority. ``strips``: rows.
    """

    def __init__(self, group: str) -> None:
        self.group = group
        self.positions: dict[Hashable, Rows] = {}
        self.strips: Rows = {}
        self._regimes: Mapping[str, Regime] = {}
        self._memberships: tuple[Membership, ...] = ()
        self._histories: dict[str, History] = {}
        self._held: dict[str, _Held] = {}
        self._bindings: list[Binding] = []
        self._cells: dict[str, list[tuple[Span, Said]]] = {}
        self._told: dict[date | None, Told] = {}

    def take(self, histories: Iterable[History], ledger: Ledger) -> None:
        """Let the histories of the group, all that an edition has, say what they say."""
        registry = ledger.registry
        if registry.regimes is not self._regimes:
            self._regimes, self._histories, self._held, self._bindings = registry.regimes, {}, {}, []
        before, now = self._histories, {history.regime: history for history in histories}
        moved = {regime for regime, history in now.items() if before.get(regime) is not history}
        moved.update(regime for regime in before if regime not in now)
        self._histories = now
        turned = {
            authority
            for authority in {
                self._regimes[regime].authority for regime in moved if not _stands(now.get(regime), before.get(regime))
            }
            if self._turns(authority, ledger)
        }
        rebound = self._memberships is not registry.memberships
        self._memberships = registry.memberships
        if any(self._regimes[regime].binds_members for regime in moved):
            bindings = bindings_in(now.values(), registry)
            rebound = rebound or bindings != self._bindings
            self._bindings = bindings
        if turned or rebound:
            self._fill({*turned, *self._held} if rebound else turned, ledger)

    def _turns(self, authority: str, ledger: Ledger) -> bool:
        """Read an authority's positions again, and tell whether they or their evidence have changed."""
        own = [history for regime, history in self._histories.items() if self._regimes[regime].authority == authority]
        known = self._held.get(authority)
        if not own:
            return self._held.pop(authority, None) is not None
        said = positions(authority, self.group, own, ledger.registry)
        grades = _grades(said, own)
        if known is not None and (known.positions, known.grades) == (said, grades):
            return False
        towards = (ledger.group_ids[self.group], ledger.authority_ids[authority])
        self._held[authority] = _Held(said, grades, _rows(said, grades, towards))
        return True

    def _fill(self, turned: Iterable[str], ledger: Ledger) -> None:
        """Say anew what the authorities that have turned say, and what all of them say on each day."""
        for authority in turned:
            held = self._held.get(authority)
            if held is None:
                del self._cells[authority]
            else:
                self._cells[authority] = said_in_cells(held.positions, held.grades, self._bindings, ledger.registry)
        self.positions = {authority: held.rows for authority, held in self._held.items()}
        group = ledger.group_ids[self.group]
        self._told = told_in_strips(self._cells, self._bindings, self._told)
        self.strips = {(group, starts): columns for starts, (_, columns) in self._told.items()}


def _stands(one: History | None, two: History | None) -> bool:
    return one is not None and two is not None and one.stands_as(two)


def _grades(said: Iterable[Position], histories: Iterable[History]) -> dict[str, str]:
    """How well the acts that make some positions are evidenced."""
    makers = {position.act for position in said}
    return {event.act: event.grade.value for history in histories for event in history.events if event.act in makers}


def _rows(said: Iterable[Position], grades: Mapping[str, str], towards: tuple[int, int]) -> Rows:
    return {
        (*towards, position.span.starts): {
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
        for position in said
    }
