"""Authorities, regimes and groups as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from designations.api.shapes.conflicts import ConflictShape
from designations.api.shapes.kinds import day, flag, number, text, texts, word
from designations.api.shapes.record import EventShape, PeriodShape
from designations.domain import acts, positions


class CoveringShape(serializers.Serializer[Any]):
    """A body's binding listing that reaches its members."""

    body = text("Code of the body.")
    regime = text("Slug of its regime.")
    scope = word(acts.Scope, "What of the group it reaches.")
    act = text("Key of the act that opened it.")


class StandingShape(serializers.Serializer[Any]):
    """An authority towards a group on the day."""

    group = text("Slug of the group.")
    group_name = text("Name of the group.")
    authority = text("Code of the authority.")
    authority_name = text("Name of the authority.")
    state = word(positions.State, "Its own state over its hard regimes, the strongest.")
    possible = flag("Whether the dates leave open if the state holds on this day.")
    mixed = flag("Whether its hard regimes differ.")
    political = flag("Whether a soft regime (statement, bar, other measure) has the group.")
    scope = word(acts.Scope, "What of the group its listing reaches.", blank=True)
    grade = word(acts.EvidenceGrade, "How well the act that made the state is evidenced.", blank=True)
    act = text("Key of the act that made the state.")
    act_kind = word(acts.EventKind, "What the authority did.", blank=True)
    stated = text("The date of the act as stated (ISO 8601).")
    since = day("First day of this state.")
    until = day("First day on which it was over.")
    regimes = texts("Slugs of the regimes that make the state.")
    covered_by = CoveringShape(many=True, help_text="Bodies whose binding listings reach the group there.")
    conflicts = number("Open conflicts of default views that its own stop made.")
    kept = number("Open conflicts of default views in which it keeps its listing.")


class CoverageSpanShape(serializers.Serializer[Any]):
    """What the record claims to know of a list during a span of days."""

    level = word(acts.CoverageLevel, "Whether every entry in force is known, or some.")
    starts = day("First day.", null=False)
    ends = day("First day on which it is no longer claimed.")
    ground = text("On what ground.")
    on_day = flag("Whether it holds on the day.")


class RegimeShape(serializers.Serializer[Any]):
    """One legal list that an authority keeps."""

    slug = text("Its slug.", source="regime.slug")
    name = text("Its name.", source="regime.name")
    title = text("Its short name.", source="regime.title")
    authority = text("Code of the authority that keeps it.", source="regime.authority")
    authority_name = text("Name of that authority.", source="regime.authority_name")
    kind = word(acts.RegimeKind, "What kind of list it is; the first three make and break listings.",
                source="regime.kind")  # fmt: skip
    binds_members = serializers.BooleanField(
        help_text="Whether it binds the members of its body.", source="regime.binds_members"
    )
    binds_ground = text("On what ground it binds them.", source="regime.binds_ground")
    legal_basis = text("The law that it rests on.", source="regime.legal_basis")
    coverage = word(acts.CoverageLevel, "What is claimed of it on the day.", blank=True, source="level")
    spans = CoverageSpanShape(many=True, help_text="What is claimed of it on which days.")
    listed = number("Groups surely in force on the day.")
    acts = number("Acts that the record holds.")
    last_act = day("Latest day of an act.")
    last_seen = day("Latest day on which a read source, or complete coverage, shows the list.")


class TermsShape(serializers.Serializer[Any]):
    """What the record held the regime to be."""

    kind = word(acts.RegimeKind, "What kind of list.")
    binds_members = flag("Whether it binds members.")
    since = text("The edition that said so.", source="since.number")
    until = serializers.SerializerMethodField(help_text="The edition that no longer did, or null.")

    def get_until(self, row: Any) -> str | None:
        """The number of that edition."""
        return str(row.until.number) if row.until else None


class RegimeDetailShape(serializers.Serializer[Any]):
    """A regime with whom it holds on the day."""

    regime = RegimeShape(source="row", help_text="The regime.")
    started_on = text("Since when there is such a list, as stated.")
    official_url = text("Where the authority publishes it.")
    program_keys = texts("OpenSanctions keys of its programme.")
    note = text("A note.")
    terms = TermsShape(many=True, help_text="What the record held it to be, the latest first.")
    standing = PeriodShape(
        many=True, help_text="The periods that stand on the day, surely or perhaps; the first 1000 at most."
    )
    standing_total = number("How many such periods there are; `/listings/?regime=…&on_day=true` has all.")
    latest = EventShape(many=True, help_text="Its latest acts up to the day.")


class AuthorityShape(serializers.Serializer[Any]):
    """Who lists."""

    code = text("Its code: ISO 3166-1 alpha-2, ISO 3166-2, or a body's short name.")
    name = text("Its name.")
    kind = word(acts.AuthorityKind, "What kind of authority.")
    region = text("Where in the world it stands in lists.")
    demonym = text("What its own is called.")
    is_bloc = flag("Whether it counts as a bloc in the rules.")
    unstated = word(positions.State, "Its state on the day where none of its acts speaks; never inferred from silence.")
    regimes = number("How many lists it keeps.")
    listed = number("Groups that its own lists surely hold on the day.")
    suspended = number("Groups whose listing is suspended on the day.")
    conflicts = number("Open conflicts of default views that its own stops made.")


