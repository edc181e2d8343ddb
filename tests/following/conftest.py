"""Every test has an archive of its own; some have a site on loopback that gives out a list."""

import pytest

from tests.desk.conftest import site
from tests.desk.site import url
from tests.following.made import un_source

__all__ = ["archive", "followed", "site"]


@pytest.fixture(autouse=True)
def archive(tmp_path, settings):
    settings.ARCHIVE_ROOT = tmp_path / "archive"
    return settings.ARCHIVE_ROOT


@pytest.fixture
def followed(record, site):
    """The United Nations' list, followed, at an address of the site."""
    source = un_source()
    source.moved_files, source.active = {"list": url(site, "un.xml")}, True
    source.save()
    return source
