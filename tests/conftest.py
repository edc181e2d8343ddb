"""What every test stands on."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from pytest_socket import is_ipaddress

from config.local import process
from config.settings import STORAGES
from tests import database

HERE = ("127.0.0.1", "::1", "localhost", None, "")

# The same examples in every run; `--hypothesis-profile thorough` looks at others, and at many more of them.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=3000, print_blob=True)
hypothesis.settings.load_profile("house")

# Static files straight from their sources, and passwords that cost nothing.
QUICK = {
    "STORAGES": {
        **STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
    "WHITENOISE_AUTOREFRESH": True,
    "WHITENOISE_USE_FINDERS": True,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
}


@pytest.fixture(scope="session", autouse=True)
def quick_settings() -> Iterator[None]:
    """Settings that only make tests quicker."""
    with override_settings(**QUICK):
        yield


@pytest.fixture(scope="session")
def django_db_setup(request: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The shipped record, loaded once per worker; every test finds it, whatever the tests before it did."""
    with django_db_blocker.unblock():
        database.load_and_keep(database.wants_record(request.session.items))
    with database.flushing_restores():
        yield
    with django_db_blocker.unblock():
        database.forget()


@pytest.fixture
def record(db: None) -> None:
    """The shipped record, whole, as edition 1. Whatever a test adds is gone after it."""


@pytest.fixture
def empty_ledger(request: Any) -> None:
    """A ledger without an edition, and no row of the registry: for this test alone."""
    request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
    database.empty()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Let go of a connection to a database that was replaced.

    A browser test runs an event loop in this thread, and Django keeps other connections inside a loop than outside:
    what closes the one before a database is replaced leaves the other.
    """
    if connection.connection is not None and not connection.in_atomic_block and not connection.is_usable():
        connection.close()


@pytest.fixture(autouse=True)
def empty_redis() -> None:
    """Begin with nothing in the cache, the throttles and the queue."""
    cache.clear()


@pytest.fixture(autouse=True)
def names_stay_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to look up the name of any other machine; pytest-socket refuses to connect to one."""
    look_up = socket.getaddrinfo

    def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in HERE and not is_ipaddress(name):
            raise RuntimeError(f"A test tried to look up {host!r}.")
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", guarded)


@dataclass
class Worker:
    """A Celery worker in a process of its own, on the database of the test."""

    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """End it and its children as a power cut would."""
        process.kill_group(self.process)

    def wait_until(self, word: str, seconds: float = 20) -> None:
        """Return once `word` stands in its log."""
        deadline = time.monotonic() + seconds
        while word not in self.log.read_text():
            assert self.process.poll() is None, process.last_words(self.log)
            assert time.monotonic() < deadline, process.last_words(self.log)
            time.sleep(0.05)


def start_worker(log: Path) -> Worker:
    """Start a worker on the test database, and return once it takes tasks."""
    named = connection.settings_dict
    address = f"host={named['HOST']} dbname={named['NAME']} user={named['USER']}"
    for word in ("PORT", "PASSWORD"):
        address += f" {word.lower()}={named[word]}" if named[word] else ""
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "config",
        "worker",
        "--concurrency",
        "1",
        "--loglevel",
        "info",
    ]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    worker = Worker(
        process.start(process.leashed(command, signal.SIGKILL), log, {**os.environ, "DATABASE_URL": address}),
        log,
    )
    worker.wait_until(" ready.")
    return worker


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path) -> Iterator[Worker]:
    """A running Celery worker; rows must be committed for it to see them."""
    running = start_worker(tmp_path / "worker.log")
    yield running
    running.kill()
