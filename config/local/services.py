"""The services that this checkout brings itself: those for which no address is set."""

import fcntl
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from config.local import postgres
from config.local import queue as redis
from config.local.account import choose
from config.local.folders import Folders
from config.local.supervisor import Child, Supervisor


def cluster(folders: Folders, tuning: Mapping[str, str] | None = None) -> postgres.Cluster:
    """The embedded PostgreSQL of these folders, of the version that made its files. Raises CannotStart."""
    major, programs = postgres.choose_version(folders.data)
    return postgres.Cluster(
        home=folders.data / f"postgres-{major}",
        sockets=folders.run / "pg",
        programs=programs,
        account=choose(),
        log=folders.logs / "postgres.log",
        settings=tuning or {},
    )


def queue(folders: Folders) -> redis.Queue:
    """The embedded Redis of these folders."""
    return redis.Queue(socket=folders.run / "redis.sock", log=folders.logs / "redis.log")


def start(
    folders: Folders,
    embedded: frozenset[str],
    supervisor: Supervisor,
    tuning: Mapping[str, str] | None = None,
) -> None:
    """Start the `embedded` ones (`postgres`, `redis`) as the lowest floor of a run. Raises CannotStart."""
    children = []
    if "redis" in embedded:
        children.append(Child("redis", queue(folders).start, patience=1.0))
    if "postgres" in embedded:
        own = cluster(folders, tuning)
        # An account that is lent must be able to pass through; everything inside has its own mode.
        for folder in (folders.data, folders.run):
            folder.chmod(0o711 if own.account.owner else 0o700)
        own.create()
        # First with transactions rolled back, then at once: then it recovers at the next start.
        signs = (signal.SIGINT, signal.SIGQUIT)
        children.append(Child("postgres", own.start, signs, patience=1.5))
    supervisor.add(*children)


@contextmanager
def hold(folders: Folders) -> Iterator[bool]:
    """Hold these folders for one run; tells False where another one holds them, and lets go at the end."""
    folders.make()
    with (folders.data / "lock").open("a+") as file:
        yield lock(file)


def lock(file: IO[str]) -> bool:
    """Whether the lock was free; the system frees it when its holder ends, however that happens."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def available(folders: Folders, embedded: frozenset[str]) -> Iterator[None]:
    """The services for one command: those of a run that is up, else started now and stopped after it."""
    with hold(folders) as held:
        if not held:
            yield
            return
        supervisor = Supervisor(say=print)
        try:
            start(folders, embedded, supervisor)
            yield
        finally:
            supervisor.stop()
