"""Every test has an archive of its own."""

import pytest


@pytest.fixture(autouse=True)
def archive(tmp_path, settings):
    settings.ARCHIVE_ROOT = tmp_path / "archive"
    return settings.ARCHIVE_ROOT
