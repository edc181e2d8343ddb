"""Some rows of many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Page(Generic[RowT]):
    """The rows asked for, in their order, and how many there are in all."""

    rows: tuple[RowT, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Which rows of many are asked for; no limit asks for all."""

    limit: int | None = None
    offset: int = 0

    @property
    def slice(self) -> slice:
        """The rows as a slice."""
        return slice(self.offset, None if self.limit is None else self.offset + self.limit)


EVERYTHING = Cut()
