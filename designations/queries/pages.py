"""Some rows of many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Page(Generic[RowT]):
    """The rows asked for, in their order, and how many there are in all, if that was asked."""

    rows: tuple[RowT, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Which rows of many are asked for; no limit asks for all. ``counted``: how many there are in all is asked too."""

    limit: int | None = None
    offset: int = 0
    counted: bool = True

    @property
    def slice(self) -> slice:
        """The rows as a slice."""
        return slice(self.offset, None if self.limit is None else self.offset + self.limit)

    @property
    def counts(self) -> bool:
        """Whether the rows in all are to be counted apart from those asked for."""
        return self.counted and self.limit is not None


EVERYTHING = Cut()
