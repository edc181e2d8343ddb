"""Replay every edition, and rebuild every derived row from the ledger.

Families of groups are replayed one by one, each through the editions that touched it: what is read of one is read
once, and only so many acts are held in memory at a time.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import Count

from designations.models import Event, Ledger
from designations.projection.deriving import TABLES, Key, Memory, Rows, derive
from designations.projection.facts import Facts
from designations.projection.families import Families
from designations.projection.reading import Archive, read_archives
from designations.projection.refresh import changes
from designations.projection.storing import Span, empty, write
from designations.projection.touched import touching

BATCH = 5_000
"""Acts held in memory at a time, unless one family has more."""

Progress = Callable[[int, int], None]
"""Told how many groups are done, of how many."""


@dataclass
class Replayed:
    """What the editions one by one made of some whole families of groups: derived rows of each table."""

    groups: set[int] = field(default_factory=set)
    spans: dict[str, list[Span]] = field(default_factory=lambda: {table: [] for table in TABLES})


def rebuild(progress: Progress = lambda done, total: None) -> int:
    """Empty the projections and replay every edition. Answers how many derived rows were written and closed.

    One transaction: readers see the old rows until the new ones are whole. It locks the ledger against writers.
    While the database takes the rows of some families in, those after them are folded.
    """
    written = 0
    with transaction.atomic(), _without_collecting():
        with connection.cursor() as cursor:
            cursor.execute("SELECT edition FROM designations_ledger FOR UPDATE")
            # Foreign keys are checked batch by batch, not all of them kept in mind until the commit.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            empty()
        with _writing_aside() as write_aside:
            writing: Future[int] | None = None
            folded: Replayed | None = None
            for part in _parts(Ledger.objects.get().edition, progress):
                if folded is not None:
                    writing = write_aside(folded)
                folded = part.fold()
                written += writing.result() if writing is not None else 0
            written += write_aside(folded).result() if folded is not None else 0
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return written


@contextmanager
def _writing_aside() -> Iterator[Callable[[Replayed], Future[int]]]:
    """Writes in a thread of its own, inside this thread's transaction; nobody else may use it meanwhile."""
    shared = connections[DEFAULT_DB_ALIAS]

    def lend() -> None:
        connections[DEFAULT_DB_ALIAS] = shared

    shared.inc_thread_sharing()
    try:
        with ThreadPoolExecutor(max_workers=1, initializer=lend) as pool:
            yield lambda replayed: pool.submit(_write, replayed)
    finally:
        shared.dec_thread_sharing()


def _write(replayed: Replayed) -> int:
    for table, spans in replayed.spans.items():
        write(table, spans)
    return sum(1 + (span.known_until is not None) for spans in replayed.spans.values() for span in spans)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no circles among what is held in memory: there are none, and looking takes a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def replay(until: int) -> Iterator[Replayed]:
    """Every derived row that the editions up to one, taken in their order, make; some families at a time."""
    return (part.fold() for part in _parts(until, lambda done, total: None))


@dataclass
class _Part:
    """Some whole families, read: what the ledger says of each, and the editions that touched it."""

    families: list[tuple[Archive, dict[int, set[int]]]]
    groups: set[int]
    facts: Facts
    ties: Families

    def fold(self) -> Replayed:
        """Take each family through its editions. Asks the database nothing."""
        replayed = Replayed(self.groups)
        for archive, editions in self.families:
            walk = _Walk(archive, self.facts, replayed)
            for edition, own in editions.items():
                walk.take(edition, own, self.ties.near(own))
            walk.finish()
        return replayed


def _parts(until: int, progress: Progress) -> Iterator[_Part]:
    """All families, read some at a time, each part when it is asked for."""
    facts, ties = Facts(), Families.read()
    sizes = dict(Event.objects.values_list("group_id").annotate(Count("pk")).order_by("group_id"))
    done = 0
    for families in _batches(ties.apart(sizes), sizes):
        editions = _editions(families, until)
        archives = read_archives(families)
        read = [(archive, editions[min(family)]) for family, archive in zip(families, archives, strict=True)]
        groups: set[int] = set().union(*families)
        yield _Part(read, groups, facts, ties)
        done += sum(group in sizes for group in groups)
        progress(done, len(sizes))


def _batches(families: Iterable[set[int]], sizes: dict[int, int]) -> Iterator[list[set[int]]]:
    batch: list[set[int]] = []
    left = BATCH
    for family in families:
        size = sum(sizes.get(group, 0) for group in family)
        if batch and size > left:
            yield batch
            batch, left = [], BATCH
        batch.append(family)
        left -= size
    if batch:
        yield batch


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
        self._memory = Memory()
        self._now: dict[str, dict[int, dict[Key, Span]]] = {table: defaultdict(dict) for table in TABLES}

    def take(self, edition: int, own: set[int], comparing: set[int]) -> None:
        """Let an edition change what is known of the groups that it touched."""
        derived = derive(self._archive.at(edition, self._facts), own, comparing, self._memory)
        for table, by_group in derived.items():
            for group, said in by_group.items():
                self._change(table, group, said, edition)

    def _change(self, table: str, group: int, said: Rows, edition: int) -> None:
        now = self._now[table][group]
        stale, fresh = changes(now, said)
        self._spans[table] += [now.pop(key)._replace(known_until=edition) for key in stale]
        now.update((key, Span(key, said[key], edition, None)) for key in fresh)

    def finish(self) -> None:
        """Keep what is still known."""
        for table, by_group in self._now.items():
            for now in by_group.values():
                self._spans[table] += now.values()
