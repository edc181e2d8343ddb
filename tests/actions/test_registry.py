"""The registry is described, stated and withdrawn by edition, and the feed is told what changed."""

from datetime import date
from typing import Any

import pytest

from designations.actions import groups, registry
from designations.actions.editions import NothingToRecord
from designations.actions.registry import NameStatement
from designations.actions.statements import Refused
from designations.domain.acts import NameKind
from designations.models import (
    Authority,
    AuthorityTerms,
    Change,
    Coverage,
    Group,
    Membership,
    Name,
    Regime,
    Unification,
)
from tests.actions.stating import editor, later

pytestmark = pytest.mark.usefixtures("record")


def described(**more: Any) -> Any:
    return registry.describe_one(**{"model": Authority, "key": "ZZ", "by": editor(), "at": later(), **more})


def told(kind: str) -> Change:
    return Change.objects.filter(kind=kind).latest("edition", "seq")


def test_a_new_authority_is_registered_with_its_terms() -> None:
    made = described(columns={"name": "Zedland", "kind": "state"}, facts=(AuthorityTerms, {"is_bloc": False}))

    change = told("authority_registered")
    assert (change.subject, change.before, change.after["name"]) == ("ZZ", None, "Zedland")
    assert AuthorityTerms.objects.alive().get(authority=made).is_bloc is False


def test_a_description_that_changes_is_told_before_and_after() -> None:
    described(key="KZ", columns={"demonym": "Kazakhstani"}, reason="of the state")

    change = told("authority_described")
    assert (change.before, change.after) == ({"demonym": "Kazakh"}, {"demonym": "Kazakhstani"})


def test_a_description_that_says_the_same_is_no_edition() -> None:
    with pytest.raises(NothingToRecord):
        described(key="KZ", columns={"name": Authority.objects.get(code="KZ").name})


def test_a_name_that_another_authority_has_is_refused_in_a_sentence() -> None:
    with pytest.raises(Refused, match="duplicate key value"):
        described(columns={"name": Authority.objects.get(code="KZ").name, "kind": "state"})


def test_a_kind_that_is_unknown_is_refused_by_its_column() -> None:
    with pytest.raises(Refused) as refused:
        described(columns={"name": "Zedland", "kind": "kingdom"})
    assert list(refused.value.messages) == ["kind"]


def test_the_names_of_a_group_are_brought_to_those_given() -> None:
    taliban = Group.objects.get(slug="taliban")
    known = [
        NameStatement(text=name.text, kind=NameKind(name.kind), script=name.script, language=name.language)
        for name in taliban.names.all()
    ]
    wanted = [*known[1:], NameStatement("Students", NameKind.ALIAS, language="en")]

    registry.describe_one(model=Group, key="taliban", columns={}, names=wanted, by=editor(), at=later())

    assert set(Name.objects.filter(group=taliban).values_list("text", flat=True)) == {name.text for name in wanted}
    change = told("group_named")
    assert known[0].text in change.before
    assert "Students" in change.after
    assert Name.objects.get(group=taliban, text="Students").search_key == "students"
    with pytest.raises(NothingToRecord):
        registry.describe_one(model=Group, key="taliban", columns={}, names=wanted, by=editor(), at=later())


def test_a_fact_stated_anew_retracts_what_was_said() -> None:
    row = Membership.objects.alive().select_related("member", "body").filter(member__code="KZ").order_by("pk")[0]
    of = {"member": row.member, "body": row.body, "starts": row.starts}

    made = registry.state_one(
        model=Membership, of=of, says={"ends": date(2026, 1, 1), "note": ""}, by=editor(), at=later()
    )

    row.refresh_from_db()
    assert row.retracted_in_id == made.recorded_in_id
    change = told("membership_stated")
    assert (change.before["ends"], change.after["ends"]) == (None, "2026-01-01")
    assert change.subject == f"KZ {row.body.code}"


