"""Files of the record from the site: how often they may be fetched, and where a group is read as another."""

import pytest
from django.test import Client

from designations.actions import groups
from designations.models import Group
from designations.web.downloads import FileRate
from tests.queries.conftest import NOW

pytestmark = pytest.mark.usefixtures("record")


def test_an_address_that_fetches_many_files_is_held_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileRate, "rate", "2/hour")
    first = client.get("/data/regimes.csv")
    b"".join(first)
    b"".join(client.get("/data/authorities.csv"))

    held = client.get("/data/atlas.zip")
    assert held.status_code == 429
    assert 0 < int(held["Retry-After"]) <= 3600
    assert "come again later" in held.content.decode()
    assert client.get("/data/groups.csv").status_code == 429
    assert client.get("/data/regimes.csv", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get("/data/").status_code == 200
    assert "Cookie" not in first["Vary"]


def test_a_group_that_is_read_as_another_leads_to_the_file_of_that(client: Client, django_user_model) -> None:
    editor = django_user_model.objects.create_user(username="editor", password="x")
    pair = Group.objects.get(slug="haqqani-network"), Group.objects.get(slug="taliban")
    groups.unify(group=pair[0], into=pair[1], by=editor, at=NOW, reason="for the test")

    response = client.get("/data/acts.csv?group=haqqani-network")
    assert (response.status_code, response["Location"]) == (302, "/data/acts.csv?group=taliban")
    held = b"".join(client.get(response["Location"]))
    assert b",haqqani-network," in held, "for whom it was recorded stays told"
    apart = client.get("/data/acts.csv?group=haqqani-network&known_at=e1")
    assert b",taliban," not in b"".join(apart)
