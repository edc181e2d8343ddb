"""Fixtures of the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from config.editors import make_editor
from tests.desk.conftest import world

__all__ = ["editing", "world"]


@pytest.fixture
def editing(db) -> Client:
    """A browser in which an editor is signed in."""
    make_editor("editor", "a password of no use")
    client = Client(raise_request_exception=True)
    client.force_login(get_user_model().objects.get(username="editor"))
    return client
