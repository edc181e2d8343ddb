"""What is followed: sources with their schedule, every attempt to fetch one, and the hosts that are asked."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Self

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from designations.models.recorded import values
from sources.models.documents import Document


class SourceKind(StrEnum):
    """What is fetched: the files of an official list, a feed of articles, one page."""

    LIST = "list"
    FEED = "feed"
    PAGE = "page"


class Outcome(StrEnum):
    """How an attempt ended: bytes were kept, nothing had changed, or it failed."""

    KEPT = "kept"
    UNCHANGED = "unchanged"
    FAILED = "failed"


class SourceQuerySet(models.QuerySet["Source"]):
    """Words for sources."""

    def due(self, at: datetime) -> Self:
        """Sources to be fetched at an instant: followed, their time has come, and nobody is at it."""
        return self.filter(
            Q(due_at=None) | Q(due_at__lte=at), Q(lease_until=None) | Q(lease_until__lte=at), active=True
        )


class Source(models.Model):
    """Something that is fetched again and again, and how that has gone.

    A list is known by the slug of its facts, which name its files; ``address`` is the feed's or the page's own.
    ``due_at`` empty: at once. ``failures`` are those since the last attempt that went well.
    """

    slug = models.CharField(
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Small letters and digits, parted by hyphens.")],
    )
    kind = models.CharField(max_length=4, choices=values(SourceKind))
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    address = models.TextField(blank=True, default="", help_text="Of a feed or a page: http:// or https://.")
    moved_files = models.JSONField(
        default=dict,
        blank=True,
        help_text='Of a list: files that have moved since its facts were written, such as {"list": "https://…"}.',
    )
    language = models.CharField(max_length=12, blank=True, default="", help_text="ISO 639-1, such as en.")
    active = models.BooleanField("followed", default=False, help_text="Fetched by itself whenever it is due.")
    publishes_certain = models.BooleanField(
        "publishes certain matches",
        default=False,
        help_text="What this list says of groups that are surely matched enters the record without a person.",
    )
    every_minutes = models.PositiveIntegerField(
        default=1440, validators=[MinValueValidator(1)], help_text="Minutes between two fetches that went well."
    )
    fewest = models.PositiveIntegerField(null=True, blank=True, help_text="Entries expected at least.")
    most = models.PositiveIntegerField(null=True, blank=True, help_text="Entries expected at most.")
    most_removals = models.PositiveIntegerField(null=True, blank=True, help_text="That are believed at once.")
    most_additions = models.PositiveIntegerField(null=True, blank=True, help_text="That are believed at once.")
    due_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True, help_text="Until then one worker has it.")
    failures = models.PositiveIntegerField(default=0)
    last_tried_at = models.DateTimeField(null=True, blank=True)
    last_good_at = models.DateTimeField(null=True, blank=True, help_text="When it was last read whole and believed.")

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in SourceKind]), name="source_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=SourceKind.LIST.value, address="") | Q(address__regex=r"^https?://"),
                name="source_address_is_http",
                violation_error_message="A feed or a page needs its address: http:// or https://.",
            ),
            models.CheckConstraint(condition=Q(every_minutes__gt=0), name="source_has_a_schedule"),
            models.CheckConstraint(
                condition=Q(kind=SourceKind.LIST.value) | Q(publishes_certain=False),
                name="source_publishes_lists_alone",
            ),
            models.CheckConstraint(
                condition=Q(fewest=None) | Q(most=None) | Q(most__gte=F("fewest")), name="source_bounds_in_order"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(active=True), name="source_due")]

    def __str__(self) -> str:
        return f"{self.slug} ({self.kind})"


class Fetch(models.Model):
    """One attempt to fetch one file of a source. ``role`` names the file: ``list``, ``sdn``, ``feed``, ``page``."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="fetches")
    role = models.CharField(max_length=20)
    url = models.TextField(help_text="As it was asked.")
    found_at = models.TextField(blank=True, default="", help_text="Where it was found in the end, after redirects.")
    at = models.DateTimeField(help_text="When the attempt began.")
    took_ms = models.PositiveIntegerField(help_text="Milliseconds.")
    outcome = models.CharField(max_length=9, choices=values(Outcome))
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="What the host answered.")
    headers = models.JSONField(default=dict, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    failure = models.TextField(blank=True, default="", help_text="Why it failed, in a sentence.")

    class Meta:
        verbose_name_plural = "fetches"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.KEPT.value, document__isnull=False, failure="")
                | Q(outcome=Outcome.UNCHANGED.value, document__isnull=False, failure="")
                | Q(outcome=Outcome.FAILED.value, document=None) & ~Q(failure=""),
                name="fetch_kept_or_failed",
            ),
        ]
        indexes = [models.Index(fields=["source", "role", "-id"], name="fetch_latest")]

    def __str__(self) -> str:
        return f"{self.role} of source {self.source_id} at {self.at:%Y-%m-%d %H:%M:%S}: {self.outcome} ({self.pk})"


class Host(models.Model):
    """A host that is asked: one request at a time, with a pause between two, as its robots.txt wishes."""

    name = models.CharField(max_length=300, unique=True, help_text="Scheme, name and port.")
    busy_until = models.DateTimeField(null=True, blank=True, help_text="Until then one request is under way.")
    free_at = models.DateTimeField(null=True, blank=True, help_text="Not before then is the next request.")
    robots = models.TextField(blank=True, default="", help_text="Its robots.txt.")
    robots_at = models.DateTimeField(null=True, blank=True, help_text="When that was fetched.")

    def __str__(self) -> str:
        return self.name
