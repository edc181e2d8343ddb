"""Rebuild every derived row from the ledger."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from designations.models import Ledger
from designations.projection.apart import PartApart, ReplayedApart, parts_apart, pays
from designations.projection.replay import Batches, Part, Replayed, parts, without_collecting
from designations.projection.storing import empty

WAITING = 2
"""Portions of derived rows that may wait to be written: no more are held in memory."""

TURN = 0.0003
"""Seconds that folding may keep the other thread waiting. Usual are five thousandths."""

Progress = Callable[[int, int], None]
"""Told how many groups are done, of how many."""

Answer = TypeVar("Answer")


def rebuild(progress: Progress = lambda done, total: None) -> int:
    """Empty the projections and replay every edition. Answers how many derived rows were written and closed.

    One transaction: readers see the old rows until the new ones are whole. It locks the ledger against writers.
    While the database takes the rows of some families in, those after them are folded: of a large ledger in as many
    processes as there are processors, unless it is part of a transaction that others cannot look into.
    """
    within = connection.in_atomic_block
    with transaction.atomic(), without_collecting():
        with connection.cursor() as cursor:
            cursor.execute("SELECT edition FROM designations_ledger FOR UPDATE")
            # Foreign keys are checked portion by portion, not all of them kept in mind until the commit.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            empty()
        batches, until = Batches(), Ledger.objects.get().edition
        read = parts_apart if not within and pays(batches.events) else parts
        with connection.cursor() as cursor:
            # Foreign keys are checked row by row: a small table would be read whole each time, not looked up in.
            cursor.execute("SET LOCAL enable_seqscan = off")
        coming = read(batches, until)
        written = done = 0
        with _aside() as aside, _short_turns():
            for folded in _written(coming, aside):
                written += folded.changes
                done += batches.with_acts(folded.groups)
                progress(done, batches.groups)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")
    return written


def _written(parts: Iterator[Part] | Iterator[PartApart], aside: Aside) -> Iterator[Replayed | ReplayedApart]:
    """Fold part after part, while the next is read and what was folded is written; each portion once it is written."""
    waiting: deque[tuple[Future[None], Replayed | ReplayedApart]] = deque()
    reading = aside.ask(next, parts, None)
    while (part := aside.answer(reading)) is not None:
        reading = aside.ask(next, parts, None)
        for folded in part.fold():
            waiting.append((aside.ask(folded.write), folded))
            while len(waiting) > WAITING:
                yield _taken(waiting, aside)
    while waiting:
        yield _taken(waiting, aside)


def _taken(waiting: deque[tuple[Future[None], Replayed | ReplayedApart]], aside: Aside) -> Replayed | ReplayedApart:
    writing, folded = waiting.popleft()
    aside.answer(writing)
    return folded


class Aside:
    """A thread that does what it is asked in the order in which it is asked."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._asked: deque[Future[Any]] = deque()

    def ask(self, work: Callable[..., Answer], *of: Any) -> Future[Answer]:
        """Have something done in its turn."""
        asked = self._pool.submit(work, *of)
        self._asked.append(asked)
        return asked

    def answer(self, asked: Future[Answer]) -> Answer:
        """What came of it. Raises what went wrong with it, or before that with anything asked before it."""
        while asked in self._asked:
            self._asked.popleft().result()
        return asked.result()


@contextmanager
def _short_turns() -> Iterator[None]:
    """Let a thread that waits for its turn have it soon: the database would wait with it, dozens of times a portion."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


@contextmanager
def _aside() -> Iterator[Aside]:
    """A thread inside this thread's transaction. Until the end, nobody else may ask the database anything."""
    shared = connections[DEFAULT_DB_ALIAS]

    def lend() -> None:
        connections[DEFAULT_DB_ALIAS] = shared

    shared.inc_thread_sharing()
    try:
        with ThreadPoolExecutor(max_workers=1, initializer=lend) as pool:
            yield Aside(pool)
    finally:
        shared.dec_thread_sharing()
