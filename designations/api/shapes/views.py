"""The matrix, the feed, the comparison and the agreement as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from designations.api.shapes.conflicts import ConflictShape
from designations.api.shapes.kinds import day, flag, number, share, text, texts, word
from designations.api.shapes.record import EventShape, StepShape, VersionShape
from designations.api.shapes.registry import CoveringShape
from designations.domain import acts, positions


class ColumnShape(serializers.Serializer[Any]):
    """An authority as a column."""

    code = text("Its code.")
    name = text("Its name.")
    kind = word(acts.AuthorityKind, "What kind of authority.")
    region = text("Under which heading it stands.")
    unstated = word(positions.State, "Its state towards every group for which there is no cell.")
    bodies = texts("Codes of the bodies to which it belongs on the day.")


class RowShape(serializers.Serializer[Any]):
    """A group as a row."""

    slug = text("Its slug.")
    name = text("Its name.")
    coverings = CoveringShape(many=True, help_text="Binding listings, which reach the members of their bodies.")


class CellShape(serializers.Serializer[Any]):
    """What an authority says of a group on the day. Fields that are false, empty or nought are left out."""

    group = text("Slug of the group.")
    authority = text("Code of the authority.")
    state = word(positions.State, "Its own state, the strongest of its hard regimes.")
    possible = serializers.BooleanField(required=False, help_text="The dates leave open if the state holds on the day.")
    mixed = serializers.BooleanField(required=False, help_text="Its hard regimes differ.")
    political = serializers.BooleanField(required=False, help_text="A soft regime has the group.")
    scope = word(acts.Scope, "What of the group its listing reaches.", required=False)
    grade = word(acts.EvidenceGrade, "How well the act that made the state is evidenced.", required=False)
    act = text("Key of the act that made the state.", required=False)
    covered_by = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Slugs of the regimes that reach it there."
    )
    conflicts = serializers.IntegerField(required=False, help_text="Open conflicts that its own stop made.")
    kept = serializers.IntegerField(required=False, help_text="Open conflicts in which it keeps its listing.")


class MatrixShape(serializers.Serializer[Any]):
    """Groups by authorities on the day; a page is of rows. Where there is no cell, the state is `unstated`."""

    as_of = serializers.DateField(help_text="The day that was read.")
    known_at = text("The edition that was read, as `e17`.")
    count = number("Rows on all pages.")
    page = number("Which page this is.")
    pages = number("How many pages there are.")
    next = serializers.URLField(allow_null=True, help_text="Address of the next page.")
    previous = serializers.URLField(allow_null=True, help_text="Address of the page before.")
    authorities = ColumnShape(many=True, help_text="The columns.")
    groups = RowShape(many=True, help_text="The rows of this page.")
    cells = CellShape(many=True, help_text="What is said, by row and column.")


class ActDetailShape(serializers.Serializer[Any]):
    """An act: what the record says of it, and all that it ever said."""

    key = text("Its permanent key.")
    event = EventShape(allow_null=True, help_text="What the record says of it; null where that was retracted.")
    versions = VersionShape(many=True, help_text="Every statement of it, the latest first.")
    history = StepShape(many=True, help_text="What each edition did to it, in order.")
    conflicts = ConflictShape(many=True, help_text="The conflicts that it made.")


class ChangeShape(serializers.Serializer[Any]):
    """One entry of the feed."""

    cursor = text("Its place in the feed: edition and sequence.")
    edition = number("The edition.")
    seq = number("Its place in the edition, from 1, without gaps.")
    at = serializers.DateTimeField(help_text="When the edition was committed.")
    author = text("Who, as a role and a number.")
    action = text("What kind of edition.")
    kind = text("What changed: `act_published`, `conflict_opened` and so on.")
    subject = text("Key of what changed.")
    act = text("Key of the act, where there is one.")
    group = text("Slug of the group, where there is one.")
    authority = text("Code of the authority, where there is one.")
    regime = text("Slug of the regime, where there is one.")
    before = serializers.JSONField(help_text="What was said before, or null.")
    after = serializers.JSONField(help_text="What is said after, or null.")
    sentence = text("A conflict in words, as the edition told it.")


class FeedShape(serializers.Serializer[Any]):
    """Entries of the feed, in order. A reader goes on with `after=` and the value of `next`."""

    known_at = text("The edition up to which was read, as `e17`.")
    results = ChangeShape(many=True, source="rows", help_text="The entries.")
    next = text("Where to go on, also where there is nothing yet.")
    more = flag("Whether there is more already.")


class SaidShape(serializers.Serializer[Any]):
    """An authority's own state towards a group at a moment."""

    state = word(positions.State, "The state.")
    possible = flag("The dates leave open if it holds.")
    mixed = flag("Its hard regimes differ.")
    political = flag("A soft regime has the group.")
    scope = word(acts.Scope, "What of the group its listing reaches.", blank=True)
    act = text("Key of the act that made it.")


class CellChangeShape(serializers.Serializer[Any]):
    """A cell whose own state differs between the moments."""

    group = text("Slug of the group.")
    group_name = text("Its name.")
    authority = text("Code of the authority.")
    authority_name = text("Its name.")
    before = SaidShape(allow_null=True, help_text="At the earlier moment; null where none of its acts spoke.")
    after = SaidShape(allow_null=True, help_text="At the later moment; null where none of its acts spoke.")
    acts = texts("Keys of its acts on the group that lie between the moments.")


class CoveringChangeShape(serializers.Serializer[Any]):
    """A binding listing that began or ceased to reach the members of its body."""

    group = text("Slug of the group.")
    group_name = text("Its name.")
    body = text("Code of the body.")
    regime = text("Slug of the regime.")
    scope = word(acts.Scope, "What of the group it reaches.")
    act = text("Key of the act that opened the listing.")
    began = flag("True: it began. False: it ceased.")


