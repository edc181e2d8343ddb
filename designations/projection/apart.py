"""Fold families in processes of their own, one for each processor, all of them with the same view of the ledger."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache

import django
from django.db import connection, transaction
from psycopg import sql

from designations.projection.facts import Facts
from designations.projection.families import Families
from designations.projection.replay import Batches, Replayed, read_part, without_collecting

ENOUGH = 50_000
"""Versions of acts from which on processes pay: starting one takes as long as folding some thousand."""

AHEAD = 2
"""Batches that each process may be ahead of what is written: no more are held in memory."""


@dataclass(frozen=True)
class _View:
    """A database as one transaction sees it, and the last edition to be replayed."""

    database: str
    snapshot: str
    until: int


@dataclass
class PartApart:
    """Some whole families that another process reads and folds."""

    folding: Future[list[Replayed]]

    def fold(self) -> Iterator[Replayed]:
        """Wait until they are folded. Raises what the other process raised."""
        return iter(self.folding.result())


def pays(events: int) -> bool:
    """Whether so many versions of acts are folded sooner by several processes, and may be: a daemon has no others."""
    return events >= ENOUGH and _processors() > 1 and not multiprocessing.current_process().daemon


def parts_apart(batches: Batches, until: int) -> Iterator[PartApart]:
    """All families, in their order, while other processes fold those that follow.

    They see what was committed when this is asked for, and not what this transaction has written.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        [(snapshot,)] = cursor.fetchall()
    view = _View(connection.settings_dict["NAME"], snapshot, until)
    # Forked, a process would share this one's connection.
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(_processors(), mp_context=spawning, initializer=django.setup) as pool:
        ahead: deque[Future[list[Replayed]]] = deque()
        for families in batches:
            ahead.append(pool.submit(_fold, view, families))
            if len(ahead) >= AHEAD * _processors():
                yield PartApart(ahead.popleft())
        while ahead:
            yield PartApart(ahead.popleft())


def _processors() -> int:
    return len(os.sched_getaffinity(0))


def _fold(view: _View, families: list[set[int]]) -> list[Replayed]:
    """In a process of its own: read some families as the view shows them, and fold them."""
    connection.settings_dict["NAME"] = view.database
    with without_collecting():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(view.snapshot)))
            part = read_part(families, view.until, *_shared(view))
        return list(part.fold())


@cache
def _shared(view: _View) -> tuple[Facts, Families]:
    """What all families share, read once by each process."""
    return Facts(), Families.read()
