"""Who lists, under which law, whom: authorities, regimes, groups, and the dated facts that the rules read."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from designations.domain import acts
from designations.models.recorded import Recorded, values


class Authority(models.Model):
    """Who lists: a state, a territory, a body or a group of states."""

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=values(acts.AuthorityKind))
    iso3 = models.CharField(max_length=3, blank=True, default="")
    cow = models.CharField(max_length=4, blank=True, default="", help_text="Correlates of War number.")
    region = models.CharField(max_length=40, blank=True, default="")
    demonym = models.CharField(max_length=60, blank=True, default="")
    note = models.TextField(blank=True, default="")

    class Meta:
        verbose_name_plural = "authorities"
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z]{2,5}(-[A-Z0-9]{1,3})?$"), name="authority_code_is_plain"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def get_absolute_url(self) -> str:
        """The page of the authority."""
        return f"/authorities/{self.code}/"


class AuthorityTerms(Recorded):
    """What the rules read of an authority: whether it counts as a bloc."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="terms")
    is_bloc = models.BooleanField()

    class Meta:
        indexes = Recorded.indexes_for("authority_terms")
        constraints = [
            *Recorded.constraints_for("authority_terms"),
            models.UniqueConstraint(
                fields=["authority"], condition=Q(retracted_in=None), name="authority_terms_one_alive"
            ),
        ]

    def __str__(self) -> str:
        return f"terms of {self.authority_id} ({self.pk})"


class Membership(Recorded):
    """An authority belongs to a body from a day until a day (exclusive)."""

    member = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="memberships")
    body = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="members")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, default="")

    class Meta:
        indexes = Recorded.indexes_for("membership")
        constraints = [
            *Recorded.constraints_for("membership"),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts")),
                name="membership_ends_later",
            ),
            models.CheckConstraint(condition=~Q(member=F("body")), name="membership_of_two_authorities"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.body_id} ({self.pk})"


class NoListStatement(Recorded):
    """A dated, cited statement that an authority keeps no list; never inferred."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="no_list_statements")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    source_url = models.URLField(max_length=500)
    source_title = models.CharField(max_length=300)

    class Meta:
        indexes = Recorded.indexes_for("no_list")
        constraints = [
            *Recorded.constraints_for("no_list"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=F("starts")), name="no_list_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.authority_id} keeps no list ({self.pk})"


class Regime(models.Model):
    """One legal list that an authority keeps."""

    slug = models.SlugField(max_length=60, unique=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="regimes")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True, default="")
    legal_basis = models.CharField(max_length=300, blank=True, default="")
    binds_ground = models.CharField(max_length=120, blank=True, default="")
    list_phrase = models.CharField(
        max_length=160, blank=True, default="", help_text="What follows 'its' in a sentence."
    )
    started_on = models.CharField(max_length=24, blank=True, default="", help_text="A stated date.")
    official_url = models.URLField(max_length=500, blank=True, default="")
    program_keys = models.CharField(max_length=200, blank=True, default="", help_text="OpenSanctions keys, by ';'.")
    note = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """The page of the regime."""
        return f"/regimes/{self.slug}/"

    @property
    def title(self) -> str:
        """Its short name, or its name where it has none."""
        return self.short_name or self.name


class RegimeTerms(Recorded):
    """What the rules read of a regime: its kind, and whether it binds the members of its body."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="terms")
    kind = models.CharField(max_length=24, choices=values(acts.RegimeKind))
    binds_members = models.BooleanField()

    class Meta:
        indexes = Recorded.indexes_for("regime_terms")
        constraints = [
            *Recorded.constraints_for("regime_terms"),
            models.UniqueConstraint(fields=["regime"], condition=Q(retracted_in=None), name="regime_terms_one_alive"),
        ]

    def __str__(self) -> str:
        return f"terms of {self.regime_id} ({self.pk})"


class Coverage(Recorded):
    """A span of days on which the record claims to know every entry of a regime, or some of them."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="coverage")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    level = models.CharField(max_length=10, choices=values(acts.CoverageLevel))
    ground = models.CharField(max_length=300)

    class Meta:
        indexes = Recorded.indexes_for("coverage")
        constraints = [
            *Recorded.constraints_for("coverage"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=F("starts")), name="coverage_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.regime_id} {self.level} from {self.starts} ({self.pk})"


class Group(models.Model):
    """The organisation listed. That it is listed is a claim of each authority, never of the record."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")
    wikidata = models.CharField(max_length=16, blank=True, default="")
    countries = models.CharField(max_length=60, blank=True, default="", help_text="ISO 3166-1 alpha-2, by ';'.")
    note = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wikidata="") | Q(wikidata__regex=r"^Q[1-9][0-9]*$"),
                name="group_wikidata_is_an_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} [{self.slug}]"

    def get_absolute_url(self) -> str:
        """The page of the group."""
        return f"/groups/{self.slug}/"


class Name(models.Model):
    """A name of a group, in a script; not unique across groups."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=300)
    script = models.CharField(max_length=4, default="Latn", help_text="ISO 15924.")
    language = models.CharField(max_length=12, blank=True, default="", help_text="BCP 47.")
    kind = models.CharField(max_length=16, choices=values(acts.NameKind))
    search_key = models.CharField(max_length=300, db_index=True, help_text="Folded and transliterated.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "text"], name="name_once_per_group"),
            models.CheckConstraint(condition=~Q(text=""), name="name_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.pk})"


class Relation(Recorded):
    """One group's dated relation to another, in the world."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=16, choices=values(acts.RelationKind))
    other = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="relations_to_it")
    starts_stated = models.CharField(max_length=24, blank=True, default="")
    ends_stated = models.CharField(max_length=24, blank=True, default="")
    starts = models.DateField(null=True, blank=True, help_text="The first day on which it surely stood.")
    ends = models.DateField(null=True, blank=True, help_text="The first day on which it may no longer have stood.")
    checked = models.BooleanField(default=False)
    note = models.TextField(blank=True, default="")

    class Meta:
        indexes = Recorded.indexes_for("relation")
        constraints = [
            *Recorded.constraints_for("relation"),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts")), name="relation_ends_later"
            ),
            models.CheckConstraint(condition=~Q(group=F("other")), name="relation_of_two_groups"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.kind} {self.other_id} ({self.pk})"
