"""Fold what an edition touched and write the difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from designations.projection.deriving import TABLES, Key, Rows, Values, derive, rows_in
from designations.projection.facts import Facts
from designations.projection.families import Families
from designations.projection.reading import read_archives
from designations.projection.storing import Span, close, keepers_now, keeping, stored, write


@dataclass
class Difference:
    """What an edition made of the derived rows: conflicts opened, changed and closed, as (key, before, after)."""

    conflicts: list[tuple[str, Values | None, Values | None]] = field(default_factory=list)
    rows: int = 0


def refresh(groups: Iterable[int], edition: int, *, everything: bool = False) -> Difference:
    """Fold ``groups`` as the ledger stands at an edition, close what is no longer true and open what is now.

    ``everything`` says that ``groups`` are all groups, so that no neighbour need be looked for.
    """
    own = set(groups)
    difference = Difference()
    if not own:
        return difference
    families = Families([]) if everything else Families.read(own)
    comparing = families.near(own)
    [archive] = read_archives([families.near(comparing)], edition)
    derived = derive(archive.at(edition, Facts(edition)), own, comparing)
    for table in TABLES:
        said = rows_in(derived[table].values())
        _refresh(table, comparing if table == "conflicts" else own, said, edition, difference)
    return difference


def _refresh(table: str, groups: set[int], said: Rows, edition: int, difference: Difference) -> None:
    before = {span.key: (pk, span) for pk, span in stored(table, groups)}
    stale, fresh = _replace(table, before, said, edition)
    difference.rows += len(stale) + len(fresh)
    if table == "conflicts":
        difference.conflicts = [
            (key[0], before[key][1].values if key in before else None, said.get(key))
            for key in sorted({*stale, *fresh})
        ]
        _refresh_keepers([key[0] for key in stale], [(key[0], said[key]) for key in fresh], edition, difference)


def _refresh_keepers(stale: list[str], fresh: list[tuple[str, Values]], edition: int, difference: Difference) -> None:
    """Those of the conflicts that have changed: one that a conflict keeps as it was stays as it is known."""
    before = {span.key: (pk, span) for pk, span in keepers_now(stale)} if stale else {}
    said = {each: row for key, values in fresh for each, row in keeping(key, values["keepers"]).items()}
    gone, new = _replace("keepers", before, said, edition)
    difference.rows += len(gone) + len(new)


def _replace(
    table: str, before: Mapping[Key, tuple[int, Span]], said: Rows, edition: int
) -> tuple[list[Key], list[Key]]:
    """Close what is no longer said and add what is said anew. Answers the keys of both."""
    stale, fresh = changes({key: span for key, (_, span) in before.items()}, said)
    close(table, [before[key][0] for key in stale], edition)
    write(table, [Span(key, said[key], edition, None) for key in fresh])
    return stale, fresh


def changes(before: Mapping[Key, Span], said: Rows) -> tuple[list[Key], list[Key]]:
    """The keys of what is no longer said, and of what is said anew; a row that says something else is both."""
    # Most rows are the very same: that is looked at first, and values are compared only where they are not.
    stale = [
        key
        for key, span in before.items()
        if (now := said.get(key)) is not span.values and (now is None or now != span.values)
    ]
    if not stale and len(said) == len(before):
        return [], []
    gone = set(stale)
    return stale, [key for key in said if key in gone or key not in before]
