"""What the database itself refuses, through plain SQL and past every action."""

import pytest
from django.db import IntegrityError, connection, transaction

from designations.actions import acts
from designations.actions.editions import edition
from designations.models import Edition, Ledger
from tests.actions.stating import act, cited, editor, later

pytestmark = pytest.mark.usefixtures("record")

KEPT = (
    "event", "citation", "settlement", "unification", "membership", "relation", "coverage", "noliststatement",
    "authorityterms", "regimeterms", "act", "edition", "ledger", "change",
)  # fmt: skip


def refuses(sql: str) -> str:
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(refused.value)


@pytest.mark.parametrize("table", KEPT)
def test_nothing_of_the_ledger_is_truncated(table: str) -> None:
    assert "keeps what it has said" in refuses(f"TRUNCATE designations_{table} CASCADE")


@pytest.mark.parametrize(
    "table", ["event", "citation", "membership", "coverage", "relation", "act", "edition", "change"]
)
def test_no_row_of_the_ledger_is_deleted(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min({'number' if table == 'edition' else 'id'}) FROM designations_{table}")
        (first,) = cursor.fetchone()

    said = refuses(f"DELETE FROM designations_{table} WHERE {'number' if table == 'edition' else 'id'} = {first}")

    assert "keeps what it has said" in said


@pytest.mark.parametrize(
    "change",
    ["stated = '1999'", "note = 'x'", "recorded_in = 2", "retracted_in = 7", "group_id = group_id + 1"],
)
def test_an_event_is_not_changed(change: str) -> None:
    assert "only added or retracted" in refuses(
        f"UPDATE designations_event SET {change} WHERE id = (SELECT min(id) FROM designations_event)"
    )


def test_a_citation_is_not_changed() -> None:
    assert "only added or retracted" in refuses("UPDATE designations_citation SET title = 'x'")


def test_a_retraction_is_once(record: None) -> None:
    event = acts.publish(act=act("us-fto", "taliban", "listed", "2020"), citations=[cited()], by=editor(), at=later())
    acts.retract(act=event.act, by=editor(), at=later(), reason="a trial")

    assert "only added or retracted" in refuses(
        f"UPDATE designations_event SET retracted_in = retracted_in + 1 WHERE id = {event.pk}"
    )


def test_editions_are_numbered_without_gaps() -> None:
    assert "without gaps" in refuses("UPDATE designations_ledger SET edition = edition + 2")


def test_a_numbered_edition_must_be_written() -> None:
    with pytest.raises(IntegrityError, match="never written"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE designations_ledger SET edition = edition + 1")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_edition_never_lies_before_the_one_before(record: None) -> None:
    before = Edition.objects.order_by("-number")[0]

    event = acts.publish(
        act=act("us-fto", "taliban", "listed", "2020"), citations=[cited()], by=editor(), at=later(-10_000_000)
    )

    assert Edition.objects.get(pk=event.recorded_in_id).at == before.at


def test_a_roll_back_leaves_no_gap(record: None) -> None:
    number = Ledger.objects.get().edition

    with pytest.raises(ZeroDivisionError), edition(by=editor(), at=later(), action="publish"):
        raise ZeroDivisionError

    assert Ledger.objects.get().edition == number


def test_a_relation_never_runs_in_a_circle() -> None:
    said = refuses(
        "INSERT INTO designations_relation"
        " (group_id, kind, other_id, starts_stated, ends_stated, checked, note, recorded_in)"
        " SELECT other_id, kind, group_id, '', '', false, '', (SELECT edition FROM designations_ledger)"
        " FROM designations_relation WHERE kind = 'wing_of' LIMIT 1"
    )

    assert "circle" in said


def test_certain_periods_of_a_listing_never_overlap() -> None:
    said = refuses(
        "INSERT INTO designations_period"
        " (listing_id, opened_by_id, standing, scope, certain_from, known_from, rules_version)"
        " SELECT listing_id, (SELECT max(id) FROM designations_act), standing, scope, certain_from, known_from,"
        " rules_version FROM designations_period WHERE certain_from IS NOT NULL LIMIT 1"
    )

    assert "periods_of_a_listing_do_not_overlap" in said
