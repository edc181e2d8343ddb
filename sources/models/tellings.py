"""Tellings: further documents that tell of the act of a candidate, each with its own words and date."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from designations.models.recorded import values
from sources.models.candidates import Candidate
from sources.models.documents import Document
from sources.reading import Status


class Telling(models.Model):
    """What one further document says of an act that a candidate proposes, and why it was taken for the same act.

    What was read is never edited (a trigger refuses it). ``withdrawn``: the reader no longer reads it there.
    ``citation_key``: the citation that it became, once the candidate was accepted.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="tellings")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="tellings")
    fingerprint = models.CharField(max_length=64, unique=True)
    proposed = models.JSONField()
    status = models.CharField(max_length=12, choices=values(Status))
    stated = models.CharField(max_length=24, blank=True, default="", help_text="The date that the text states.")
    evidence = models.TextField(blank=True, default="", help_text="The words of the text.")
    starts = models.PositiveIntegerField(null=True, blank=True)
    ends = models.PositiveIntegerField(null=True, blank=True)
    confidence = models.FloatField()
    extractor_version = models.CharField(max_length=20)
    why = models.TextField(help_text="Why it was taken for the same act.")
    told_at = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)
    citation_key = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="telling_says_why"),
            models.CheckConstraint(
                condition=Q(starts=None, ends=None) | Q(ends__gt=F("starts")), name="telling_words_have_a_place"
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="telling_confidence_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} on candidate {self.candidate_id} ({self.pk})"
