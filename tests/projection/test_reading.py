"""The ledger as the projection reads it: some groups, with those read as one with them, at any edition."""

import pytest

from designations.actions import groups
from designations.models import Group, Ledger, Relation
from designations.projection.facts import Facts
from designations.projection.families import COMPARED, Families
from designations.projection.reading import read_acts, read_archives, read_ledger
from tests.actions.stating import editor, later

pytestmark = pytest.mark.usefixtures("record")


def test_relations_are_read_as_far_as_the_groups_go() -> None:
    row = Relation.objects.select_related("group", "other").filter(kind__in=COMPARED).order_by("pk")[0]

    both = read_ledger([row.group_id, row.other_id], 1)
    one = read_ledger([row.group_id], 1)

    assert [(each.group, each.other) for each in both.registry.relations] == [(row.group.slug, row.other.slug)]
    assert one.registry.relations == ()
    assert one.registry.memberships == both.registry.memberships


def test_a_group_is_read_as_the_one_it_was_unified_with_from_that_edition_on() -> None:
    network, taliban, other = (Group.objects.get(slug=slug) for slug in ("haqqani-network", "taliban", "al-qaida"))
    before = read_acts([taliban.pk, network.pk], 1)
    own = {regime for regime, group in before if group == "haqqani-network"}

    groups.unify(group=network, into=taliban, by=editor(), at=later(), reason="one network")
    edition = Ledger.objects.get().edition
    after = read_acts([taliban.pk], edition)

    assert own
    assert {group for _, group in after} == {"taliban"}
    assert own <= {regime for regime, _ in after}
    assert read_acts([taliban.pk, network.pk], 1) == before
    assert {group for _, group in read_acts([other.pk], edition)} == {"al-qaida"}


def test_groups_read_as_one_have_no_relation_to_themselves() -> None:
    row = Relation.objects.select_related("group", "other").filter(kind__in=COMPARED).order_by("pk")[0]
    groups.unify(group=row.group, into=row.other, by=editor(), at=later(), reason="one group")

    ledger = read_ledger([row.other_id], Ledger.objects.get().edition)

    assert ledger.registry.relations == ()


def test_chains_of_unification_are_followed() -> None:
    first, second, third = (Group.objects.get(slug=slug) for slug in ("haqqani-network", "al-qaida", "taliban"))
    groups.unify(group=first, into=second, by=editor(), at=later(), reason="one")
    groups.unify(group=second, into=third, by=editor(), at=later(), reason="one")

    assert {group for _, group in read_acts([third.pk], Ledger.objects.get().edition)} == {"taliban"}


def test_an_archive_gives_every_edition_what_a_reading_at_that_edition_gives() -> None:
    network, taliban = (Group.objects.get(slug=slug) for slug in ("haqqani-network", "taliban"))
    groups.unify(group=network, into=taliban, by=editor(), at=later(), reason="one network")
    groups.separate(group=network, by=editor(), at=later(), reason="two after all")
    own = {network.pk, taliban.pk}
    [archive] = read_archives([Families.read(own).one_with(own)])
    facts = Facts()

    for edition in range(1, Ledger.objects.get().edition + 1):
        whole, part = archive.at(edition, facts), read_ledger(own, edition)
        assert {key: set(events) for key, events in whole.events.items()} == {
            key: set(events) for key, events in part.events.items()
        }
        assert whole.registry == part.registry
