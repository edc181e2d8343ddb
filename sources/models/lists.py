"""Official lists as they were read: snapshots, the entries on them with the groups they are, and what changed."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from designations.models import Group, Regime
from designations.models.recorded import values
from sources.lists.comparing import DifferenceKind
from sources.lists.faults import Reason
from sources.lists.guarding import RemovalKind
from sources.models.candidates import Candidate
from sources.models.documents import Document
from sources.models.following import Source


class Standing(StrEnum):
    """Whether a snapshot is believed. ``released``: it was held, and a person believes it; ``refused``: nobody does."""

    ACCEPTED = "accepted"
    HELD = "held"
    RELEASED = "released"
    REFUSED = "refused"


BELIEVED = (Standing.ACCEPTED.value, Standing.RELEASED.value)

CONFIRMED = "confirmed"
"""What the first snapshot of a list says of each of its entries."""


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Words for snapshots."""

    def believed(self) -> Self:
        """Snapshots that count."""
        return self.filter(standing__in=BELIEVED)

    def last_of(self, source: Source) -> Snapshot | None:
        """The snapshot that the next one of a list is compared with; None before the first."""
        return self.believed().filter(source=source).order_by("-applied_at", "-pk").first()


class SnapshotManager(models.Manager["Snapshot"]):
    """Leaves the entries where they are until they are asked for: they are large, and only comparing reads them."""

    def get_queryset(self) -> models.QuerySet[Snapshot]:
        """Snapshots without their entries."""
        return super().get_queryset().defer("entries")


class Snapshot(models.Model):
    """The files of a list as they were on a day, and whether they are believed.

    ``entries`` are the organisations as read (``sources.lists.storing``), kept when the bytes, which name persons, are
    gone; empty where the files could not be read. The same files of one day are one snapshot.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="snapshots")
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 over the roles and hashes of its files.")
    seen_on = models.DateField(help_text="The day the files were fetched, or are said to be of.")
    last_seen_on = models.DateField(help_text="The last day on which the list was found unchanged.")
    day = models.DateField(help_text="The day whose state it shows: the file's own, else the day it was seen.")
    taken_at = models.DateTimeField()
    documents = models.ManyToManyField(Document, through="SnapshotFile", related_name="snapshots")
    standing = models.CharField(max_length=8, choices=values(Standing))
    held_for = models.CharField(max_length=20, choices=values(Reason), blank=True, default="")
    held_why = models.TextField(blank=True, default="", help_text="A sentence for the person who decides.")
    compared_with = models.ForeignKey("self", on_delete=models.PROTECT, related_name="next", null=True, blank=True)
    entries = models.BinaryField(null=True, editable=False)
    count = models.PositiveIntegerField(default=0, help_text="Organisations.")
    dropped = models.JSONField(default=dict, blank=True, help_text="How many of what else was on it.")
    notices = models.JSONField(default=list, blank=True, help_text="What the reader met and did not use.")
    applied_at = models.DateTimeField(null=True, blank=True, help_text="When its changes were written down.")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    why = models.TextField(blank=True, default="")

    objects = SnapshotManager.from_queryset(SnapshotQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "fingerprint", "seen_on"], name="snapshot_taken_once"),
            models.CheckConstraint(
                condition=Q(fingerprint__regex=r"^[0-9a-f]{64}$"), name="snapshot_fingerprint_is_sha256"
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.ACCEPTED.value, held_for="", held_why="", decided_by=None)
                | Q(standing=Standing.HELD.value, decided_by=None) & ~Q(held_for="") & ~Q(held_why="")
                | Q(
                    standing__in=[Standing.RELEASED.value, Standing.REFUSED.value],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                & ~Q(held_for="")
                & ~Q(why=""),
                name="snapshot_held_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=BELIEVED, applied_at__isnull=False, entries__isnull=False)
                | Q(standing__in=[Standing.HELD.value, Standing.REFUSED.value], applied_at=None),
                name="snapshot_applied_if_believed",
            ),
        ]
        indexes = [models.Index(fields=["source", "standing", "-applied_at"], name="snapshot_last")]

    def __str__(self) -> str:
        return f"snapshot of source {self.source_id} of {self.day}: {self.standing} ({self.pk})"


class SnapshotFile(models.Model):
    """One file of a snapshot: its role among the files of the list, and its bytes."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="files")
    role = models.CharField(max_length=20)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "role"], name="snapshot_file_once_for_a_role")]

    def __str__(self) -> str:
        return f"{self.role} of snapshot {self.snapshot_id} ({self.pk})"


