"""The form of a decision as the admin shows it: lists and groups are looked up as one types."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect

from designations.models import Event
from sources.review import Near
from sources.web.decisions import ACT_FIELDS, CITATION_FIELDS, DecisionForm, WhyForm, initial

__all__ = ["ACT_FIELDS", "CITATION_FIELDS", "ReviewForm", "WhyForm", "initial"]


class ReviewForm(DecisionForm):
    """Everything a decision needs, with the widgets of the admin."""

    def __init__(self, *args: Any, near: tuple[Near, ...], **kwargs: Any) -> None:
        super().__init__(*args, near=near, **kwargs)
        for name in ("regime", "group", "scope_of"):
            widget = AutocompleteSelect(Event._meta.get_field(name), admin.site)
            widget.choices = self.fields[name].choices  # type: ignore[attr-defined]
            self.fields[name].widget = widget
