"""Fixtures of the desk."""

from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from sources import hosts
from tests.desk.made import World, make_world
from tests.desk.site import running_site


@pytest.fixture
def site(settings, monkeypatch) -> Iterator[ThreadingHTTPServer]:
    """A site on loopback, which may be asked, and without a pause between two requests."""
    settings.FETCH_LOOPBACK = True
    monkeypatch.setattr(hosts, "PAUSE", 0.0)
    with running_site() as server:
        yield server


@pytest.fixture
def world(empty_ledger, tmp_path, settings) -> World:
    """The made record, with an archive of its own."""
    settings.ARCHIVE_ROOT = tmp_path / "archive"
    return make_world()
