"""The database of the tests: it holds the shipped record, and holds it again after every test.

A test in a transaction is rolled back. A transactional test commits, so afterwards the database is made anew as a
copy of the one that was kept: neither the order of tests nor the number of workers matters.
"""

import fcntl
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

EMPTY = "empty_ledger"
"""The fixture of a test that begins with no edition at all."""


def kept() -> str:
    """The name of the database that is copied."""
    return f"{connection.settings_dict['NAME']}_kept"


def wants_record(items: list[pytest.Item]) -> bool:
    """Whether any of the tests may look at the record; loading it takes seconds."""
    return any(EMPTY not in getattr(item, "fixturenames", ()) for item in items)


def load_and_keep(record: bool) -> None:
    """Load the record into the migrated database, or copy it from a worker that has, and keep a copy of it."""
    own = connection.settings_dict["NAME"]
    with one_worker_at_a_time() as loaded:
        if loaded.exists():
            copy(loaded.read_text(), own)
        elif record:
            call_command("load_record", verbosity=0, stdout=io.StringIO())
        copy(own, kept())
        loaded.write_text(kept())


@contextmanager
def one_worker_at_a_time() -> Iterator[Path]:
    """Answer the file that names the copy of a worker that has loaded the record."""
    folder = settings.ATLAS_DATA.parent
    with (folder / "record.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder / "record.loaded"


def restore() -> None:
    """Bring the database back to what was kept. Connections of others to it are ended."""
    copy(kept(), connection.settings_dict["NAME"])


def forget() -> None:
    """Drop the copy."""
    connection.close()
    with one_worker_at_a_time() as loaded:
        loaded.unlink(missing_ok=True)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{kept()}" WITH (FORCE)')


def copy(source: str, target: str) -> None:
    """Make one database a copy of another, whatever it was."""
    connection.close()
    connection.close_pool()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


@contextmanager
def flushing_restores() -> Iterator[None]:
    """What Django does after a transactional test, emptying every table, brings back what was kept instead."""
    original = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self: DatabaseOperations, statements: list[str]) -> None:
        restore()

    DatabaseOperations.execute_sql_flush = execute_sql_flush
    yield
    DatabaseOperations.execute_sql_flush = original


def empty() -> None:
    """Take every edition and all that came of it out of the database, past the triggers that refuse it."""
    tables = [name for name in connection.introspection.table_names() if name.startswith(("designations_", "sources_"))]
    names = ", ".join(f'"{name}"' for name in tables)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {names}")
        cursor.execute("INSERT INTO designations_ledger (id, edition) VALUES (1, 0)")
        cursor.execute("SET session_replication_role = origin")
