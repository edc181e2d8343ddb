"""Authorities, regimes, groups and dated facts in the admin: each change is an edition of its own, for a reason."""

import pytest
from django.urls import reverse

from designations.actions import registry
from designations.models import (
    Authority,
    AuthorityTerms,
    Coverage,
    Edition,
    Group,
    Membership,
    Regime,
    RegimeTerms,
    Relation,
    Unification,
)
from tests.admin.pages import filled, send
from tests.desk.made import NOW, editor


def page(row, name: str = "change") -> str:
    return reverse(f"admin:designations_{row._meta.model_name}_{name}", args=[row.pk])


def add(model: str) -> str:
    return reverse(f"admin:designations_{model}_add")


def latest() -> Edition:
    return Edition.objects.latest("number")


@pytest.fixture
def csto(world) -> Authority:
    return registry.describe_one(
        model=Authority,
        key="CSTO",
        columns={"name": "Collective Security Treaty Organization", "kind": "body"},
        facts=(AuthorityTerms, {"is_bloc": True}),
        by=editor(),
        at=NOW,
    )


@pytest.fixture
def wing(world) -> Group:
    return registry.describe_one(
        model=Group, key="haqqani-network", columns={"name": "Haqqani Network"}, by=editor(), at=NOW
    )


def test_an_authority_is_added_with_what_the_rules_read(world, editing) -> None:
    said = {"code": "UZ", "name": "Uzbekistan", "kind": "state", "demonym": "Uzbek", "is_bloc": "on"}

    assert send(editing, add("authority"), said) == []

    assert AuthorityTerms.objects.alive().get(authority__code="UZ").is_bloc
    assert (latest().action, latest().by) == ("register", editor())


def test_a_code_that_is_none_is_refused(world, editing) -> None:
    said = send(editing, add("authority"), {"code": "uz 1", "name": "Uzbekistan", "kind": "state"})

    assert any("authority_code_is_plain" in each or "code" in each.lower() for each in said)
    assert not Authority.objects.filter(name="Uzbekistan").exists()


def test_a_regime_is_described_anew_for_a_reason(world, editing) -> None:
    data = filled(editing, page(world.regime), "regime_form")
    assert data["kind"] == "court_ban"

    assert any("Say why" in each for each in send(editing, page(world.regime), data, kind="sanctions"))
    assert any(
        "is no date" in each for each in send(editing, page(world.regime), data, started_on="long ago", why="So.")
    )
    assert send(editing, page(world.regime), data, kind="sanctions", why="Its law calls it so.") == []

    assert RegimeTerms.objects.alive().get(regime=world.regime).kind == "sanctions"
    assert latest().reason == "Its law calls it so."


def test_saving_a_row_as_it_stands_makes_no_edition(world, editing) -> None:
    before = latest()

    said = send(editing, page(world.regime), filled(editing, page(world.regime), "regime_form"), why="No reason.")

    assert any("changes nothing" in each for each in said)
    assert latest() == before


def test_a_group_is_added_with_its_names(world, editing) -> None:
    said = {
        "slug": "jamaat-nur", "name": "Jamaat Nur", "description": "", "countries": "", "wikidata": "", "note": "",
        "why": "", "names-TOTAL_FORMS": "2", "names-INITIAL_FORMS": "0", "names-0-text": "Jamaat Nur",
        "names-0-kind": "primary", "names-0-script": "Latn", "names-1-text": "Джамаат Нур", "names-1-kind": "original",
        "names-1-script": "Cyrl", "names-1-language": "ru",
    }  # fmt: skip

    assert send(editing, add("group"), said) == []

    group = Group.objects.get(slug="jamaat-nur")
    assert sorted(group.names.values_list("text", "search_key")) == [
        ("Jamaat Nur", "jamaat nur"),
        ("Джамаат Нур", "dzhamaat nur"),
    ]


def test_a_name_is_taken_off_for_a_reason(world, editing) -> None:
    data = filled(editing, page(world.group), "group_form")
    [index] = [name.split("-")[1] for name, value in data.items() if value == "Taleban"]

    assert send(editing, page(world.group), data, why="Not in use.", **{f"names-{index}-DELETE": "on"}) == []

    assert list(world.group.names.values_list("text", flat=True)) == ["Taliban"]


def test_what_acts_refer_to_is_never_deleted(world, editing) -> None:
    for row in (world.group, world.regime, Authority.objects.get()):
        assert editing.post(page(row, "delete"), {"post": "yes", "why": "Away."}).status_code == 403