def test_a_fact_that_says_the_same_is_no_edition() -> None:
    row = Membership.objects.alive().order_by("pk")[0]
    of = {"member": row.member, "body": row.body, "starts": row.starts}

    with pytest.raises(NothingToRecord):
        registry.state_one(model=Membership, of=of, says={"ends": row.ends, "note": row.note}, by=editor(), at=later())


def test_a_fact_that_cannot_be_is_refused() -> None:
    kazakhstan = Authority.objects.get(code="KZ")
    of = {"member": kazakhstan, "body": kazakhstan, "starts": None}

    with pytest.raises(Refused, match="membership_of_two_authorities"):
        registry.state_one(model=Membership, of=of, says={"ends": None}, by=editor(), at=later())


def test_a_fact_is_withdrawn_once() -> None:
    row = Membership.objects.alive().order_by("pk")[0]
    registry.withdraw_one(row=row, by=editor(), at=later(), reason="it was another body")

    assert told("membership_withdrawn").before["member"] == row.member.code
    with pytest.raises(Refused, match="retracted before"):
        registry.withdraw_one(row=row, by=editor(), at=later(), reason="again")


def good_read(starts: date, until: date) -> Coverage:
    regime = Regime.objects.get(slug="kz-court-list")
    return registry.good_read(
        regime=regime, starts=starts, until=until, ground="the list was read", by=editor(), at=later()
    )


def spans() -> list[tuple[date, date | None]]:
    rows = Coverage.objects.alive().filter(regime__slug="kz-court-list", level="complete")
    return list(rows.order_by("starts").values_list("starts", "ends"))


def test_good_reads_that_touch_make_one_span_of_coverage() -> None:
    before = spans()
    good_read(date(1990, 5, 1), date(1990, 5, 3))
    good_read(date(1990, 5, 3), date(1990, 5, 9))
    good_read(date(1990, 4, 1), date(1990, 5, 1))

    assert [span for span in spans() if span not in before] == [(date(1990, 4, 1), date(1990, 5, 9))]


def test_a_good_read_inside_what_is_covered_says_nothing_new() -> None:
    said = good_read(date(1990, 5, 1), date(1990, 5, 9))

    with pytest.raises(NothingToRecord):
        good_read(date(1990, 5, 1), date(1990, 5, 4))
    assert (said.starts, said.ends) == (date(1990, 5, 1), date(1990, 5, 9))


@pytest.fixture
def pair() -> tuple[Group, Group]:
    return Group.objects.get(slug="haqqani-network"), Group.objects.get(slug="taliban")


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_unification_and_its_end_need_a_reason(pair: tuple[Group, Group], reason: str) -> None:
    with pytest.raises(Refused, match="the reason is published"):
        groups.unify(group=pair[0], into=pair[1], by=editor(), at=later(), reason=reason)
    with pytest.raises(Refused, match="the reason is published"):
        groups.separate(group=pair[0], by=editor(), at=later(), reason=reason)
    assert not Unification.objects.exists()


def test_a_group_is_read_as_one_other_and_never_in_a_circle(pair: tuple[Group, Group]) -> None:
    group, into = pair
    third = Group.objects.get(slug="al-qaida")
    with pytest.raises(Refused, match="itself already"):
        groups.unify(group=group, into=group, by=editor(), at=later(), reason="x")
    with pytest.raises(Refused, match="is not read as another group"):
        groups.separate(group=group, by=editor(), at=later(), reason="x")

    groups.unify(group=group, into=into, by=editor(), at=later(), reason="one network")
    with pytest.raises(Refused, match="separate it first"):
        groups.unify(group=group, into=third, by=editor(), at=later(), reason="x")
    with pytest.raises(Refused, match="is itself read as"):
        groups.unify(group=into, into=group, by=editor(), at=later(), reason="x")

    groups.unify(group=into, into=third, by=editor(), at=later(), reason="one movement")
    with pytest.raises(Refused, match="is itself read as"):
        groups.unify(group=third, into=group, by=editor(), at=later(), reason="x")
