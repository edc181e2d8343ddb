"""The database of the tests holds the record, whatever a test does to it."""

import pytest

from designations.models import Event, Group, Ledger
from tests import database


def test_the_record_is_there(record: None) -> None:
    assert Ledger.objects.get().edition == 1
    assert Event.objects.count() > 1500


def test_a_test_may_begin_with_nothing(empty_ledger: None) -> None:
    assert Ledger.objects.get().edition == 0
    assert not Group.objects.exists()


def test_what_a_test_commits_is_undone(transactional_db: None, empty_ledger: None) -> None:
    Group.objects.create(slug="left-behind", name="Left behind")
    database.restore()

    assert not Group.objects.filter(slug="left-behind").exists()
    assert Group.objects.exists() == (Ledger.objects.get().edition == 1)


@pytest.mark.django_db(transaction=True)
def test_a_committing_test_finds_the_record() -> None:
    assert Ledger.objects.get().edition == 1
