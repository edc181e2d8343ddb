"""Pages of a record that has been corrected, retracted, settled and unified: what was known stays to be read."""

import re

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from designations.actions import acts, disputes, groups
from designations.actions.statements import ActStatement
from designations.domain.dates import StatedDate
from designations.models import Act, Event, Group
from tests.queries.conftest import NOW, REMOVAL

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture
def editor(django_user_model: type[AbstractBaseUser]) -> AbstractBaseUser:
    return django_user_model.objects.create_user(username="editor", password="x")


def plain(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def removal() -> Event:
    return Event.objects.select_related("regime", "group").get(act__key=REMOVAL, retracted_in=None)


def test_a_correction_shows_on_the_day_and_what_was_known_before_stays(
    client: Client, editor: AbstractBaseUser
) -> None:
    held = ActStatement.of(removal())
    moved = ActStatement(
        regime=held.regime, group=held.group, kind=held.kind, effect=held.effect, stated=StatedDate.parse("2023-12-20")
    )
    acts.correct(act=Act.objects.get(key=REMOVAL), to=moved, by=editor, at=NOW, reason="the decision was found")

    act = plain(client, f"/acts/{REMOVAL}/")
    assert "the decision was found" in act
    assert "Kazakh court list: delisted, Taliban, 2023-12-20" in act
    assert "Kazakh court list: delisted, Taliban, 2023-12-29" in act
    assert f"editor {editor.pk}" in act
    assert "delisted" in plain(client, "/matrix/taliban/KZ/?as_of=2023-12-24")
    assert "listed since 2005-03-15" in plain(client, "/matrix/taliban/KZ/?as_of=2023-12-24&known_at=e1")


def test_a_retracted_act_keeps_its_page_and_says_so(client: Client, editor: AbstractBaseUser) -> None:
    acts.retract(act=Act.objects.get(key=REMOVAL), by=editor, at=NOW, reason="never happened")

    act = plain(client, f"/acts/{REMOVAL}/")
    assert "The record has retracted what it stated of this act." in act
    assert "never happened" in act
    assert "Kazakhstan delisted the Taliban" in plain(client, f"/acts/{REMOVAL}/?known_at=e1")
    assert client.get(f"/conflicts/obligation:{REMOVAL}:UN/").status_code == 404
    assert client.get(f"/conflicts/obligation:{REMOVAL}:UN/?known_at=e1").status_code == 200


def test_a_past_edition_is_marked_as_past(client: Client, editor: AbstractBaseUser) -> None:
    acts.retract(act=Act.objects.get(key=REMOVAL), by=editor, at=NOW, reason="never happened")

    assert "not the latest" in plain(client, "/groups/taliban/?known_at=e1")
    assert "not the latest" not in plain(client, "/groups/taliban/")
    assert "known_at=e2" in client.get("/groups/taliban/").content.decode(), "the permalink holds the edition"


def test_a_settled_dispute_tells_the_reason(client: Client, editor: AbstractBaseUser) -> None:
    disputes.settle(
        act=Act.objects.get(key=REMOVAL),
        stated=StatedDate.parse("2023-12-29"),
        reason="the ministry announced it then",
        by=editor,
        at=NOW,
    )

    assert "the ministry announced it then" in plain(client, f"/acts/{REMOVAL}/")


def test_a_group_read_as_another_leads_to_it_and_led_to_itself_before(client: Client, editor: AbstractBaseUser) -> None:
    group, into = Group.objects.get(slug="afghan-support-committee"), Group.objects.get(slug="taliban")
    groups.unify(group=group, into=into, by=editor, at=NOW, reason="for the test")

    moved = client.get("/groups/afghan-support-committee/?as_of=2024-06-10")
    assert (moved.status_code, moved["Location"]) == (302, "/groups/taliban/?as_of=2024-06-10")
    cell = client.get("/matrix/afghan-support-committee/US/")
    assert (cell.status_code, cell["Location"]) == (302, "/matrix/taliban/US/")
    assert client.get("/groups/afghan-support-committee/?known_at=e1").status_code == 200
