"""The shipped record, loaded once for a module and rolled back after it; pages are read by Django's client."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from designations.seeding import load, read_package

COUNTS = Path(__file__).with_name("query_counts.json")
DATA = Path(__file__).parents[2] / "data"
LOADED_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def record(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The record as it ships, in edition 1."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        with transaction.atomic():
            loader = get_user_model().objects.create_user("record-loader")
            loaded = load(read_package(DATA), by=loader, at=LOADED_AT)
            assert not loaded.bad
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            yield
            transaction.set_rollback(True)


Counted = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def counted() -> Counted:
    """Holds the number of queries of a block to the committed one; UPDATE_QUERY_COUNTS=1 records it anew."""

    @contextmanager
    def counting(name: str) -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        counts = json.loads(COUNTS.read_text(encoding="utf-8")) if COUNTS.exists() else {}
        if os.environ.get("UPDATE_QUERY_COUNTS"):
            counts[name] = max(len(captured), counts.get(name, 0))
            COUNTS.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        asked = "\n".join(query["sql"][:200] for query in captured)
        assert len(captured) == counts.get(name), f"{name}: {len(captured)} queries\n{asked}"

    return counting