class Answer(StrEnum):
    """Which group an entry is. ``certain``: found without a person. ``split``: a group of its own was made for it.

    ``untold``: it stands under no regime that the record follows, so nobody asks.
    """

    UNTOLD = "untold"
    OPEN = "open"
    CERTAIN = "certain"
    MATCHED = "matched"
    SPLIT = "split"
    NOT_FOLLOWED = "not_followed"


WITH_A_GROUP = (Answer.CERTAIN.value, Answer.MATCHED.value, Answer.SPLIT.value)
BY_A_PERSON = (Answer.MATCHED.value, Answer.SPLIT.value, Answer.NOT_FOLLOWED.value)


class ListEntry(models.Model):
    """An organisation on a list, by its number there, and the group that it is: remembered from snapshot to snapshot.

    ``nearest`` are the groups that it may be, the best first, each with its score, verdict and reasons.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="entries")
    number = models.CharField(max_length=300, help_text="Its permanent id on the list.")
    name = models.CharField(max_length=1000)
    official_ref = models.CharField(max_length=60, blank=True, default="")
    present = models.BooleanField(help_text="Whether it stands on the last believed snapshot.")
    regimes = models.JSONField(default=list, blank=True, help_text="Slugs of those under which it stands, or stood.")
    first_seen = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    last_seen = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12, choices=values(Answer))
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    nearest = models.JSONField(default=list, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    why = models.TextField(blank=True, default="")

    class Meta:
        verbose_name_plural = "list entries"
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="list_entry_once_for_a_number"),
            models.CheckConstraint(
                condition=Q(answer__in=WITH_A_GROUP, group__isnull=False)
                | Q(answer__in=[Answer.OPEN.value, Answer.UNTOLD.value, Answer.NOT_FOLLOWED.value], group=None),
                name="list_entry_answered_with_a_group",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=BY_A_PERSON, answered_by__isnull=False, answered_at__isnull=False)
                | Q(answer__in=[Answer.OPEN.value, Answer.UNTOLD.value, Answer.CERTAIN.value], answered_by=None),
                name="list_entry_answered_by_a_person",
            ),
        ]
        indexes = [models.Index(fields=["source", "answer"], name="list_entry_by_answer")]

    def __str__(self) -> str:
        return f"{self.name[:80]} ({self.number})"


class ListChange(models.Model):
    """What one snapshot says of one entry that the one before did not: a change under one regime, or under none.

    ``removal`` is what a disappearance most probably is, ``became`` the entry that it lives on as. ``candidate`` is
    what was proposed from it, once the group is known; a change that alters no listing proposes none.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="changes")
    entry = models.ForeignKey(ListEntry, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=20)
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    programme = models.CharField(max_length=100, blank=True, default="")
    stated = models.CharField(max_length=24, blank=True, default="", help_text="The list's own day, else the span.")
    span = models.CharField(max_length=24, blank=True, default="", help_text="What the two snapshots prove.")
    fields = models.JSONField(default=list, blank=True, help_text="What was amended.")
    removal = models.CharField(max_length=12, choices=values(RemovalKind), blank=True, default="")
    became = models.ForeignKey(ListEntry, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    why = models.TextField(blank=True, default="", help_text="Why it is taken for this removal.")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "entry", "kind", "programme", "regime"],
                nulls_distinct=False,
                name="list_change_told_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[CONFIRMED, *(kind.value for kind in DifferenceKind)]),
                name="list_change_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind=DifferenceKind.REMOVED.value) & ~Q(removal="") | Q(removal=""),
                name="list_change_removal_is_classified",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of entry {self.entry_id} in snapshot {self.snapshot_id} ({self.pk})"
