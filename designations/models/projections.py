"""Derived rows, bitemporal: the days they are about, and the editions during which they were what we knew.

Only ``designations.projection`` writes here; everything can be rebuilt from the ledger.
"""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q, Value

from designations.domain import acts, conflicts, periods, positions
from designations.models.ledger import Act
from designations.models.recorded import Row, values
from designations.models.registry import Authority, Group, Regime


def days(starts: str, ends: str) -> Func:
    """The days from one column until another (exclusive)."""
    return Func(F(starts), F(ends), function="daterange", output_field=models.Field())


def editions() -> Func:
    """The editions during which a row was what we knew."""
    return Func(F("known_from"), F("known_until"), function="int8range", output_field=models.Field())


def _itself(column: str) -> Func:
    """A range of one number, which GiST compares without an extension."""
    return Func(F(column), F(column), Value("[]"), function="int8range", output_field=models.Field())


class KnownQuerySet(models.QuerySet[Row]):
    """Words for reading derived rows as they stood."""

    def known_at(self, edition: int) -> Self:
        """Rows that were what we knew at an edition."""
        return self.filter(known_from__lte=edition).filter(Q(known_until=None) | Q(known_until__gt=edition))

    def current(self) -> Self:
        """Rows that are what we know now."""
        return self.filter(known_until=None)


class Known(models.Model):
    """What was known from an edition until another (exclusive; empty: still)."""

    known_from = models.PositiveBigIntegerField()
    known_until = models.PositiveBigIntegerField(null=True)
    rules_version = models.PositiveSmallIntegerField()

    objects = KnownQuerySet.as_manager()

    class Meta:
        abstract = True

    @staticmethod
    def later(table: str) -> models.CheckConstraint:
        """What was known ends after it began."""
        return models.CheckConstraint(
            condition=Q(known_until=None) | Q(known_until__gt=F("known_from")),
            name=f"{table}_known_until_later",
        )


class Listing(models.Model):
    """A group under a regime."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="listings")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="listings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regime", "group"], name="listing_once")]

    def __str__(self) -> str:
        return f"{self.group_id} under {self.regime_id}"


class Period(Known):
    """A span of a listing in one state and scope, known by the act that opened it.

    ``starts_*`` and ``ends_*`` are bounds as days (an empty end: still); ``certain_*`` and ``possible_*`` are
    end-exclusive spans. Certain spans of a listing never overlap while both are known.
    """

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="periods")
    opened_by = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+", db_index=False)
    closed_by = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    standing = models.CharField(max_length=12, choices=values(periods.Standing))
    scope = models.CharField(max_length=20, choices=values(acts.Scope))
    scope_of = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    starts_earliest = models.DateField(null=True)
    starts_latest = models.DateField(null=True)
    ends_earliest = models.DateField(null=True)
    ends_latest = models.DateField(null=True)
    certain_from = models.DateField(null=True)
    certain_until = models.DateField(null=True)
    possible_from = models.DateField(null=True)
    possible_until = models.DateField(null=True)

    class Meta:
        constraints = [
            Known.later("period"),
            models.CheckConstraint(
                condition=Q(certain_until=None) | Q(certain_until__gt=F("certain_from")),
                name="period_certain_ends_later",
            ),
            models.CheckConstraint(
                condition=Q(possible_from=None) | Q(possible_until=None) | Q(possible_until__gt=F("possible_from")),
                name="period_possible_ends_later",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=False) | Q(ends_earliest=None, ends_latest=None),
                name="period_ends_by_an_act",
            ),
            ExclusionConstraint(
                name="periods_of_a_listing_do_not_overlap",
                expressions=[
                    (_itself("listing"), RangeOperators.OVERLAPS),
                    (days("certain_from", "certain_until"), RangeOperators.OVERLAPS),
                    (editions(), RangeOperators.OVERLAPS),
                ],
                condition=Q(certain_from__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["listing", "opened_by"], condition=Q(known_until=None), name="period_once_known"
            ),
        ]

    def __str__(self) -> str:
        return f"period of {self.listing_id} by {self.opened_by_id} known from e{self.known_from} ({self.pk})"


class Position(Known):
    """An authority's own state towards a group during a span of days, as its acts tell it."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="positions")
    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="positions")
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=values(positions.State))
    possible = models.BooleanField()
    mixed = models.BooleanField()
    political = models.BooleanField()
    scope = models.CharField(max_length=20, blank=True)
    regimes = ArrayField(models.CharField(max_length=60), help_text="Slugs of the regimes that make the state.")
    # By its permanent key: a matrix of many thousand cells names each act without looking one up.
    act = models.ForeignKey(
        Act,
        on_delete=models.PROTECT,
        related_name="+",
        to_field="key",
        db_column="act_key",
        null=True,
        db_index=False,
    )
    grade = models.CharField(max_length=14, blank=True, help_text="Evidence grade of the act that made the state.")

    class Meta:
        constraints = [
            Known.later("position"),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts")), name="position_ends_later"
            ),
            models.UniqueConstraint(
                fields=["group", "authority", "starts"],
                condition=Q(known_until=None),
                nulls_distinct=False,
                name="position_once_known",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "group"], name="position_of_authority"),
        ]

    def __str__(self) -> str:
        return f"{self.authority_id} on {self.group_id}: {self.state} from {self.starts} ({self.pk})"


