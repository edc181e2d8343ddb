"""What readers mean by the words they typed where a group or an authority is asked for."""

import pytest

from designations.actions import groups
from designations.models import Group, Name
from designations.queries.picking import Choice, Unclear, authorities, pick_authorities, pick_groups
from tests.queries.conftest import NOW, at

pytestmark = pytest.mark.usefixtures("record")


@pytest.mark.parametrize("words", ["taliban", "Taliban", "TALIBAN", "Талибан", "taliban "])
def test_a_group_is_meant_by_its_slug_or_any_of_its_names_in_any_script(words: str) -> None:
    assert pick_groups(at(), [words]) == (Choice("taliban", "Taliban"),)


def test_every_group_is_meant_by_its_slug() -> None:
    slugs = list(Group.objects.values_list("slug", flat=True))

    assert [each.key for each in pick_groups(at(), slugs)] == slugs


def test_words_that_no_group_goes_by_are_answered_with_those_that_may_be_meant() -> None:
    with pytest.raises(Unclear, match="knows no group 'talban'") as refused:
        pick_groups(at(), ["hamas", "talban"])

    assert refused.value.near[0] == Choice("taliban", "Taliban")
    with pytest.raises(Unclear) as refused:
        pick_groups(at(), ["qqqqqqqqqq"])
    assert refused.value.near == ()


def test_a_name_of_two_groups_is_answered_with_both() -> None:
    for slug in ("hamas", "taliban"):
        Name.objects.create(group=Group.objects.get(slug=slug), text="The Twins", search_key="the twins")

    with pytest.raises(Unclear, match="More than one group goes by the name 'The Twins'") as refused:
        pick_groups(at(), ["The Twins"])

    assert [each.key for each in refused.value.near] == ["hamas", "taliban"]


def test_a_group_that_is_read_as_another_means_the_other(editor) -> None:
    one, other = Group.objects.get(slug="haqqani-network"), Group.objects.get(slug="taliban")
    groups.unify(group=one, into=other, by=editor, at=NOW, reason="for the test")

    assert pick_groups(at(), ["haqqani-network"]) == (Choice("taliban", "Taliban"),)
    assert pick_groups(at("", "e1"), ["haqqani-network"])[0].key == "haqqani-network"


@pytest.mark.parametrize("words", ["KZ", "kz", "Kazakhstan", "kazakhstan"])
def test_an_authority_is_meant_by_its_code_or_its_name(words: str) -> None:
    assert pick_authorities(at(), [words]) == (Choice("KZ", "Kazakhstan"),)


def test_words_that_no_authority_goes_by_are_answered_too() -> None:
    with pytest.raises(Unclear, match="knows no authority 'Kasachstan'") as refused:
        pick_authorities(at(), ["Kasachstan"])

    assert Choice("KZ", "Kazakhstan") in refused.value.near


def test_nothing_asked_is_nothing_meant() -> None:
    assert (pick_groups(at(), []), pick_authorities(at(), [])) == ((), ())
    assert [each.name for each in authorities(at())] == sorted(each.name for each in authorities(at()))
