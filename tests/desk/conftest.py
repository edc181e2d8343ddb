"""Fixtures of the desk."""

import pytest

from tests.desk.made import World, make_world


@pytest.fixture
def world(empty_ledger, tmp_path, settings) -> World:
    """The made record, with an archive of its own."""
    settings.ARCHIVE_ROOT = tmp_path / "archive"
    return make_world()
