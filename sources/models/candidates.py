"""Candidates: what a reader proposes, and beside it what a person decided."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from designations.domain import acts
from designations.models import Act, Authority, Group, Regime
from designations.models.recorded import values
from sources.models.documents import Document
from sources.reading import Status


class CandidateKind(StrEnum):
    """What a candidate proposes: an act, or something that a reader of the atlas has to say."""

    ACT = "act"
    REPORT = "report"


class Decision(StrEnum):
    """What became of a candidate. ``answered`` is for reports. ``withdrawn``: the reader no longer proposes it."""

    OPEN = "open"
    ACCEPTED_NEW = "accepted_new"
    ACCEPTED_SAME = "accepted_same"
    REJECTED = "rejected"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"

    @property
    def accepted(self) -> bool:
        """Whether it is in the record."""
        return self in (Decision.ACCEPTED_NEW, Decision.ACCEPTED_SAME)


_BY_NOBODY = (Decision.OPEN.value, Decision.WITHDRAWN.value)
_ACCEPTED = (Decision.ACCEPTED_NEW.value, Decision.ACCEPTED_SAME.value)


class Candidate(models.Model):
    """An act that a reader of documents proposes; a person decides.

    ``proposed`` and all that the machine found are never edited (a trigger refuses it); ``decided`` is the person's.
    A claim of a document is proposed once: ``fingerprint`` is the same however often it is read.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="candidates")
    kind = models.CharField(max_length=8, choices=values(CandidateKind))
    extractor = models.CharField(max_length=40)
    extractor_version = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64, unique=True)
    proposed = models.JSONField()
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    event_kind = models.CharField(max_length=12, choices=values(acts.EventKind), blank=True, default="")
    status = models.CharField(max_length=12, choices=values(Status), blank=True, default="")
    stated = models.CharField(max_length=24, blank=True, default="", help_text="The date that the text states.")
    evidence = models.TextField(blank=True, default="", help_text="The words of the text.")
    starts = models.PositiveIntegerField(null=True, blank=True, help_text="Where the words begin in the text.")
    ends = models.PositiveIntegerField(null=True, blank=True, help_text="Where they end (exclusive).")
    confidence = models.FloatField(null=True, blank=True)
    sample = models.BooleanField(default=False)
    proposed_at = models.DateTimeField()
    decision = models.CharField(max_length=14, choices=values(Decision), default=Decision.OPEN.value)
    decided = models.JSONField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    why = models.TextField(blank=True, default="")
    amended_at = models.DateTimeField(null=True, blank=True)
    amended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    published_as = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    citation_key = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in CandidateKind]), name="candidate_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(fingerprint__regex=r"^[0-9a-f]{64}$"), name="candidate_fingerprint_is_sha256"
            ),
            models.CheckConstraint(
                condition=Q(
                    decision__in=_BY_NOBODY,
                    decided_at=None,
                    decided_by=None,
                    published_as=None,
                )
                | Q(
                    Q(decision=Decision.REJECTED.value)
                    | Q(decision=Decision.ANSWERED.value, kind=CandidateKind.REPORT.value),
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    published_as=None,
                )
                & ~Q(why="")
                | Q(
                    decision__in=_ACCEPTED,
                    kind=CandidateKind.ACT.value,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    decided__isnull=False,
                    published_as__isnull=False,
                )
                & ~Q(citation_key=""),
                name="candidate_decided_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(amended_at=None, amended_by=None) | Q(amended_at__isnull=False, amended_by__isnull=False),
                name="candidate_amended_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(starts=None, ends=None) | Q(ends__gt=F("starts")), name="candidate_words_have_a_place"
            ),
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__gte=0, confidence__lte=1),
                name="candidate_confidence_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(kind=CandidateKind.REPORT.value) | ~Q(event_kind=""), name="candidate_act_has_a_kind"
            ),
        ]
        indexes = [models.Index(fields=["decision", "id"], name="candidate_by_decision")]

    def __str__(self) -> str:
        if self.kind == CandidateKind.REPORT:
            return f"report {self.pk}"
        return f"{self.proposed['authority']} {self.event_kind} {self.proposed['group_name']} ({self.pk})"
