"""The ledger: editions, acts, and the events and citations that the database refuses to change."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from designations.domain import acts
from designations.models.recorded import Recorded, values
from designations.models.registry import Group, Regime


class Ledger(models.Model):
    """The one row that every writer locks: the number of the latest edition."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    edition = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="ledger_is_one_row")]

    def __str__(self) -> str:
        return f"ledger at e{self.edition}"


class Edition(models.Model):
    """One committed change set of the record: who, when, why, and the digest that chains it to the last."""

    ACTIONS = (
        "publish", "correct", "retract", "redact", "cite", "settle", "unify", "separate", "register", "load",
    )  # fmt: skip

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(help_text="When it was committed; never before the edition before it.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_role = models.CharField(max_length=20, help_text="Shown in public in place of a name.")
    action = models.CharField(max_length=12, choices=[(name, name) for name in ACTIONS])
    reason = models.TextField(blank=True, default="")
    data_version = models.CharField(max_length=40, blank=True, default="")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="edition_digest_is_sha256"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_numbers_begin_at_one"),
        ]

    def __str__(self) -> str:
        return f"e{self.number}"

    @property
    def author(self) -> str:
        """The public name of whoever made it: a role and a number."""
        return f"{self.by_role} {self.by_id}"


class Act(models.Model):
    """Something that an authority did. The key is permanent; what the record says of it may be corrected."""

    key = models.CharField(max_length=20, unique=True)
    recorded_in = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", db_column="recorded_in")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(key__regex=r"^[a-z0-9]{6,20}$"), name="act_key_is_plain"),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """The page of the act."""
        return f"/acts/{self.key}/"


class Event(Recorded):
    """The record's statement of an act of a regime on a group."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="events")
    # An index of its own would say less than the one by regime and day.
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="events", db_index=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=values(acts.EventKind))
    effect = models.CharField(max_length=8, choices=values(acts.Effect))
    scope = models.CharField(
        max_length=20,
        choices=values(acts.Scope),
        blank=True,
        default="",
        help_text="Left out: the whole group where the act opens a listing, no change where it amends one.",
    )
    scope_of = models.ForeignKey(
        Group, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    closing_reason = models.CharField(max_length=12, choices=values(acts.Reason), blank=True, default="")
    stated = models.CharField(max_length=24, help_text="The stated date: a day, month, year or span (ISO 8601).")
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    day_order = models.PositiveSmallIntegerField(null=True, blank=True)
    official_ref = models.CharField(max_length=300, blank=True, default="")
    note = models.TextField(blank=True, default="")
    note_sha256 = models.CharField(max_length=64)
    redacted_in = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_column="redacted_in",
        db_index=False,
    )

    class Meta:
        indexes = [
            *Recorded.indexes_for("event"),
            *Recorded.redactions_of("event"),
            models.Index(fields=["scope_of"], name="event_scope_of", condition=Q(scope_of__isnull=False)),
            models.Index(fields=["regime", "-latest"], name="event_of_regime_by_day"),
            models.Index(Coalesce("latest", "earliest").desc(), models.F("id").desc(), name="event_latest_first"),
        ]
        constraints = [
            *Recorded.constraints_for("event"),
            models.UniqueConstraint(fields=["act"], condition=Q(retracted_in=None), name="event_one_alive_per_act"),
            models.CheckConstraint(
                name="event_effect_fits_kind",
                condition=Q(
                    *(
                        Q(kind=kind.value, effect__in=sorted(effect.value for effect in effects))
                        for kind, effects in acts.ALLOWED_EFFECTS.items()
                    ),
                    _connector=Q.OR,
                ),
            ),
            models.CheckConstraint(
                name="event_reason_only_of_a_closing",
                condition=Q(closing_reason="") | Q(effect__in=["close", "pause"]),
            ),
            models.CheckConstraint(
                name="event_alias_names_its_entry",
                condition=Q(scope_of=None) | Q(scope__in=["alias_of", "wing"]),
            ),
            models.CheckConstraint(
                name="event_dates_in_order",
                condition=Q(earliest=None) | Q(latest=None) | Q(latest__gte=models.F("earliest")),
            ),
            models.CheckConstraint(
                name="event_has_a_date",
                condition=Q(earliest__isnull=False) | Q(latest__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regime_id}/{self.group_id} {self.kind} {self.stated} ({self.pk})"


class Citation(Recorded):
    """Evidence of an event, with the date that it states itself."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="citations")
    key = models.CharField(max_length=12, help_text="Its name within the act; kept when the act is corrected.")
    kind = models.CharField(max_length=10, choices=values(acts.CitationKind))
    title = models.CharField(max_length=400)
    publisher = models.CharField(max_length=200)
    url = models.TextField(blank=True, default="")
    published_on = models.CharField(max_length=24, blank=True, default="", help_text="A stated date.")
    stated = models.CharField(max_length=24, blank=True, default="")
    quote = models.CharField(max_length=300, blank=True, default="")
    quote_sha256 = models.CharField(max_length=64)
    read = models.BooleanField(help_text="Somebody read the fact there; otherwise it is a pointer.")
    read_in = models.TextField(blank=True, default="", help_text="Where a copy was read.")
    language = models.CharField(max_length=12, blank=True, default="")
    bytes_sha256 = models.CharField(max_length=64, blank=True, default="")
    redacted_in = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_column="redacted_in",
        db_index=False,
    )

    class Meta:
        indexes = [*Recorded.indexes_for("citation"), *Recorded.redactions_of("citation")]
        constraints = [
            *Recorded.constraints_for("citation"),
            models.UniqueConstraint(
                fields=["event", "key"], condition=Q(retracted_in=None), name="citation_key_once_alive"
            ),
            models.CheckConstraint(condition=~Q(url="") | ~Q(read_in=""), name="citation_says_where_it_was_read"),
            models.CheckConstraint(
                condition=Q(bytes_sha256="") | Q(bytes_sha256__regex=r"^[0-9a-f]{64}$"),
                name="citation_bytes_are_sha256",
            ),
            models.CheckConstraint(condition=Q(url="") | Q(url__regex=r"^https?://"), name="citation_url_is_http"),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title} ({self.pk})"


class Settlement(Recorded):
    """A person's decision on which date of an act the record holds, with the reason; the others stay visible."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="settlements")
    stated = models.CharField(max_length=24)
    reason = models.TextField()

    class Meta:
        indexes = Recorded.indexes_for("settlement")
        constraints = [
            *Recorded.constraints_for("settlement"),
            models.UniqueConstraint(
                fields=["act"], condition=Q(retracted_in=None), name="settlement_one_alive_per_act"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="settlement_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.act_id} settled on {self.stated} ({self.pk})"


class Unification(Recorded):
    """Two groups of the record are one: ``group`` is read as ``into``. The record's identity, not the world's."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    into = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()

    class Meta:
        indexes = Recorded.indexes_for("unification")
        constraints = [
            *Recorded.constraints_for("unification"),
            models.UniqueConstraint(
                fields=["group"], condition=Q(retracted_in=None), name="unification_one_alive_per_group"
            ),
            models.CheckConstraint(condition=~Q(group=models.F("into")), name="unification_of_two_groups"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} read as {self.into_id} ({self.pk})"
