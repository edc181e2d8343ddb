"""Several writers at once, on connections of their own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from designations.actions import acts, editions
from designations.actions.digest import verify
from designations.models import Change, Edition, Ledger
from designations.projection import drift
from tests.actions.stating import act, cited, editor, later

WRITERS, EACH = 8, 3
GROUPS = ("taliban", "hamas", "hezbollah")


@pytest.mark.django_db(transaction=True)
def test_eight_writers_leave_no_gap_no_repeat_and_no_drift() -> None:
    by, at, first = editor(), later(), Ledger.objects.get().edition

    def write(writer: int) -> list[int]:
        try:
            return [
                acts.publish(
                    act=act("us-fto", GROUPS[(writer + turn) % len(GROUPS)], "confirmed", "2020"),
                    citations=[cited()],
                    by=by,
                    at=at,
                    although_it_does_not_fit=True,
                ).recorded_in_id
                for turn in range(EACH)
            ]
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        numbers = [number for written in pool.map(write, range(WRITERS)) for number in written]

    assert sorted(numbers) == list(range(first + 1, first + 1 + WRITERS * EACH))
    assert list(Edition.objects.order_by("number").values_list("number", flat=True))[-1] == max(numbers)
    assert Change.objects.filter(edition__gt=first, kind="act_published").count() == WRITERS * EACH
    assert verify() == []
    assert drift() == []


@pytest.mark.django_db(transaction=True)
def test_a_writer_that_waits_too_long_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "LOCK_TIMEOUT", "200ms")
    by, number = editor(), Ledger.objects.get().edition

    def try_to_write() -> None:
        try:
            acts.publish(act=act("us-fto", "taliban", "listed", "2020"), citations=[cited()], by=by, at=later())
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        Ledger.objects.select_for_update().get()
        with pytest.raises(editions.LedgerBusy, match="Nothing was saved"):
            pool.submit(try_to_write).result()

    assert Ledger.objects.get().edition == number
