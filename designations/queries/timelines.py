"""Values that held from one edition until another, so that each row can be told as its own edition knew it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Timeline(Generic[Key, Value]):
    """By key: what was so from an edition until another (exclusive; None: still)."""

    def __init__(self, entries: Iterable[tuple[Key, int, int | None, Value]]) -> None:
        self._entries: dict[Key, list[tuple[int, int | None, Value]]] = defaultdict(list)
        for key, since, until, value in entries:
            self._entries[key].append((since, until, value))

    def at(self, key: Key, edition: int) -> Value | None:
        """What was so at an edition, or None."""
        for since, until, value in self._entries.get(key, ()):
            if since <= edition and (until is None or edition < until):
                return value
        return None