def test_two_groups_are_unified_and_separated_for_a_reason(world, wing, editing) -> None:
    unify, separate = page(wing, "unify"), page(wing, "separate")

    assert any("is itself already" in each for each in send(editing, unify, {"into": wing.pk, "why": "One."}))
    assert any("This field is required" in each for each in send(editing, unify, {"into": world.group.pk, "why": ""}))
    assert send(editing, unify, {"into": world.group.pk, "why": "One body."}) == []
    assert Unification.objects.alive().get(group=wing).into == world.group
    assert "Read as itself again" in editing.get(page(wing)).text

    assert send(editing, separate, {"why": "Two bodies."}) == []
    assert not Unification.objects.alive().exists()
    assert any("is not read as another" in each for each in send(editing, separate, {"why": "Again."}))


def test_a_membership_is_stated_restated_and_withdrawn(world, csto, editing) -> None:
    member = Authority.objects.get(code="KZ")
    said = {"member": member.pk, "body": csto.pk, "starts": "1994-04-20", "ends": "", "note": ""}

    assert send(editing, add("membership"), said) == []
    stated = Membership.objects.alive().get()
    data = filled(editing, page(stated), "membership_form")
    assert send(editing, page(stated), data, ends="2030-01-01", why="It leaves.") == []
    restated = Membership.objects.alive().get()
    assert (restated.starts.isoformat(), restated.ends.isoformat()) == ("1994-04-20", "2030-01-01")

    assert any("Say why" in each for each in send(editing, page(restated, "delete"), {"post": "yes"}))
    assert send(editing, page(restated, "delete"), {"post": "yes", "why": "Read in error."}) == []
    assert not Membership.objects.alive().exists()
    assert Membership.objects.count() == 2


def test_a_membership_that_ends_before_it_begins_is_refused(world, csto, editing) -> None:
    member = Authority.objects.get(code="KZ")

    said = {"member": member.pk, "body": csto.pk, "starts": "1994-04-20", "ends": "1990-01-01"}

    assert send(editing, add("membership"), said) != []
    assert not Membership.objects.exists()


def test_coverage_is_claimed_with_its_ground(world, editing) -> None:
    said = {
        "regime": world.regime.pk,
        "starts": "2024-01-01",
        "ends": "",
        "level": "complete",
        "ground": "The register.",
    }

    assert send(editing, add("coverage"), said) == []
    assert Coverage.objects.alive().get().level == "complete"


def test_a_relation_is_stated_with_coarse_dates(world, wing, editing) -> None:
    said = {
        "group": wing.pk, "kind": "wing_of", "other": world.group.pk, "starts_stated": "1995", "ends_stated": "",
        "note": "",
    }  # fmt: skip

    assert any(
        "not surely after" in each for each in send(editing, add("relation"), {**said, "ends_stated": "1995-06"})
    )
    assert send(editing, add("relation"), said) == []

    relation = Relation.objects.alive().get()
    assert (relation.starts.isoformat(), relation.ends) == ("1995-12-31", None)


def test_a_relation_in_a_circle_is_refused(world, wing, editing) -> None:
    registry.state_one(
        model=Relation,
        of={"group": wing, "kind": "wing_of", "other": world.group},
        says={"note": ""},
        by=editor(),
        at=NOW,
    )
    said = {
        "group": world.group.pk, "kind": "wing_of", "other": wing.pk, "starts_stated": "", "ends_stated": "",
        "note": "",
    }  # fmt: skip

    assert any("circle" in each for each in send(editing, add("relation"), said))


def test_regimes_and_groups_are_found_by_typing(world, editing) -> None:
    asked = {"app_label": "designations", "model_name": "event", "field_name": "regime", "term": "kaza"}

    found = editing.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert [each["text"] for each in found] == ["kz-court-list"]
    asked |= {"field_name": "group", "term": "taleb"}
    assert len(editing.get(reverse("admin:autocomplete"), asked).json()["results"]) == 1


@pytest.mark.usefixtures("record")
def test_troubles_lead_to_their_acts(editing) -> None:
    shown = editing.get(
        reverse("admin:designations_trouble_changelist"), {"kind__exact": "dispute", "q": "kz-court"}
    ).text

    assert "kz-court-list: Taliban" in shown
    assert "/admin/designations/act/key/nezrlagop2/" in shown
    assert "2023-12-29, 2024-06-03" in shown


def test_editions_and_troubles_are_read_alone(world, editing) -> None:
    edition = latest()

    assert editing.get(page(edition)).status_code == 200
    assert editing.post(page(edition), {"reason": "Another."}).status_code == 403
    assert editing.get(add("edition")).status_code == 403
    assert not Regime.objects.filter(slug="").exists()
