"""What is said where the ledger itself is broken, and where words are taken out of it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError

from designations.actions import acts
from designations.actions.digest import line, verify
from designations.actions.editions import NothingToRecord, edition
from designations.actions.refusals import sentences_of
from designations.actions.statements import Refused, usual_effect
from designations.domain.acts import Effect, EventKind
from designations.models import Act, Change, Citation, Edition, Event, Ledger
from tests.actions.stating import editor, later, past_the_triggers

pytestmark = pytest.mark.usefixtures("record")

KZ = "nezrlagop2"


def redact(**more: Any) -> None:
    acts.redact(act=Act.objects.get(key=KZ), by=editor(), at=later(), reason="a court's order", **more)


def test_a_missing_edition_is_named() -> None:
    for _ in range(2):
        acts.retract(act=Event.objects.alive().select_related("act")[0].act, by=editor(), at=later(), reason="a trial")
    past_the_triggers("DELETE FROM designations_edition WHERE number = 2")

    assert verify() == ["edition 2 is missing: the next is 3"]


def test_a_ledger_without_its_row_is_told() -> None:
    past_the_triggers("DELETE FROM designations_ledger")

    with (
        pytest.raises(RuntimeError, match="restore the database from a backup"),
        edition(by=editor(), at=later(), action="publish"),
    ):
        pass


@pytest.mark.django_db(transaction=True)
def test_another_failure_of_the_database_is_not_called_busy() -> None:
    def try_to_write() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = '100ms'")
                with edition(by=None, at=later(), action="publish"):  # type: ignore[arg-type]
                    pass
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        Ledger.objects.select_for_update().get()
        with pytest.raises(OperationalError, match="statement timeout"):
            pool.submit(try_to_write).result()


def test_what_has_no_form_has_no_place_in_a_digest() -> None:
    with pytest.raises(TypeError, match="object has no place in a digest"):
        line({"key": object()})


def test_only_the_words_named_are_blanked() -> None:
    redact(note=True)
    assert {event.note for event in Event.objects.filter(act__key=KZ)} == {""}
    key = Citation.objects.filter(event__act__key=KZ).exclude(quote="").values_list("key", flat=True).first() or "c1"
    redact(quotes_of=[key])

    told = Change.objects.filter(kind="act_redacted").order_by("edition", "seq")
    assert [change.after["blanked"] for change in told] == [["note"], [f"quote of {key}"]]
    assert verify() == []


def test_a_redaction_of_nothing_tells_nothing() -> None:
    before = Edition.objects.count(), Change.objects.count()
    with pytest.raises(NothingToRecord):
        redact(quotes_of=["no-such-key"])
    assert (Edition.objects.count(), Change.objects.count()) == before


@pytest.mark.parametrize(
    ("kind", "effect"),
    [
        (EventKind.LISTED, Effect.OPEN),
        (EventKind.SUSPENDED, Effect.PAUSE),
        (EventKind.REINSTATED, Effect.OPEN),
        (EventKind.ANNULLED, Effect.CLOSE),
        (EventKind.RENEWED, Effect.NONE),
    ],
)
def test_a_kind_has_its_usual_effect(kind: EventKind, effect: Effect) -> None:
    assert usual_effect(kind) is effect


def test_a_refusal_is_said_field_by_field() -> None:
    assert sentences_of(Refused({"date": "It cannot be."})) == {"date": "It cannot be."}
    assert sentences_of(ValueError("It cannot be.")) == {"": "It cannot be."}
