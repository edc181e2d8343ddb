"""Loading the package: in one edition, through the actions; twice changes nothing; a changed row corrects."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from designations.actions import acts
from designations.actions.statements import ActStatement, CitationStatement
from designations.domain.acts import CitationKind, Effect, EventKind
from designations.domain.dates import StatedDate
from designations.models import Act, Authority, Citation, Coverage, Edition, Event, Membership, Name, Relation
from designations.seeding import load, read_package
from tests.seeding.conftest import CLOSED, NOW, OPENED

pytestmark = pytest.mark.usefixtures("empty_ledger")

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user(username="editor", password="x")


def living(key):
    return Event.objects.alive().get(act__key=key)


def test_everything_is_loaded_in_one_edition_through_the_actions(files, loaded):
    done = loaded(files)

    edition = Edition.objects.get()
    assert (done.published, done.corrected, done.edition, done.bad) == (3, 0, edition.number, [])
    assert (edition.by_role, edition.data_version) == ("loader", "1")
    assert {row.recorded_in_id for row in Event.objects.all()} == {edition.number}
    rows = (Authority, Membership, Coverage, Name, Relation, Act, Citation)
    assert [model.objects.count() for model in rows] == [2, 1, 1, 1, 1, 3, 2]
    assert Name.objects.get().text == "Движение"
    assert Citation.objects.get(event__act__key=OPENED).read


def test_progress_is_told_to_its_end(files, loader):
    told = []
    load(read_package(files.write()), by=loader, at=NOW, progress=lambda *step: told.append(step))

    assert told[0] == ("registry", 1, 6)
    assert ("registry", 6, 6) in told
    assert told[-1] == ("acts", 3, 3)


def test_loading_twice_changes_nothing(files, loaded):
    loaded(files)
    again = loaded(files)

    assert (again.published, again.corrected, again.edition, again.for_a_person) == (0, 0, None, [])
    assert Edition.objects.count() == 1


def test_a_changed_row_corrects_its_act_and_no_other(files, loaded):
    loaded(files)
    files.rows["events"][1]["date"] = "2024-05-03"

    again = loaded(files)

    assert (again.published, again.corrected, again.edition) == (0, 1, 2)
    assert living(CLOSED).stated == "2024-05-03"
    assert Event.objects.get(act__key=CLOSED, retracted_in=2).stated == "2024"
    assert living(OPENED).recorded_in_id == 1


def test_a_changed_citation_corrects_its_act(files, loaded):
    loaded(files)
    files.rows["citations"][0]["stated"] = "2005-02-28"

    assert loaded(files).corrected == 1
    assert Citation.objects.alive().get(event__act__key=OPENED).stated == "2005-02-28"


def test_changed_rows_of_the_registry_are_taken(files, loaded):
    loaded(files)
    files.rows["authorities"][0]["name"] = "Republic of Kaland"
    files.rows["coverage"][0]["level"] = "partial"

    again = loaded(files)

    assert (again.edition, again.corrected) == (2, 0)
    assert Authority.objects.get(code="KA").name == "Republic of Kaland"
    assert [(row.level, row.retracted_in_id) for row in Coverage.objects.order_by("pk")] == [
        ("complete", 2),
        ("partial", None),
    ]


def test_a_new_row_is_published_beside_what_stands(files, loaded):
    loaded(files)
    files.rows["events"].append({**files.rows["events"][2], "act": "aaaaaaaad5", "kind": "renewed", "effect": "none"})

    again = loaded(files)

    assert (again.published, again.corrected, again.edition) == (1, 0, 2)


def test_an_act_that_a_person_corrected_is_theirs(files, loaded, editor):
    loaded(files)
    event = living(CLOSED)
    to = replace(ActStatement.of(event), stated=StatedDate.parse("2024-05"))
    acts.correct(act=event.act, to=to, by=editor, at=LATER, reason="a better source")
    files.rows["events"][1]["date"] = "2023"

    again = loaded(files)

    assert again.for_a_person == [f"act {CLOSED} was changed by a person since; its row was not taken"]
    assert (again.corrected, living(CLOSED).stated) == (0, "2024-05")


def test_evidence_that_a_person_added_stays(files, loaded, editor):
    loaded(files)
    added = CitationStatement(
        kind=CitationKind.NEWS, title="Report", publisher="Paper", read=True, url="https://paper.example/1"
    )
    acts.cite(act=living(CLOSED).act, citation=added, by=editor, at=LATER)

    again = loaded(files)

    assert (again.for_a_person, again.corrected, again.edition) == ([], 0, None)
    assert Citation.objects.alive().filter(event__act__key=CLOSED).count() == 2


def test_a_lost_row_is_reported_and_stays(files, loaded):
    loaded(files)
    files.rows["events"].pop()

    again = loaded(files)

    assert again.for_a_person == ["act aaaaaaaac4 is gone from the files and still stands in the record"]
    assert Event.objects.alive().count() == 3


def test_an_act_of_a_person_is_no_lost_row(files, loaded, editor):
    loaded(files)
    renewed = replace(ActStatement.of(living(OPENED)), kind=EventKind.RENEWED, effect=Effect.NONE)
    acts.publish(act=renewed, citations=[], by=editor, at=LATER)

    assert loaded(files).for_a_person == []


def test_an_act_that_was_retracted_is_not_published_again(files, loaded, editor):
    loaded(files)
    acts.retract(act=living(CLOSED).act, by=editor, at=LATER, reason="it never happened")

    again = loaded(files)

    assert again.for_a_person == [f"act {CLOSED} was retracted in the record and still stands in the files"]
    assert (again.published, Event.objects.alive().count()) == (0, 2)


def test_the_command_says_what_was_done(files):
    folder = files.write()
    said = StringIO()
    call_command("load_record", folder, stdout=said)
    assert said.getvalue() == "edition 1: 3 acts published, 0 corrected\n"

    files.rows["events"].pop()
    said = StringIO()
    call_command("load_record", files.write(), stdout=said)
    assert said.getvalue() == (
        "for a person: act aaaaaaaac4 is gone from the files and still stands in the record\n"
        "nothing new: 0 acts published, 0 corrected\n"
    )
