"""Fold families in processes of their own, one for each processor, all of them with the same view of the ledger."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import wait
from threading import Thread

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from designations.projection.facts import Facts
from designations.projection.families import Families
from designations.projection.replay import BATCH, Batches, read_part, without_collecting
from designations.projection.storing import Formed, formed

ENOUGH = 4_000
"""Versions of acts from which on processes pay."""

AHEAD = 2
"""Batches that each process may be ahead of what is written: no more are held in memory."""

SHARES = 4
"""Batches that each process has at least, so that none waits long for the last of another."""


@dataclass(frozen=True)
class _View:
    """The ledger as one transaction sees it, and the last edition to be replayed."""

    snapshot: str
    until: int


@dataclass(frozen=True)
class ReplayedApart:
    """What another process has replayed, as ``Replayed`` has it, in the form in which it is written."""

    groups: set[int]
    changes: int
    rows: Formed

    def write(self) -> None:
        """Add the rows to their tables."""
        self.rows.write()


@dataclass
class PartApart:
    """Some whole families that another process reads and folds."""

    folding: Future[list[ReplayedApart]]

    def fold(self) -> Iterator[ReplayedApart]:
        """Wait until they are folded. Raises what the other process raised."""
        return iter(self.folding.result())


def pays(events: int) -> bool:
    """Whether so many versions of acts are folded sooner by several processes, and may be: a daemon has no others.

    They are forked: to start one anew takes longer than folding thousands of acts. Not on macOS, whose own libraries do
    not bear it.
    """
    may = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return may and events >= ENOUGH and _processors() > 1 and not multiprocessing.current_process().daemon


def parts_apart(batches: Batches, until: int) -> Iterator[PartApart]:
    """All families, in their order, while other processes fold those that follow.

    They see what was committed when this is asked for, and not what this transaction has written.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        [(snapshot,)] = cursor.fetchall()
    view = _View(snapshot, until)
    forking = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(_processors(), mp_context=forking, initializer=_begin) as pool:
        ahead: deque[Future[list[ReplayedApart]]] = deque()
        for families in batches.of(min(BATCH, batches.events // (SHARES * _processors()))):
            ahead.append(pool.submit(_fold, view, families))
            if len(ahead) >= AHEAD * _processors():
                yield PartApart(ahead.popleft())
        while ahead:
            yield PartApart(ahead.popleft())


def _processors() -> int:
    return len(os.sched_getaffinity(0))


def _begin() -> None:
    """In a forked process: leave the connection that was inherited to whose it is, and end with that process."""
    own = deepcopy(connection.settings_dict)
    # No pool either: the threads that keep it were not forked.
    own["OPTIONS"].pop("pool", None)
    inherited = connections[DEFAULT_DB_ALIAS]
    _inherited.append(inherited)
    connections[DEFAULT_DB_ALIAS] = type(inherited)(own, DEFAULT_DB_ALIAS)
    end_with_parent()


_inherited: list[BaseDatabaseWrapper] = []
"""Kept, so that nothing closes it."""


def end_with_parent() -> None:
    """Let this process end as soon as the one that began it has ended, in whatever way: nobody waits for its work."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _fold(view: _View, families: list[set[int]]) -> list[ReplayedApart]:
    """In a process of its own: read some families as the view shows them, and fold them."""
    with without_collecting():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(view.snapshot)))
            part = read_part(families, view.until, *_shared(view))
        return [ReplayedApart(each.groups, each.changes, formed(each.spans)) for each in part.fold()]


@cache
def _shared(view: _View) -> tuple[Facts, Families]:
    """What all families share, read once by each process."""
    return Facts(), Families.read()
