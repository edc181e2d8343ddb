"""Rebuild every derived row from the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from designations.models import Ledger
from designations.projection.apart import parts_apart, pays
from designations.projection.replay import Batches, Progress, Replayed, parts, without_collecting
from designations.projection.storing import empty, write


def rebuild(progress: Progress = lambda done, total: None) -> int:
    """Empty the projections and replay every edition. Answers how many derived rows were written and closed.

    One transaction: readers see the old rows until the new ones are whole. It locks the ledger against writers.
    While the database takes the rows of some families in, those after them are folded: of a large ledger in as many
    processes as there are processors, unless it is part of a transaction that others cannot look into.
    """
    within = connection.in_atomic_block
    written = 0
    with transaction.atomic(), without_collecting():
        with connection.cursor() as cursor:
            cursor.execute("SELECT edition FROM designations_ledger FOR UPDATE")
            # Foreign keys are checked batch by batch, not all of them kept in mind until the commit.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            empty()
        batches, until = Batches(), Ledger.objects.get().edition
        read = parts_apart if not within and pays(batches.events) else parts
        with _writing_aside() as write_aside:
            writing: Future[int] | None = None
            folded: Replayed | None = None
            for part in read(batches, until, progress):
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
