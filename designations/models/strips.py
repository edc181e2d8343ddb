"""Rows of the matrix written out, so that a large one is read as text and not put together cell by cell."""

from __future__ import annotations

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q

from designations.models.projections import Known
from designations.models.registry import Group

_EXTENT = Func(
    F("starts"), F("ends"), F("known_from"), F("known_until"), function="atlas_extent", output_field=models.Field()
)
"""The days and editions of a row as a rectangle: it contains the ``atlas_moment`` of each. Quicker kept than ranges."""


class Strip(Known):
    """What is said of a group during a span of days, by each authority that speaks: JSON text, bitemporal.

    ``cells`` and ``coverings`` are the insides of JSON lists. Open conflicts are marked, and what silence means is
    told, when a strip is read.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="strips")
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    cells = models.TextField()
    coverings = models.TextField(blank=True)
    unsaid = models.BooleanField(help_text="Whether an authority speaks by soft regimes alone.")

    class Meta:
        constraints = [
            Known.later("strip"),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts")), name="strip_ends_later"
            ),
            models.UniqueConstraint(
                fields=["group", "starts"],
                condition=Q(known_until=None),
                nulls_distinct=False,
                name="strip_once_known",
            ),
        ]
        indexes = [GistIndex(_EXTENT, name="strip_by_day_and_edition")]

    def __str__(self) -> str:
        return f"strip of {self.group_id} from {self.starts} known from e{self.known_from} ({self.pk})"
