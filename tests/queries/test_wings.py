"""Who lists a wing of a group: beside what each says of the whole, at every day and edition, under every identity."""

import pytest

from designations.actions import groups
from designations.models import Group
from designations.queries.columns import columns
from designations.queries.identity import identity
from designations.queries.matrix import Selection, matrix
from designations.queries.standing import HELD, of_group
from designations.queries.wings import Wing, wings
from tests.queries.conftest import NOW, at

pytestmark = pytest.mark.usefixtures("record")

WING = Wing("hezbollah-military-wing", "Hezbollah military wing")


def key_of(slug: str) -> int:
    return Group.objects.get(slug=slug).pk


def test_the_european_union_lists_a_wing_of_hezbollah_since_2013() -> None:
    whole = [key_of("hezbollah")]

    assert wings(at("2024-06-10"), whole)["hezbollah", "EU"] == (WING,)
    assert ("hezbollah", "EU") not in wings(at("2010-01-01"), whole)
    assert wings(at("2024-06-10"), []) == {}


@pytest.mark.parametrize("day", ["2005-01-01", "2015-06-10", "2026-01-01"])
def test_they_are_the_cells_in_which_the_rows_of_the_wings_are_held(day: str) -> None:
    moment = at(day)
    held = columns(moment)
    every = Group.objects.values_list("pk", "slug", "name")
    found = wings(moment, [pk for pk, *_ in every])
    assert found
    of_rows = {
        (cell.group, cell.authority) for cell in matrix(moment).cells if cell.state in HELD and not cell.possible
    }

    assert {(wing.slug, code) for (_, code), those in found.items() for wing in those} <= of_rows
    for slug in {slug for slug, _ in found}:
        pk = key_of(slug)
        related = Group.objects.filter(relations__other=pk, relations__kind="wing_of")
        beside = of_group(moment, (pk, slug, slug), held, tuple(related.values_list("pk", "slug", "name")))[1]
        of_one = {(standing.group, standing.authority) for standing in beside}
        assert {(wing.slug, code) for (of, code), those in found.items() if of == slug for wing in those} <= of_one


def test_groups_read_as_one_have_their_wings_together(editor) -> None:
    before = at("2024-06-10")
    hezbollah, other = Group.objects.get(slug="hezbollah"), Group.objects.get(slug="hamas")
    groups.unify(group=hezbollah, into=other, by=editor, at=NOW, reason="for this test")
    after = at("2024-06-10")

    assert identity(after).into == {hezbollah.pk: other.pk}
    assert wings(after, [other.pk])["hamas", "EU"][-1] == WING
    assert ("hamas", "EU") not in wings(before, [other.pk])


def test_the_matrix_tells_them_where_it_is_asked() -> None:
    asked = Selection(groups=("hezbollah",))

    assert matrix(at("2024-06-10"), asked).wings == {}
    assert matrix(at("2024-06-10"), Selection(groups=("hezbollah",), wings=True)).wings["hezbollah", "EU"] == (WING,)