class SilenceChangeShape(serializers.Serializer[Any]):
    """An authority whose silence means something else."""

    authority = text("Code of the authority.")
    authority_name = text("Its name.")
    before = word(positions.State, "Its state at the earlier moment where none of its acts spoke.")
    after = word(positions.State, "The same at the later moment.")


class ConflictChangeShape(serializers.Serializer[Any]):
    """A conflict that is open at both moments, and differs."""

    before = ConflictShape(help_text="At the earlier moment.")
    after = ConflictShape(help_text="At the later moment.")


class MomentShape(serializers.Serializer[Any]):
    """A day and an edition."""

    as_of = day("The day.", null=False, source="day")
    known_at = serializers.SerializerMethodField(help_text="The edition, as `e17`.")

    def get_known_at(self, moment: Any) -> str:
        """The edition."""
        return f"e{moment.edition}"


class CountsShape(serializers.Serializer[Any]):
    """How many rows each part of a comparison has on all pages."""

    cells = number("Cells.")
    coverings = number("Binding listings.")
    silences = number("Authorities whose silence means something else.")
    conflicts_opened = number("Conflicts open at the later moment alone.")
    conflicts_closed = number("Conflicts open at the earlier moment alone.")
    conflicts_changed = number("Conflicts open at both, and different.")
    acts = number("Acts between.")
    learnt_late = number("Acts learnt late.")
    withdrawn = number("Acts withdrawn.")


class ComparisonShape(serializers.Serializer[Any]):
    """What differs between two moments, and by which acts; a page holds as many rows of each part."""

    before = MomentShape(help_text="The earlier moment.")
    after = MomentShape(help_text="The later moment.")
    counts = CountsShape(help_text="Rows on all pages.")
    page = number("Which page this is.")
    pages = number("How many pages the longest part has.")
    next = serializers.URLField(allow_null=True, help_text="Address of the next page.")
    previous = serializers.URLField(allow_null=True, help_text="Address of the page before.")
    cells = CellChangeShape(many=True, help_text="Cells whose own state differs.")
    coverings = CoveringChangeShape(many=True, help_text="Binding listings that began or ceased.")
    silences = SilenceChangeShape(many=True, help_text="Authorities whose silence means something else.")
    conflicts_opened = ConflictShape(many=True, help_text="Open at the later moment alone.")
    conflicts_closed = ConflictShape(many=True, help_text="Open at the earlier moment alone.")
    conflicts_changed = ConflictChangeShape(many=True, help_text="Open at both, and different.")
    acts = EventShape(many=True, help_text="Acts dated between the days or stated between the editions.")
    learnt_late = EventShape(many=True, help_text="First recorded between the editions, dated before the earlier day.")
    withdrawn = EventShape(many=True, help_text="No longer stated at the later edition.")


class SharedShape(serializers.Serializer[Any]):
    """Two lists on the day."""

    one = text("Code of the first authority.")
    two = text("Code of the second.")
    one_count = number("Groups that the first lists.")
    two_count = number("Groups that the second lists.")
    shared = number("Groups that both list.")
    share_of_one = share("Shared groups in the first list.")
    share_of_two = share("Shared groups in the second list.")
    jaccard = share("Jaccard index: shared groups among all that either lists.")
    limits = texts("Why a figure is not given.")


class PartingShape(serializers.Serializer[Any]):
    """A group that one lists and the other does not."""

    group = text("Slug of the group.")
    group_name = text("Its name.")
    state = word(positions.State, "What the other says of it.")


class NamedShape(serializers.Serializer[Any]):
    """A group by its key."""

    group = text("Slug of the group.")
    group_name = text("Its name.")


class OrderShape(serializers.Serializer[Any]):
    """Who listed the shared groups later."""

    pairs = number("Groups whose first openings are dated to a month in both lists, crowded days left out.")
    one_first = number("Of these, those that the second listed later.")
    two_first = number("Of these, those that the first listed later.")
    same_day = number("Of these, those that both listed on one day.")
    days = serializers.ListField(
        child=serializers.FloatField(),
        allow_null=True,
        help_text="Days between the two: first quartile, median, third quartile; null where there are too few.",
    )
    limits = texts("Why no order is told.")


class PairShape(serializers.Serializer[Any]):
    """Two authorities told in full."""

    shared = SharedShape(help_text="Counts and shares.")
    groups = NamedShape(many=True, help_text="What both list.")
    only_one = PartingShape(many=True, help_text="What the first lists alone.")
    only_two = PartingShape(many=True, help_text="What the second lists alone.")
    order = OrderShape(help_text="Who listed later.")


class AgreementShape(serializers.Serializer[Any]):
    """How far authorities list the same groups on the day, within the limits of what is known."""

    as_of = serializers.DateField(help_text="The day that was read.")
    known_at = text("The edition that was read, as `e17`.")
    pairs = SharedShape(many=True, help_text="Every pair of the authorities asked for.")
    pair = PairShape(allow_null=True, help_text="The pair in full, where two authorities were asked for.")


class ListedShape(serializers.Serializer[Any]):
    """An authority's first opening of the group."""

    authority = text("Code of the authority.")
    authority_name = text("Its name.")
    regime = text("Slug of the regime.")
    act = text("Key of the act.")
    stated = text("Its date as stated.")
    earliest = day("The first day it can mean.")
    latest = day("The last day it can mean.")


class OrderOfShape(serializers.Serializer[Any]):
    """Who listed a group, in the order of first openings up to the day."""

    as_of = serializers.DateField(help_text="The day that was read.")
    known_at = text("The edition that was read, as `e17`.")
    results = ListedShape(many=True, help_text="The first openings.")
