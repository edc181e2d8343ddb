"""Processes that fold for another: which ledgers they are for, and that none outlives the one that it works for."""

import multiprocessing
import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from designations.projection import apart

forking = multiprocessing.get_context("fork")


def test_a_small_ledger_is_folded_here() -> None:
    assert not apart.pays(apart.ENOUGH - 1)
    assert apart.pays(apart.ENOUGH) == (len(os.sched_getaffinity(0)) > 1)


def works(told: Connection) -> None:
    apart.end_with_parent()
    told.send(os.getpid())
    time.sleep(600)


def is_killed(told: Connection) -> None:
    worker = forking.Process(target=works, args=(told,))
    worker.start()
    time.sleep(600)


def ended(pid: int) -> bool:
    """Whether a process is gone, or waits for nothing but to be counted."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_a_process_ends_with_the_one_that_it_works_for() -> None:
    heard, told = forking.Pipe(duplex=False)
    between = forking.Process(target=is_killed, args=(told,))
    between.start()
    pid = heard.recv()
    assert not ended(pid)

    assert between.pid is not None
    os.kill(between.pid, signal.SIGKILL)
    between.join()

    deadline = time.monotonic() + 30
    while not ended(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert ended(pid)
