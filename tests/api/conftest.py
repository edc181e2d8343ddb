"""A reader of the API, and queries held to committed numbers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from designations.actions import groups
from designations.models import Group
from tests.counting import hold
from tests.queries.conftest import NOW

COUNTS = Path(__file__).with_name("query_counts.json")

Read = Callable[..., Any]


@pytest.fixture
def read(record: None, client: Client) -> Read:
    """The JSON of an address, which answers 200."""

    def reading(address: str, status: int = 200) -> Any:
        response = client.get(f"/api/v1/{address}")
        assert response.status_code == status, response.content[:500]
        assert response["Content-Type"] == "application/json"
        return response.json()

    return reading


@pytest.fixture
def counted(client: Client) -> Callable[[str, str], int]:
    """The number of queries of an address, held to the committed one; UPDATE_QUERY_COUNTS=1 records it anew."""

    def counting(name: str, address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/api/v1/{address}").status_code == 200
        hold(COUNTS, name, asked.captured_queries)
        return len(asked)

    return counting


@pytest.fixture
def unified(record: None, django_user_model: Any) -> None:
    """The Haqqani network read as the Taliban."""
    editor = django_user_model.objects.create_user(username="editor", password="x")
    pair = Group.objects.get(slug="haqqani-network"), Group.objects.get(slug="taliban")
    groups.unify(group=pair[0], into=pair[1], by=editor, at=NOW, reason="for the test")
