"""Made histories, poured in by the thousand: a ledger like any other, and what rebuilding makes of it."""

import gc
from typing import Any

import pytest
from django.db import connection

from benchmarks.pouring import _set_sequences, pour
from designations.actions.digest import verify
from designations.models import Edition, Event, Listing
from designations.projection import apart, drift, rebuild, rebuilding, replay
from designations.projection.rebuilding import Progress
from designations.projection.storing import MODELS
from tests.database import empty


def test_what_is_poured_in_is_a_ledger_whose_chain_holds(empty_ledger: None) -> None:
    filled = pour(600, 60)

    assert Event.objects.count() == filled.events > filled.acts == 600
    assert Event.objects.exclude(retracted_in=None).count() == filled.retracted + filled.corrected > 20
    assert Edition.objects.count() == filled.editions == 60
    assert verify() == []
    rebuild()
    assert drift() == []


def test_numbers_that_were_given_are_not_given_again(record: None) -> None:
    highest = Event.objects.latest("pk").pk

    _set_sequences()

    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('designations_event', 'id'))")
        [(first,)] = cursor.fetchall()
        empty()
        _set_sequences()
        cursor.execute("SELECT nextval(pg_get_serial_sequence('designations_event', 'id'))")
        [(second,)] = cursor.fetchall()
    assert highest < first < second


def rebuilt(progress: Progress = lambda done, total: None) -> dict[str, list[tuple[Any, ...]]]:
    """Every derived row as it is rebuilt, ids and all: they are given from the first again."""
    tables = (Listing, *MODELS.values())
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), 1, false)", [model._meta.db_table])
    rebuild(progress)
    return {model.__name__: list(model._default_manager.order_by("pk").values_list()) for model in tables}


@pytest.mark.django_db(transaction=True)
def test_processes_apart_write_the_rows_that_one_process_writes(
    empty_ledger: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pour(900, 60)
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(replay, "BATCH", 100)
    by_one = rebuilt()

    monkeypatch.setattr(apart, "ENOUGH", 900)
    monkeypatch.setattr(apart, "_processors", lambda: 2)

    assert rebuilt(lambda done, total: told.append((done, total))) == by_one
    assert told[-1][0] == told[-1][1] == Event.objects.values("group").distinct().count()
    assert len(told) > 2 * apart.AHEAD
    assert all(by_one.values())


def test_what_others_cannot_see_yet_is_folded_here(record: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "ENOUGH", 0)
    monkeypatch.setattr(rebuilding, "parts_apart", None)

    with replay.without_collecting():
        assert rebuild() > 0
        assert not gc.isenabled()

    assert gc.isenabled()
    assert drift() == []
