"""A database for the benchmarks alone: embedded servers in a temporary folder, durable as in daily use."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.local import environment, services
from config.local.folders import Folders
from config.local.supervisor import Supervisor

TUNING = {"shared_buffers": "1GB", "work_mem": "32MB", "maintenance_work_mem": "256MB", "max_wal_size": "8GB"}


@contextmanager
def own_database() -> Iterator[None]:
    """Start PostgreSQL and Redis, migrate an empty database, and take all of it away at the end."""
    home = Path(tempfile.mkdtemp(prefix="atlas-bench-"))
    home.chmod(0o711)
    folders = Folders(home / "data")
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    os.environ["ATLAS_DATA"] = str(folders.data)
    os.environ["API_RATE"] = "1000000/min"
    supervisor = Supervisor(say=print)
    try:
        services.start(folders, environment.fill(folders), supervisor, TUNING)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        # Pages name their static files by content.
        call_command("collectstatic", verbosity=0, interactive=False)
        yield
    finally:
        supervisor.stop()
        shutil.rmtree(home, ignore_errors=True)
