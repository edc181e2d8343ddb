"""Acts in the admin: editing corrects, deleting retracts, and nothing is written past the actions."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from designations.actions import acts
from designations.domain.acts import Effect, EventKind
from designations.models import Act, Citation, Edition, Event, Settlement
from tests.admin.pages import filled, send
from tests.desk.made import NOW, cited, editor, statement

ADD = reverse("admin:designations_act_add")


def page(act: Act, name: str = "change") -> str:
    return reverse(f"admin:designations_act_{name}", args=[act.pk])


def latest() -> Edition:
    return Edition.objects.latest("number")


def a_listing(world, **changes) -> dict:
    said = {
        "regime": world.regime.pk, "group": world.group.pk, "kind": "listed", "effect": "open", "stated": "2025-02",
        "scope": "", "scope_of": "", "reason": "", "official_ref": "", "note": "", "day_order": "", "why": "",
        "citations-TOTAL_FORMS": "1", "citations-INITIAL_FORMS": "0", "citations-MIN_NUM_FORMS": "0",
        "citations-MAX_NUM_FORMS": "1000", "citations-0-kind": "official", "citations-0-title": "Register",
        "citations-0-publisher": "Prosecutor General", "citations-0-url": "https://example.org/register",
        "citations-0-published_on": "2025-02", "citations-0-stated": "2025-02-03", "citations-0-read": "on",
    }  # fmt: skip
    return {**said, **changes}


def test_the_index_and_the_lists_open_for_an_editor(world, editing) -> None:
    index = editing.get("/admin/")

    assert index.status_code == 200
    names = ("authority", "regime", "group", "act", "membership", "coverage", "relation", "noliststatement", "edition",
             "trouble")  # fmt: skip
    for name in names:
        address = reverse(f"admin:designations_{name}_changelist")
        assert address in index.text
        assert editing.get(address, {"q": "tal"} if name not in ("edition",) else {}).status_code == 200


def test_acts_are_found_by_group_list_and_trouble(world, editing) -> None:
    address = reverse("admin:designations_act_changelist")

    assert world.listed.key in editing.get(address, {"q": "taliban"}).text
    assert world.listed.key in editing.get(address, {"q": "Taleban kz-court"}).text
    assert world.listed.key not in editing.get(address, {"kind": "delisted"}).text
    assert world.listed.key not in editing.get(address, {"trouble": "dispute"}).text


def test_a_new_act_is_published_with_its_citation(world, editing) -> None:
    assert send(editing, ADD, a_listing(world)) == []

    event = Event.objects.latest("pk")
    assert (event.regime, event.group, event.kind, event.stated) == (world.regime, world.group, "listed", "2025-02")
    assert event.citations.get().stated == "2025-02-03"
    assert (latest().action, latest().by) == ("publish", editor())
    assert LogEntry.objects.latest("pk").object_id == str(event.act.pk)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param(
            {"kind": "delisted", "effect": "close", "stated": "2024-06-10"},
            "Kazakhstan's list (kz-court-list) does not hold Taliban on 2024-06-10.",
            id="not listed",
        ),
        pytest.param({"stated": "2010-01-05"}, "Kazakhstan's list (kz-court-list) already holds", id="listed already"),
        pytest.param({"stated": "2024-02-30"}, "does not exist: that month has 29 days.", id="no such day"),
        pytest.param({"stated": "soon"}, "is no date", id="no date"),
        pytest.param({"effect": "close"}, "has the effect open", id="wrong effect"),
        pytest.param({"reason": "peace"}, "Only an act that ends", id="reason of no closing"),
        pytest.param({"kind": "confirmed", "effect": "none", "stated": "2190"}, "lies in the future", id="future"),
        pytest.param({"citations-0-published_on": "2190-01-01"}, "yet to come", id="published in the future"),
        pytest.param({"citations-0-stated": "2024-13"}, "no such month", id="cited month"),
        pytest.param({"citations-0-url": ""}, "Say where it can be read", id="nowhere to read"),
        pytest.param({"citations-0-title": "SAMPLE: made up"}, "never enters the record", id="sample"),
        pytest.param({"regime": ""}, "This field is required.", id="no list"),
        pytest.param({"citations-0-title": ""}, "This field is required.", id="no title"),
        pytest.param({"citations-TOTAL_FORMS": "0"}, "Cite at least one source", id="no citation"),
    ],
)
def test_what_cannot_be_published_is_told_in_the_words_of_the_domain(world, editing, changes, sentence) -> None:
    before = latest()

    said = send(editing, ADD, a_listing(world, **changes))

    assert any(sentence in each for each in said), said
    assert latest() == before


def test_what_does_not_fit_is_published_by_whoever_is_sure(world, editing) -> None:
    said = a_listing(world, kind="delisted", effect="close", stated="2024-06-10", although="on")

    assert send(editing, ADD, said) == []
    assert Event.objects.latest("pk").stated == "2024-06-10"


def test_editing_an_act_corrects_it_for_a_reason(world, editing) -> None:
    data = filled(editing, page(world.delisted), "act_form")

    assert any("Say why" in each for each in send(editing, page(world.delisted), data, stated="2023-12-28"))
    assert send(editing, page(world.delisted), data, stated="2023-12-28", why="The register gives the 28th.") == []

    event = Event.objects.alive().get(act=world.delisted)
    assert event.stated == "2023-12-28"
    assert event.citations.get().title == "Register of the Prosecutor General"
    assert (latest().action, latest().reason) == ("correct", "The register gives the 28th.")
    assert Event.objects.filter(act=world.delisted).count() == 2


def test_saving_an_act_as_it_stands_makes_no_edition(world, editing) -> None:
    before = latest()
    data = filled(editing, page(world.delisted), "act_form")

    said = send(editing, page(world.delisted), data, why="No reason.")

    assert any("changes nothing" in each for each in said)
    assert latest() == before


def test_a_further_citation_joins_the_act(world, editing) -> None:
    data = filled(editing, page(world.delisted), "act_form")
    fresh = {
        "citations-TOTAL_FORMS": "2", "citations-1-kind": "news", "citations-1-title": "Off the list",
        "citations-1-publisher": "Morning Post", "citations-1-url": "https://example.org/news",
        "citations-1-stated": "2024-06-03", "citations-1-read": "on", "why": "A second source.",
    }  # fmt: skip

    assert send(editing, page(world.delisted), data, **fresh) == []

    assert latest().action == "cite"
    event = Event.objects.get(act=world.delisted)
    assert sorted(event.citations.values_list("stated", flat=True)) == ["2023-12-29", "2024-06-03"]


def test_a_citation_is_taken_off_and_changed_by_a_correction(world, editing) -> None:
    data = filled(editing, page(world.delisted), "act_form")
    fresh = {
        "citations-TOTAL_FORMS": "2", "citations-0-DELETE": "on", "citations-1-kind": "news",
        "citations-1-title": "Off the list", "citations-1-publisher": "Morning Post",
        "citations-1-read_in": "a cutting", "why": "Another source is better.",
    }  # fmt: skip

    assert send(editing, page(world.delisted), data, **fresh) == []

    living = Citation.objects.alive().get(event__act=world.delisted)
    assert (living.title, living.read) == ("Off the list", False)
    assert latest().action == "correct"


def test_the_consequences_are_shown_and_nothing_is_saved(world, editing) -> None:
    before = latest()

    answer = editing.post(ADD, a_listing(world, _preview="1"))

    assert answer.status_code == 200
    assert "Then: kz-court-list on taliban in force from between 2025-02-01 and 2025-02-28" in answer.text
    assert "Nothing is saved yet" in answer.text
    assert latest() == before


def test_deleting_an_act_retracts_it_for_a_reason(world, editing) -> None:
    address = page(world.delisted, "delete")

    assert any("Say why" in each for each in send(editing, address, {"post": "yes", "why": " "}))
    assert Event.objects.alive().filter(act=world.delisted).exists()
    assert send(editing, address, {"post": "yes", "why": "It never happened."}) == []

    assert not Event.objects.alive().filter(act=world.delisted).exists()
    assert Event.objects.filter(act=world.delisted).exists()
    assert (latest().action, latest().reason) == ("retract", "It never happened.")


def test_nothing_is_deleted_by_the_bundle(world, editing) -> None:
    address = reverse("admin:designations_act_changelist")

    editing.post(address, {"action": "delete_selected", "_selected_action": [world.listed.pk], "post": "yes"})

    assert Event.objects.alive().filter(act=world.listed).exists()


def test_a_disputed_date_is_settled_for_a_reason(world, editing) -> None:
    address = page(world.delisted, "settle")

    assert "2023-12-29: the record’s own" in editing.get(address).text
    assert any("is no date" in each for each in send(editing, address, {"stated": "then", "why": "So."}))
    assert send(editing, address, {"stated": "2023-12-29", "why": "The court's own day."}) == []

    assert Settlement.objects.alive().get(act=world.delisted).stated == "2023-12-29"
    assert latest().action == "settle"
    assert "settled before" in editing.get(address).text


def test_words_are_blanked_for_a_reason(world, editing) -> None:
    act = acts.publish(
        act=statement(world.regime, world.group, EventKind.LISTED, Effect.OPEN, "2025-01-01", note="A name."),
        citations=[cited(quote="A person's name.")],
        by=editor(),
        at=NOW,
    ).act
    address = page(act, "redact")

    assert any("Choose what" in each for each in send(editing, address, {"why": "A court's order."}))
    assert send(editing, address, {"note": "on", "quotes": ["c1"], "why": "A court's order."}) == []

    event = Event.objects.get(act=act)
    assert (event.note, event.citations.get().quote, latest().action) == ("", "", "redact")


def test_an_act_is_found_by_its_key(world, editing) -> None:
    answer = editing.get(reverse("admin:designations_act_by_key", args=[world.listed.key]))

    assert answer.url == page(world.listed)


def test_a_correction_that_came_in_between_is_told(world, editing) -> None:
    data = filled(editing, page(world.delisted), "act_form")
    acts.retract(act=world.delisted, by=editor(), at=NOW, reason="It never happened.")

    answer = editing.post(page(world.delisted), {**data, "stated": "2023-12-28", "why": "The 28th."})

    assert answer.status_code == 302
    assert not Event.objects.alive().filter(act=world.delisted).exists()
