"""Which groups of the record are read as one at an edition."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from designations.models import Unification
from designations.queries.moments import Moment
from designations.queries.once import once


@dataclass(frozen=True)
class Identity:
    """``into``: id of a group that is read as another, and the id of that other, chains followed."""

    into: dict[int, int]
    slugs: dict[int, str]
    """Slugs of the groups concerned, absorbed or absorbing."""
    names: dict[int, str]
    """Names of the absorbing groups."""

    @cached_property
    def _absorbed(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for group, into in sorted(self.into.items()):
            found.setdefault(into, []).append(group)
        return found

    def canonical(self, group: int) -> int:
        """The group that a group is read as: itself, unless it is unified with another."""
        return self.into.get(group, group)

    def read_as(self, slugs: Collection[str]) -> set[int]:
        """The groups that those of some slugs are read as, where they are read as others."""
        return {self.into[pk] for pk, slug in self.slugs.items() if slug in slugs and pk in self.into}

    def members(self, group: int) -> list[int]:
        """The group and all that are read as it."""
        return [group, *self._absorbed.get(group, [])]


def identity(moment: Moment) -> Identity:
    """The identities of an edition. One query."""
    return _at(moment.edition)


def _at(edition: int) -> Identity:
    direct: dict[int, int] = {}
    slugs: dict[int, str] = {}
    names: dict[int, str] = {}
    for since, until, group, into, group_slug, into_slug, into_name in _read():
        if since > edition or (until is not None and until <= edition):
            continue
        direct[group] = into
        slugs[group], slugs[into] = group_slug, into_slug
        names[into] = into_name
    followed = {}
    for group in direct:
        top = direct[group]
        while top in direct:
            top = direct[top]
        followed[group] = top
    return Identity(followed, slugs, names)


@once
def _read() -> list[tuple[int, int | None, int, int, str, str, str]]:
    """What was ever read as another, with the editions since and until which it was."""
    rows = Unification.objects.values_list(
        "recorded_in_id", "retracted_in_id", "group_id", "into_id", "group__slug", "into__slug", "into__name"
    )
    return list(rows)
