"""Queries of a page, held to committed numbers."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.counting import hold

COUNTS = Path(__file__).with_name("query_counts.json")

Counted = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def counted() -> Counted:
    """Holds the number of queries of a block to the committed one; UPDATE_QUERY_COUNTS=1 records it anew."""

    @contextmanager
    def counting(name: str) -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        hold(COUNTS, name, captured.captured_queries)

    return counting
