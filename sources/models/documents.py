"""Documents: bytes kept once, each time they came in, and how far their reading has come."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from designations.models.recorded import values


class DocumentKind(StrEnum):
    """What a document is read for."""

    ARTICLE = "article"
    REPORT = "report"
    FEED = "feed"
    LIST = "list"


class State(StrEnum):
    """How far the reading of a document has come. What waits is the work; a message is only a nudge."""

    WAITING = "waiting"
    READ = "read"
    HELD = "held"


class How(StrEnum):
    """How bytes came in."""

    FILE = "file"
    URL = "url"
    PASTE = "paste"
    UPLOAD = "upload"
    REPORT = "report"


class DocumentQuerySet(models.QuerySet["Document"]):
    """Words for reading documents."""

    def due(self, at: datetime) -> Self:
        """Waiting documents that nobody is reading at an instant: no lease, or one that has run out."""
        return self.filter(state=State.WAITING.value).filter(Q(lease_until=None) | Q(lease_until__lte=at))


class Document(models.Model):
    """What was fetched or pasted: bytes known by their SHA-256, the text in them, and the state of its reading.

    ``given`` is what whoever brought it said of it; the columns beside it are what stands, that first and then what
    the document says itself.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField(help_text="Bytes.")
    kind = models.CharField(max_length=8, choices=values(DocumentKind))
    declared_type = models.CharField(max_length=200, blank=True, default="", help_text="As the sender named it.")
    content_type = models.CharField(max_length=100, blank=True, default="", help_text="As it was recognised.")
    encoding = models.CharField(max_length=40, blank=True, default="")
    given = models.JSONField(default=dict, blank=True)
    title = models.CharField(max_length=500, blank=True, default="")
    publisher = models.CharField(max_length=200, blank=True, default="")
    url = models.TextField(blank=True, default="")
    published_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True, default="")
    text = models.TextField(blank=True, default="")
    sample = models.BooleanField(default=False, help_text="Made up by the project to be tried out.")
    sketch = ArrayField(
        models.BigIntegerField(), default=list, blank=True, help_text="The smallest hashes of its word triples."
    )
    story = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="copies",
        null=True,
        blank=True,
        help_text="The first print of the story that this is a copy of.",
    )
    likeness = models.FloatField(null=True, blank=True, help_text="The share of its word triples found there.")
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    state = models.CharField(max_length=8, choices=values(State), default=State.WAITING.value)
    held_why = models.TextField(blank=True, default="")
    notices = models.JSONField(default=list, blank=True, help_text="Sentences of the reader for an editor.")
    reader_version = models.CharField(max_length=20, blank=True, default="")
    read_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True, help_text="Until then one worker has it.")
    bytes_until = models.DateField(
        null=True, blank=True, help_text="From this day on the bytes are let go, since they name persons."
    )
    bytes_gone_at = models.DateTimeField(null=True, blank=True, help_text="When they were let go.")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_sha256_is_one"),
            models.CheckConstraint(
                condition=Q(size__gt=0) | Q(kind=DocumentKind.LIST.value), name="document_is_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in DocumentKind]), name="document_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.HELD.value) & ~Q(held_why="")
                | Q(state__in=[State.WAITING.value, State.READ.value], held_why=""),
                name="document_held_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WAITING.value) | Q(lease_until=None), name="document_leased_while_waiting"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.READ.value) | Q(read_at__isnull=False), name="document_read_at_a_time"
            ),
            models.CheckConstraint(condition=Q(url="") | Q(url__regex=r"^https?://"), name="document_url_is_http"),
            models.CheckConstraint(
                condition=Q(bytes_gone_at=None) | Q(bytes_until__isnull=False), name="document_bytes_go_when_due"
            ),
            models.CheckConstraint(
                condition=Q(story=None, likeness=None) | Q(likeness__gt=0, likeness__lte=1) & ~Q(story=F("id")),
                name="document_copy_says_how_alike",
            ),
        ]
        indexes = [
            GinIndex(fields=["sketch"], name="document_by_sketch"),
            models.Index(
                fields=["bytes_until"],
                condition=Q(bytes_until__isnull=False, bytes_gone_at=None),
                name="document_bytes_until",
            ),
            models.Index(fields=["lease_until", "id"], condition=Q(state=State.WAITING.value), name="document_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.url or self.kind} ({self.sha256[:12]})"

    @property
    def first_print(self) -> int:
        """The id of the first print of its story: its own, unless it is a copy."""
        return self.story_id or self.pk


class Arrival(models.Model):
    """One time that a document came in: where from, when, how, and brought by whom."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="arrivals")
    how = models.CharField(max_length=8, choices=values(How))
    url = models.TextField(blank=True, default="", help_text="Where it was found, after redirects.")
    name = models.CharField(max_length=300, blank=True, default="", help_text="The name of the file.")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(how__in=[how.value for how in How]), name="arrival_how_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} by {self.how} at {self.at:%Y-%m-%d %H:%M} ({self.pk})"
