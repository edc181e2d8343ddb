"""Rows of the ledger with the editions through which each stood, read in the order of editions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Said = TypeVar("Said")
Dated = tuple[int, int | None, Said]
"""The edition that recorded a row, the one that retracted it if any, and what the row says."""

NEVER = 1 << 62
"""Later than every edition."""


class Versions(Generic[Said]):
    """What rows say at an edition, in the order in which they are given."""

    __slots__ = ("_found", "_rows", "_since", "_until")

    def __init__(self, rows: Iterable[Dated[Said]]) -> None:
        self._rows = list(rows)
        self._found: tuple[Said, ...] = ()
        self._since, self._until = NEVER, NEVER

    def at(self, edition: int) -> tuple[Said, ...]:
        """What stands at an edition: the very same tuple as before where nothing has changed since."""
        if not self._since <= edition < self._until:
            self._found = tuple(standing(self._rows, edition))
            self._since, self._until = edition, next_change(self._rows, edition)
        return self._found


def stands(recorded: int, retracted: int | None, edition: int) -> bool:
    """Whether a row was recorded by an edition, and not retracted by then."""
    return recorded <= edition and (retracted is None or retracted > edition)


def standing(rows: Iterable[Dated[Said]], edition: int) -> Iterator[Said]:
    """What the rows that stand at an edition say."""
    return (said for recorded, retracted, said in rows if stands(recorded, retracted, edition))


def next_change(rows: Iterable[Dated[object]], edition: int) -> int:
    """The first edition after one that records or retracts any of the rows."""
    first = NEVER
    for recorded, retracted, _ in rows:
        if edition < recorded < first:
            first = recorded
        if retracted is not None and edition < retracted < first:
            first = retracted
    return first
