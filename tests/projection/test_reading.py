"""The ledger as the projection reads it: whole, or as far as some groups go."""

import pytest

from designations.actions import groups
from designations.models import Group, Ledger, Relation
from designations.projection.reading import members_of, read_registry
from tests.actions.stating import editor, later

pytestmark = pytest.mark.usefixtures("record")


def test_the_registry_is_read_whole_or_for_some_groups() -> None:
    row = Relation.objects.select_related("group", "other").order_by("pk")[0]
    whole, part = read_registry(1), read_registry(1, [row.group_id])

    assert len(whole.relations) == Relation.objects.count()
    assert 0 < len(part.relations) < len(whole.relations)
    assert all(row.group.slug in (relation.group, relation.other) for relation in part.relations)
    assert part.memberships == whole.memberships


def test_the_members_of_a_group_are_those_read_as_it_and_no_others() -> None:
    network, taliban, other = (Group.objects.get(slug=slug) for slug in ("haqqani-network", "taliban", "al-qaida"))
    assert members_of([taliban.pk], 1) == {taliban.pk: "taliban"}

    groups.unify(group=network, into=taliban, by=editor(), at=later(), reason="one network")
    edition = Ledger.objects.get().edition

    assert members_of([taliban.pk], edition) == {taliban.pk: "taliban", network.pk: "taliban"}
    assert members_of([other.pk], edition) == {other.pk: "al-qaida"}
    assert members_of([network.pk], edition) == {}
    assert members_of([network.pk], 1) == {network.pk: "haqqani-network"}
