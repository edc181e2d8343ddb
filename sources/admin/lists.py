"""Snapshots and entries of lists in the admin: what is held is looked at, and each entry is said to be a group."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from designations.actions.refusals import REFUSALS, sentences_of
from designations.models import Group
from sources.admin.viewing import DeskAdmin, editor
from sources.following import answering, taking
from sources.lists.comparing import compare
from sources.lists.entries import Snapshot as Read
from sources.lists.guarding import classify
from sources.models import Answer, ListChange, ListEntry, Snapshot, Standing

MOST_SHOWN = 500
"""Changes on a page."""


class WhyForm(forms.Form):
    """Why a held snapshot is believed, or not."""

    why = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 2}))


@admin.register(Snapshot)
class SnapshotAdmin(DeskAdmin):
    """Lists as they were read."""

    list_display = ("source", "day", "standing", "held_for", "count", "last_seen_on")
    list_filter = ("standing", "source", "held_for")
    list_select_related = ("source",)
    date_hierarchy = "day"
    ordering = ("-pk",)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A snapshot: why it is held, what it changed or would change, and the decision."""
        snapshot = self.one(request, object_id)
        form = WhyForm(request.POST if request.method == "POST" else None)
        decide = {"release": taking.release, "refuse": taking.refuse}.get(request.POST.get("do", ""))
        if decide is not None and form.is_valid():
            try:
                decide(snapshot, by=editor(request), at=timezone.now(), why=form.cleaned_data["why"])
            except taking.NotReleased as error:
                form.add_error(None, str(error))
            else:
                done = "Released: what it changes waits at the desk." if decide is taking.release else "Set aside."
                self.log_change(request, snapshot, done)
                self.message_user(request, done, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:sources_snapshot_change", args=[snapshot.pk]))
        held = snapshot.standing == Standing.HELD.value
        changes = ListChange.objects.filter(snapshot=snapshot).select_related("entry", "regime", "candidate")
        return self.page(
            request,
            "admin/sources/snapshot.html",
            f"{snapshot.source.slug}, {snapshot.day}",
            snapshot=snapshot,
            original=snapshot,
            files=snapshot.files.select_related("document").order_by("pk"),
            changes=changes.order_by("kind", "entry__name")[:MOST_SHOWN],
            change_count=changes.count(),
            would=would_change(snapshot)[:MOST_SHOWN] if held else [],
            form=form,
            open=held,
        )


def would_change(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    """What believing a held snapshot would change, as (what, entry, why): removals with what they most probably are."""
    if snapshot.entries is None:
        return []
    new = taking.stored(snapshot)
    old = taking.stored(snapshot.compared_with) if snapshot.compared_with else Read(new.source, ())
    differences = compare(old, new)
    removals = {each.difference: each for each in classify(old, new, differences)}
    return [
        (
            each.kind.value.replace("_", " "),
            f"{each.entry.official_ref or each.id} {each.entry.name}",
            f"{removals[each].kind.value}: {removals[each].why}" if each in removals else each.programme,
        )
        for each in differences
    ]


class AnswerForm(forms.Form):
    """Which group an entry is."""

    group = forms.CharField(required=False, max_length=80)
    other = forms.ModelChoiceField(Group.objects.all(), required=False, label="Another group")
    slug = forms.SlugField(required=False, max_length=80, label="Short name of the new group")
    name = forms.CharField(required=False, max_length=200, label="Name of the new group")
    why = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}), label="Reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = AutocompleteSelect(ListEntry._meta.get_field("group"), admin.site)
        widget.choices = self.fields["other"].choices  # type: ignore[attr-defined]
        self.fields["other"].widget = widget


class AnswerFilter(admin.SimpleListFilter):
    """What an editor looks for among entries."""

    title = "who it is"
    parameter_name = "asks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The words of the filter."""
        return [
            ("waiting", "waits for an editor"),
            ("machine", "found without a person"),
            ("person", "said by a person"),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The entries of a word."""
        asked = {
            "waiting": Q(answer=Answer.OPEN.value),
            "machine": Q(answer=Answer.CERTAIN.value),
            "person": Q(answered_by__isnull=False),
        }
        return queryset.filter(asked.get(self.value() or "", Q()))


def as_a_name(text: str) -> str:
    """What a list prints in capitals as the record writes names; an acronym in brackets stays."""
    pieces = re.findall(r"\(\w{2,8}\)|[^(]+|\(", text)
    return "".join(each.title() if each.isupper() and not each.startswith("(") else each for each in pieces)


def _after(entry: ListEntry) -> int:
    """The entry of the same list that waits next for an editor, in the order of names; the same one if none does."""
    waiting = ListEntry.objects.filter(source=entry.source_id, answer=Answer.OPEN.value).order_by("name", "pk")
    following = waiting.filter(name__gt=entry.name).first() or waiting.first()
    return following.pk if following else entry.pk


@admin.register(ListEntry)
class ListEntryAdmin(DeskAdmin):
    """Organisations on lists, and the groups that they are."""

    list_display = ("name", "official_ref", "source", "answer", "group", "present")
    list_filter = (AnswerFilter, "present", "source", "answer")
    list_select_related = ("source", "group")
    search_fields = ("name", "number", "official_ref", "group__slug", "group__name")
    ordering = ("name",)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """An entry: the groups that it may be, and the answer."""
        entry = self.one(request, object_id)
        start = {"slug": slugify(entry.name)[:80].strip("-"), "name": as_a_name(entry.name)[:200]}
        form = AnswerForm(request.POST if request.method == "POST" else None, initial=start)
        if request.method == "POST" and form.is_valid() and (done := self._answer(request, entry, form)):
            self.log_change(request, entry, done)
            self.message_user(request, done, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:sources_listentry_change", args=[_after(entry)]))
        changes = ListChange.objects.filter(entry=entry).select_related("snapshot", "regime", "candidate")
        changes = changes.defer("snapshot__entries")
        return self.page(
            request,
            "admin/sources/list_entry.html",
            entry.name,
            entry=entry,
            original=entry,
            changes=changes.order_by("-pk")[:MOST_SHOWN],
            form=form,
            media=self.media + form.media,
        )

    def _answer(self, request: HttpRequest, entry: ListEntry, form: AnswerForm) -> str:
        """Do what was asked; what was done in a sentence, or nothing where the form says why not."""
        said, person = form.cleaned_data, {"by": editor(request), "at": timezone.now(), "why": form.cleaned_data["why"]}
        do = request.POST.get("do", "")
        try:
            if do == "split":
                if not (said["slug"] and said["name"]):
                    form.add_error("slug" if said["name"] else "name", "A new group needs a name and a short name.")
                    return ""
                answering.split_off(entry=entry, slug=said["slug"], name=said["name"], **person)
                return f"{said['slug']} is a group of its own now, and this entry is it."
            if do == "not_followed":
                answering.not_followed(entry=entry, **person)
                return "Remembered: the record does not follow it."
            group = said["other"] if do == "other" else Group.objects.filter(slug=said["group"]).first()
            if group is None:
                form.add_error("other" if do == "other" else "group", "Say which group it is.")
                return ""
            answering.match_to(entry=entry, group=group, **person)
        except REFUSALS as error:
            for field, sentence in sentences_of(error).items():
                form.add_error(field if field in form.fields else None, sentence)
            return ""
        return f"Remembered: it is {group.name}."