class Contradiction(models.Model):
    """A rule and the acts that it finds at odds, by their lasting key: one conflict, in whatever form it is known."""

    key = models.CharField(max_length=120, primary_key=True)

    def __str__(self) -> str:
        return self.key


class Conflict(Known):
    """Listings that contradict each other during a span, by a named rule; known by rule and stopping act.

    ``key`` is that of its contradiction: a foreign key, which the migration that made the table adds.
    """

    key = models.CharField(max_length=120)
    rule = models.CharField(max_length=12, choices=values(conflicts.Rule))
    weight = models.CharField(max_length=8, choices=values(conflicts.Weight))
    weight_reason = models.TextField(blank=True)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="conflicts")
    other_group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+", null=True)
    authority = models.ForeignKey(
        Authority,
        on_delete=models.CASCADE,
        related_name="conflicts",
        null=True,
        help_text="Who stopped, if anyone.",
    )
    body = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="+", null=True)
    regime = models.ForeignKey(Regime, on_delete=models.CASCADE, related_name="+")
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=20, choices=values(acts.Scope))
    suspended = models.BooleanField()
    reason = models.CharField(max_length=12, choices=values(acts.Reason), blank=True)
    earliest = models.DateField(null=True, help_text="The earliest day on which the stop can have happened.")
    starts = models.DateField()
    ends = models.DateField(null=True)
    likeness = models.CharField(max_length=16, choices=values(conflicts.Likeness))
    grade = models.CharField(max_length=14, choices=values(acts.EvidenceGrade))
    presumed_only = models.BooleanField()
    by_default = models.BooleanField(help_text="Whether default views show it.")
    facets = ArrayField(models.CharField(max_length=20))

    class Meta:
        constraints = [
            Known.later("conflict"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=F("starts")), name="conflict_ends_later"),
            models.UniqueConstraint(fields=["key"], condition=Q(known_until=None), name="conflict_once_known"),
        ]
        indexes = [
            models.Index(fields=["key"], name="conflict_by_key"),
            GistIndex(days("starts", "ends"), editions(), name="conflict_by_day_and_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.key} known from e{self.known_from} ({self.pk})"

    def get_absolute_url(self) -> str:
        """The page of the conflict."""
        return f"/conflicts/{self.key}/"

    @property
    def keepers(self) -> KnownQuerySet[Keeper]:
        """Its parties that keep, in this form of it."""
        return Keeper.objects.filter(contradiction=self.key).known_at(self.known_from)


class Keeper(Known):
    """A party of a conflict that keeps a listing, with its own span inside the conflict's.

    It is known as long as it stays what it is, whatever becomes of the other parties; a conflict has another form, and
    another row, whenever any of its parties changes.
    """

    contradiction = models.ForeignKey(
        Contradiction, on_delete=models.CASCADE, related_name="+", db_column="conflict_key", db_index=False
    )
    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="+")
    regime = models.ForeignKey(Regime, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    opened_by = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+", db_index=False)
    scope = models.CharField(max_length=20, choices=values(acts.Scope))
    starts = models.DateField()
    ends = models.DateField(null=True)
    seen = models.BooleanField()
    last_seen = models.DateField(null=True)
    grade = models.CharField(max_length=14, choices=values(acts.EvidenceGrade))

    class Meta:
        constraints = [
            Known.later("keeper"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=F("starts")), name="keeper_ends_later"),
            models.UniqueConstraint(
                fields=["contradiction", "regime", "group"], condition=Q(known_until=None), name="keeper_once_known"
            ),
        ]
        indexes = [models.Index(fields=["contradiction", "known_from"], name="keeper_of_conflict")]

    def __str__(self) -> str:
        return f"{self.regime_id} in {self.contradiction_id} known from e{self.known_from} ({self.pk})"


class Trouble(Known):
    """Trouble in the record itself: a dispute over a date, a doubt about an order, an event that does not fit."""

    KINDS = ("dispute", "doubt", "misfit")

    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=[(name, name) for name in KINDS])
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="troubles")
    acts = ArrayField(models.CharField(max_length=20))
    why = models.CharField(max_length=40)
    dates = ArrayField(models.CharField(max_length=24), help_text="The dates that the sources state, of a dispute.")
    settled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            Known.later("trouble"),
            models.UniqueConstraint(fields=["key"], condition=Q(known_until=None), name="trouble_once_known"),
        ]
        indexes = [
            models.Index(fields=["listing"], name="trouble_of_listing"),
            models.Index(fields=["key"], name="trouble_by_key"),
        ]

    def __str__(self) -> str:
        return f"{self.key} known from e{self.known_from} ({self.pk})"


class Change(models.Model):
    """What an edition changed, for readers and consumers. Keys and text only: it outlives any row."""

    edition = models.PositiveBigIntegerField()
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    subject = models.CharField(max_length=120, help_text="Key of what changed: an act, a conflict, a group.")
    act = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=80, blank=True)
    authority = models.CharField(max_length=8, blank=True)
    regime = models.CharField(max_length=60, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "seq"], name="change_once_per_place")]
        indexes = [
            models.Index(fields=["group", "edition"], name="change_of_group"),
            models.Index(fields=["subject"], name="change_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}.{self.seq} {self.kind} {self.subject}"
