"""Verdicts: every decision that a person took on a candidate, in order, for ever."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q

from designations.models.recorded import values
from sources.models.candidates import Candidate


class Ruling(StrEnum):
    """What a person did with a candidate."""

    ACCEPTED_NEW = "accepted_new"
    ACCEPTED_SAME = "accepted_same"
    AMENDED = "amended"
    REJECTED = "rejected"
    ANSWERED = "answered"
    REOPENED = "reopened"
    UNDONE = "undone"


class Verdict(models.Model):
    """One decision: what, with which statement, why, when, by whom. Rows are only added; a trigger refuses the rest."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="verdicts")
    ruling = models.CharField(max_length=14, choices=values(Ruling))
    decided = models.JSONField(null=True, blank=True)
    why = models.TextField(blank=True, default="")
    act_key = models.CharField(max_length=20, blank=True, default="")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ruling__in=[ruling.value for ruling in Ruling]), name="verdict_ruling_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ruling} on candidate {self.candidate_id} ({self.pk})"
