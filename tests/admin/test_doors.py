"""What holds of every page of the admin: nothing is written past the actions, and nothing stands inline."""

import ast
import re

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from lxml import html

from designations.admin.doors import ActionAdmin
from designations.admin.editions import ReadOnlyAdmin
from sources.admin.viewing import DeskAdmin
from tests.desk.made import candidate
from tests.house.tree import code, named, parsed

OURS = {
    model: door for model, door in admin.site._registry.items() if model._meta.app_label in ("designations", "sources")
}
WRITES = {"save", "delete", "create", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


@pytest.mark.parametrize("door", OURS.values(), ids=[model._meta.label for model in OURS])
def test_every_page_writes_through_a_door(door) -> None:
    assert isinstance(door, ActionAdmin | ReadOnlyAdmin | DeskAdmin)


def test_no_page_writes_a_row_itself() -> None:
    writers = [
        f"{named(file)}:{node.lineno}"
        for file in code("designations/admin", "sources/admin")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    ]

    assert writers == []


@pytest.mark.parametrize("part", ["save_formset", "delete_queryset"])
def test_the_ways_of_the_framework_are_closed(world, editing, rf, part) -> None:
    door = next(door for door in OURS.values() if isinstance(door, ActionAdmin))
    extra = {"save_formset": (None, None, True), "delete_queryset": (None,)}[part]

    with pytest.raises(PermissionDenied):
        getattr(door, part)(rf.post("/"), *extra)


def test_nothing_stands_inline_under_the_strict_policy(world, editing) -> None:
    found = candidate()
    names = ("act", "group", "regime", "authority", "membership", "coverage", "relation", "noliststatement")
    addresses = ["/admin/", *(reverse(f"admin:designations_{name}_add") for name in names)]
    addresses += [
        reverse("admin:designations_act_change", args=[world.listed.pk]),
        reverse("admin:designations_act_delete", args=[world.listed.pk]),
        reverse("admin:designations_act_settle", args=[world.listed.pk]),
        reverse("admin:sources_document_add"),
        reverse("admin:sources_document_change", args=[found.document_id]),
        reverse("admin:sources_candidate_change", args=[found.pk]),
    ]
    for address in addresses:
        answer = editing.get(address)
        page = html.fromstring(answer.content)
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
        assert page.xpath("//script[not(@src)][not(@type='application/json')]") == [], address
        assert page.xpath("//style | //*[@style] | //*[@onclick] | //*[@onsubmit]") == [], address
        assert not re.search(r"(?:src|href)=\"https?://(?!example\.org)", answer.text), address
