"""A pytest plugin: PostgreSQL and Redis of this test run alone, up before any setting is read.

With DATABASE_URL or REDIS_URL set, those are used instead. POSTGRES_PROGRAMS=/usr/lib/postgresql/15/bin runs
the suite on another version. Workers of pytest-xdist share the servers: each has its own database in
PostgreSQL, its own numbered one in Redis, and its own folder for files.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from config.local import environment, services
from config.local.folders import Folders
from config.local.supervisor import Supervisor

# What a crash would cost is no matter here, speed is.
TUNING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "60"}


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Start what is missing before pytest-django reads the settings."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        share(int(worker.removeprefix("gw")) + 1)
    else:
        begin(early_config)
    return (yield)


def begin(config: pytest.Config) -> None:
    """Make the folder of this run and its services, and have both taken away at its end."""
    # Not pytest's own temporary folder: its path may be too long for a socket.
    home = Path(tempfile.mkdtemp(prefix="atlas-test-"))
    home.chmod(0o711)
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    folders = Folders(home / "data")
    os.environ["ATLAS_DATA"] = str(folders.data)
    os.environ["SECRET_KEY"] = "only for tests"
    os.environ["API_RATE"] = "1000000/min"
    # Databases come and go between tests; a pool would keep connections to one that is gone.
    os.environ["DATABASE_POOL_SIZE"] = "0"
    supervisor = Supervisor(say=print)
    config.add_cleanup(supervisor.stop)
    embedded = environment.fill(folders)
    services.start(folders, embedded, supervisor, TUNING)


def share(number: int) -> None:
    """Take one worker's part of the shared services."""
    data = Path(os.environ["ATLAS_DATA"]) / f"worker-{number}"
    data.mkdir(exist_ok=True)
    os.environ["ATLAS_DATA"] = str(data)
    address, _, _ = os.environ["REDIS_URL"].partition("?")
    os.environ["REDIS_URL"] = f"{address}?db={number}"
