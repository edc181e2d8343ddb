"""Queries of a page, held to committed numbers."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

COUNTS = Path(__file__).with_name("query_counts.json")

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
            counts[name] = len(captured)
            COUNTS.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        asked = "\n".join(query["sql"][:200] for query in captured)
        assert len(captured) == counts.get(name), f"{name}: {len(captured)} queries\n{asked}"

    return counting