class MembershipShape(serializers.Serializer[Any]):
    """A membership."""

    other = text("Code of the body, or of the member.")
    other_name = text("Its name.")
    starts = day("First day.")
    ends = day("First day on which it was over.")
    on_day = flag("Whether it holds on the day.")
    note = text("A note.")


class NoListShape(serializers.Serializer[Any]):
    """A dated statement that an authority keeps no list."""

    starts = day("First day.", null=False)
    ends = day("First day on which it no longer holds.")
    source_url = text("Where it is stated.")
    source_title = text("Title of that source.")


class AuthorityCountsShape(serializers.Serializer[Any]):
    """How long two parts of an authority are in all."""

    standing = number("Groups it stands towards; `/matrix/?authority=…` has all.")
    conflicts = number("Conflicts it is a party of; `/conflicts/?authority=…` has all.")


class AuthorityDetailShape(serializers.Serializer[Any]):
    """An authority with its lists, the bodies it belongs to, and where it stands on the day."""

    authority = AuthorityShape(source="row", help_text="The authority.")
    iso3 = text("ISO 3166-1 alpha-3.")
    cow = text("Correlates of War number.")
    note = text("A note.")
    regimes = RegimeShape(many=True, help_text="Its lists.")
    bodies = MembershipShape(many=True, help_text="What it belongs to, and when.")
    members = MembershipShape(many=True, help_text="Who belongs to it, and when.")
    no_list = NoListShape(many=True, help_text="Statements that it keeps no list.")
    standing = StandingShape(
        many=True, help_text="Where it stands towards groups on the day; the first 1000 of each state at most."
    )
    conflicts = ConflictShape(
        many=True, help_text="The conflicts it is a party of, begun by the day; the latest 1000 at most."
    )
    counts = AuthorityCountsShape(help_text="How many there are in all.")
    latest = EventShape(many=True, help_text="Its latest acts up to the day.")


class GroupShape(serializers.Serializer[Any]):
    """The organisation listed. That it is listed is a claim of each authority."""

    slug = text("Its slug.")
    name = text("The name under which the record shows it.")
    description = text("A sentence.")
    countries = texts("Where it is active (ISO 3166-1 alpha-2).")
    wikidata = text("Its Wikidata item.")
    listed_by = number("Authorities whose own lists surely hold it on the day.")
    suspended_by = number("Authorities whose listing is suspended on the day.")
    conflicts = number("Conflicts of default views open on the day.")


class NameShape(serializers.Serializer[Any]):
    """A name of a group."""

    script = text("Its script (ISO 15924).")
    language = text("Its language (BCP 47).")
    kind = word(acts.NameKind, "What kind of name.")
    of = text("Slug of the group for which it was recorded.")
    # Last, since it takes the name of the function above.
    text = serializers.CharField(help_text="The name.")


class RelationShape(serializers.Serializer[Any]):
    """The group's relation to another."""

    kind = word(acts.RelationKind, "What kind of relation.")
    outward = flag("True: this group is that of the other. False: the other is that of this one.")
    other = text("Slug of the other group.")
    other_name = text("Its name.")
    starts_stated = text("Since when, as stated.")
    ends_stated = text("Until when, as stated.")
    on_day = flag("Whether it surely holds on the day.")
    checked = flag("Whether its kind was verified.")
    note = text("A note.")


class TroubleShape(serializers.Serializer[Any]):
    """Trouble in the record itself."""

    kind = serializers.ChoiceField(
        ["dispute", "doubt", "misfit"],
        help_text="Sources state different dates; dates leave an order open; an act does not fit the state before it.",
    )
    regime = text("Slug of the regime.")
    acts = texts("Keys of the acts concerned.")
    why = text("What is wrong.")
    dates = texts("The dates stated.")
    settled = flag("Whether a person settled it.")


class GroupDetailShape(serializers.Serializer[Any]):
    """A group with everything that the record says of it, before the day and after it."""

    slug = text("Its slug.")
    name = text("The name under which the record shows it.")
    description = text("A sentence.")
    countries = texts("Where it is active (ISO 3166-1 alpha-2).")
    wikidata = text("Its Wikidata item.")
    note = text("A note.")
    absorbed = texts("Slugs of groups that are read as this one.")
    names = NameShape(many=True, help_text="Its names.")
    relations = RelationShape(many=True, help_text="Its relations.")
    standing = StandingShape(many=True, help_text="Where authorities stand towards it on the day, strongest first.")
    periods = PeriodShape(many=True, help_text="Its listings, in periods.")
    events = EventShape(many=True, help_text="The acts on it, the latest first.")
    conflicts = ConflictShape(many=True, help_text="The conflicts between its listings, the latest first.")
    troubles = TroubleShape(many=True, help_text="Trouble in the record of it.")
