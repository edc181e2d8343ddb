"""What a list holds on one day: entries with their names, and the snapshot that keeps them together.

Only organisations become entries. Persons, vessels and aircraft are counted in ``Snapshot.dropped`` and
nothing else of them is kept. Remarks are never kept: they are full of persons.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

NAME_ID = "name:"
"""Prefix of an id made from a name, where a list gives its entries no permanent id."""


class NameKind(StrEnum):
    """What a list says a name is."""

    PRIMARY = "primary"
    ALIAS = "alias"
    FORMER = "former"
    LATER = "later"


class NameQuality(StrEnum):
    """How far the list itself trusts a name."""

    STRONG = "strong"
    WEAK = "weak"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name as the list writes it, white space collapsed; ``script`` is an ISO 15924 code such as
    ``Latn``.
    """

    text: str
    script: str = "Latn"
    kind: NameKind = NameKind.PRIMARY
    quality: NameQuality = NameQuality.UNSTATED


@dataclass(frozen=True, slots=True, order=True)
class Programme:
    """A programme as the list writes it, and the slug of the regime it stands for (empty: none that is
    followed).
    """

    key: str
    regime: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation on a list.

    ``id`` is permanent within the source, or begins with ``NAME_ID`` where the list has none.
    ``other_refs`` are references of other lists that the publisher prints (the United Nations' on a British
    entry). Dates are stated dates in text (``2001-10-06``, ``2001-10``, ``2001``); None where the list
    states none.
    """

    id: str
    names: tuple[Name, ...]
    programmes: tuple[Programme, ...] = ()
    official_ref: str = ""
    other_refs: tuple[str, ...] = ()
    listed_on: str | None = None
    updated_on: str | None = None
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The primary name."""
        return self.names[0].text

    @property
    def regimes(self) -> tuple[str, ...]:
        """Slugs of the followed regimes that the entry is listed under, in order of the alphabet."""
        return tuple(sorted({programme.regime for programme in self.programmes if programme.regime}))


@dataclass(frozen=True, slots=True, order=True)
class Notice:
    """Something a reader met and did not use, and how often; ``shape`` if it is a field that no reader
    knows.
    """

    what: str
    count: int
    shape: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The organisations of a list on one day.

    ``generated_on`` is the day the file itself states, ``seen_on`` the day it was fetched. ``entries``
    stand in the file's order. ``files`` are the roles that were read. ``row_marks`` are checksums of the
    rows of a format without an end mark: they tell a file that was cut between two rows.
    """

    source: str
    entries: tuple[Entry, ...]
    dropped: Counter[str] = field(default_factory=Counter)
    generated_on: date | None = None
    seen_on: date | None = None
    notices: tuple[Notice, ...] = ()
    files: tuple[str, ...] = ()
    row_marks: tuple[int, ...] = ()

    @property
    def day(self) -> date | None:
        """The day whose state the snapshot shows: the file's own day, else the day it was fetched."""
        return self.generated_on or self.seen_on

    def by_id(self) -> Mapping[str, Entry]:
        """The entries under their ids."""
        return {entry.id: entry for entry in self.entries}


_KINDS = tuple(NameKind)
_QUALITIES = (NameQuality.STRONG, NameQuality.UNSTATED, NameQuality.WEAK)


def distinct_names(names: Iterable[Name]) -> tuple[Name, ...]:
    """The names, each text once, the primary ones first; the order in which a file gives them does not
    matter.

    Of several mentions of one text the strongest holds. Empty texts are left out.
    """
    kept: dict[str, Name] = {}
    for name in names:
        if name.text and (name.text not in kept or _rank(name) < _rank(kept[name.text])):
            kept[name.text] = name
    return tuple(sorted(kept.values(), key=lambda name: (name.kind is not NameKind.PRIMARY, name.text)))


def _rank(name: Name) -> tuple[int, int]:
    return _KINDS.index(name.kind), _QUALITIES.index(name.quality)
