"""Replay every edition: what each in its turn makes of the derived rows.

Families of groups are replayed one by one, each through the editions that touched it: what is read of one is read
once, and only so many acts are held in memory at a time.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from operator import attrgetter

from django.db.models import Count

from designations.models import Event
from designations.projection.deriving import STORED, Key, Memory, Parts, Party, Rows, derive
from designations.projection.facts import Facts
from designations.projection.families import Families
from designations.projection.reading import Archive, read_archives
from designations.projection.refresh import changes
from designations.projection.storing import Span, keeping, write
from designations.projection.touched import touching

BATCH = 5_000
"""Acts held in memory at a time, unless one family has more."""

PORTION = 2_000
"""Derived rows of whole families that are handed on together, to be written while those after them are made."""


@dataclass
class Replayed:
    """What the editions one by one made of some whole families of groups: derived rows of each table."""

    groups: set[int] = field(default_factory=set)
    spans: dict[str, list[Span]] = field(default_factory=lambda: {table: [] for table in STORED})

    @property
    def size(self) -> int:
        """How many derived rows they are."""
        return sum(map(len, self.spans.values()))

    @property
    def changes(self) -> int:
        """How many rows the editions wrote and closed."""
        return sum(1 + (span.known_until is not None) for spans in self.spans.values() for span in spans)

    def write(self) -> None:
        """Add the rows to their tables."""
        for table, spans in self.spans.items():
            write(table, spans)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Look for no circles among what is held in memory: there are none, and looking takes a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class Batches:
    """All families of groups, in batches of so many acts. Made, it asks the database nothing more."""

    def __init__(self) -> None:
        self.ties = Families.read()
        counted = Event.objects.values_list("group_id").annotate(Count("pk")).order_by("group_id")
        self._sizes: dict[int, int] = dict(counted)

    @property
    def events(self) -> int:
        """How many versions of acts there are."""
        return sum(self._sizes.values())

    @property
    def groups(self) -> int:
        """How many groups have acts."""
        return len(self._sizes)

    def of(self, most: int) -> Iterator[list[set[int]]]:
        """All families, those together that have at most so many acts; one that has more is alone."""
        batch: list[set[int]] = []
        left = most
        for family in self.ties.apart(self._sizes):
            size = sum(self._sizes.get(group, 0) for group in family)
            if batch and size > left:
                yield batch
                batch, left = [], most
            batch.append(family)
            left -= size
        if batch:
            yield batch

    def with_acts(self, groups: Iterable[int]) -> int:
        """How many of some groups have acts."""
        return sum(group in self._sizes for group in groups)


def replay(until: int) -> Iterator[Replayed]:
    """Every derived row that the editions up to one, taken in their order, make; some families at a time."""
    return (folded for part in parts(Batches(), until) for folded in part.fold())


@dataclass
class Part:
    """Some whole families, read: what the ledger says of each, and the editions that touched it."""

    families: list[tuple[set[int], Archive, dict[int, set[int]]]]
    facts: Facts
    ties: Families

    def fold(self) -> Iterator[Replayed]:
        """Take each family through its editions, a portion of derived rows at a time. Asks the database nothing."""
        replayed = Replayed()
        for family, archive, editions in self.families:
            walk = _Walk(archive, self.facts, replayed)
            for edition, own in editions.items():
                walk.take(edition, own, self.ties.near(own))
            walk.finish()
            replayed.groups |= family
            if replayed.size >= PORTION:
                yield replayed
                replayed = Replayed()
        if replayed.groups:
            yield replayed


def parts(batches: Batches, until: int) -> Iterator[Part]:
    """All families, each batch read when it is asked for."""
    facts = Facts()
    return (read_part(families, until, facts, batches.ties) for families in batches.of(BATCH))


def read_part(families: list[set[int]], until: int, facts: Facts, ties: Families) -> Part:
    """Some whole families with the editions up to one, ready to be folded."""
    editions = _editions(families, until)
    archives = read_archives(families)
    read = [(family, archive, editions[min(family)]) for family, archive in zip(families, archives, strict=True)]
    return Part(read, facts, ties)


def _editions(families: list[set[int]], until: int) -> dict[int, dict[int, set[int]]]:
    """By the least id of a family: the editions that touched it, each with those of its groups that it touched."""
    least = {group: min(family) for family in families for group in family}
    found: dict[int, dict[int, set[int]]] = defaultdict(dict)
    for edition, groups in touching(least).items():
        if edition <= until:
            for group in groups:
                found[least[group]].setdefault(edition, set()).add(group)
    return found


class _Walk:
    """One family on its way through the editions: what is known of it now, and what was known before."""

    def __init__(self, archive: Archive, facts: Facts, replayed: Replayed) -> None:
        self._archive, self._facts = archive, facts
        self._spans = replayed.spans
        self._before = len(replayed.spans["conflicts"])
        self._memory = Memory()
        self._said: dict[tuple[str, int], Parts] = defaultdict(dict)
        self._now: dict[tuple[str, int, Hashable], dict[Key, Span]] = defaultdict(dict)

    def take(self, edition: int, own: set[int], comparing: set[int]) -> None:
        """Let an edition change what is known of the groups that it touched."""
        derived = derive(self._archive.at(edition, self._facts), own, comparing, self._memory)
        for table, by_group in derived.items():
            for group, said in by_group.items():
                self._change(table, group, said, edition)

    def _change(self, table: str, group: int, said: Parts, edition: int) -> None:
        before = self._said[table, group]
        if before is said:
            return
        self._said[table, group] = said
        for part, rows in said.items():
            if before.get(part) is not rows:
                self._turn(table, (table, group, part), rows, edition)
        for part in before:
            if part not in said:
                self._turn(table, (table, group, part), {}, edition)

    def _turn(self, table: str, place: tuple[str, int, Hashable], rows: Rows, edition: int) -> None:
        """Close what a part says no longer, and open what it says now."""
        now = self._now[place]
        stale, fresh = changes(now, rows)
        for key in stale:
            span = now.pop(key)
            self._spans[table].append(Span(key, span.values, span.known_from, edition))
        for key in fresh:
            now[key] = Span(key, rows[key], edition, None)

    def finish(self) -> None:
        """Keep what is still known, and the keepers of its conflicts by themselves."""
        for (table, _, _), now in self._now.items():
            self._spans[table] += now.values()
        self._spans["keepers"] += keepers_of(self._spans["conflicts"][self._before :])


def keepers_of(conflicts: Iterable[Span]) -> Iterator[Span]:
    """The keepers of conflicts in all their forms: each once while one form after another holds it as it is."""
    forms: dict[str, list[Span]] = defaultdict(list)
    for form in conflicts:
        forms[form.key[0]].append(form)
    for key, of_one in forms.items():
        for party, since, until in _kept(sorted(of_one, key=attrgetter("known_from"))):
            [(named, values)] = keeping(key, [party]).items()
            yield Span(named, values, since, until)


def _kept(forms: list[Span]) -> Iterator[tuple[Party, int, int | None]]:
    """The parties of one conflict's forms, with the editions from which and until which each is held."""
    since: dict[Party, int] = {}
    for form, following in zip_longest(forms, forms[1:]):
        kept: tuple[Party, ...] = form.values["keepers"]
        for party in kept:
            since.setdefault(party, form.known_from)
        goes_on = following is not None and following.known_from == form.known_until
        still = following.values["keepers"] if goes_on else ()
        for party in kept:
            if party not in still:
                yield party, since.pop(party), form.known_until
