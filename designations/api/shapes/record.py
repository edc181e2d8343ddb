"""Events with their evidence, and listings in periods, as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from designations.api.shapes.kinds import day, flag, number, text, texts, word
from designations.domain import acts, periods
from designations.queries.listings import NO, PERHAPS, SURELY


class CitationShape(serializers.Serializer[Any]):
    """Evidence of an act."""

    key = text("Its name within the act.")
    kind = word(acts.CitationKind, "What kind of source.")
    title = text("Title.")
    publisher = text("Who published it.")
    url = text("The publisher's own page.")
    published_on = text("When it was published, as stated.")
    stated = text("The date that it states for the act (ISO 8601).")
    quote = text("Its words, at most 300 characters.")
    read = flag("True: somebody read the fact there. False: it is a pointer.")
    read_in = text("Where a copy was read.")
    language = text("Its language (BCP 47).")
    bytes_sha256 = text("SHA-256 of archived bytes.")
    redacted = flag("Whether its words were blanked by a redaction.")


class EventShape(serializers.Serializer[Any]):
    """The record's statement of an act of a regime on a group."""

    act = text("The permanent key of the act.")
    authority = text("Code of the authority.")
    authority_name = text("Its name.")
    regime = text("Slug of the regime.")
    regime_title = text("Its short name.")
    regime_kind = word(acts.RegimeKind, "What kind of list it is.")
    group = text("Slug of the group, as it is read at the edition.")
    group_name = text("Its name.")
    recorded_group = text("Slug of the group for which the act was recorded.")
    kind = word(acts.EventKind, "What the authority did.")
    effect = word(acts.Effect, "What that does to the listing.")
    stated = text("The date of the event itself (ISO 8601: a day, month, year, or A/B for after A, by B).")
    date = text(
        "The date that the record holds: settled by a person, or made finer by agreeing sources.", source="held"
    )
    earliest = day("The first day it can mean.")
    latest = day("The last day it can mean.")
    disputed = texts("The dates stated, where they cannot all be right.")
    settled_reason = text("Why a person settled the date.")
    scope = word(acts.Scope, "What of the group; empty: the whole, or no change.", blank=True)
    scope_of = text("Slug of the entry that it belongs to.")
    reason = word(acts.Reason, "Why the listing was closed or suspended, if a source says.", blank=True)
    official_ref = text("The authority's own reference.")
    note = text("A note.")
    redacted = flag("Whether the note was blanked by a redaction.")
    grade = word(acts.EvidenceGrade, "How well it is evidenced, from read citations alone.")
    citations = CitationShape(many=True, help_text="The evidence.")
    recorded_in = number("The edition that states it so.")


class PeriodShape(serializers.Serializer[Any]):
    """A period of a listing, in one standing and scope."""

    authority = text("Code of the authority.")
    authority_name = text("Its name.")
    regime = text("Slug of the regime.")
    regime_title = text("Its short name.")
    regime_kind = word(acts.RegimeKind, "What kind of list it is.")
    group = text("Slug of the group.")
    group_name = text("Its name.")
    standing = word(periods.Standing, "Whether the listing has effect.")
    scope = word(acts.Scope, "What of the group it reaches.")
    scope_of = text("Slug of the entry that it belongs to.")
    opened_by = text("Key of the act that opened it, by which the period is known.")
    closed_by = text("Key of the act that closed it.")
    started = text("The date of the opening as stated.")
    ended = text("The date of the closing as stated.")
    starts_earliest = day("The first day on which it can have begun.")
    starts_latest = day("The last day on which it can have begun.")
    ends_earliest = day("The first day on which it can have ended.")
    ends_latest = day("The last day on which it can have ended.")
    certain_from = day("First day on which it surely stood.")
    certain_until = day("First day on which it no longer surely stood.")
    possible_from = day("First day on which it may have stood.")
    possible_until = day("First day on which it can no longer have stood.")
    on_day = serializers.ChoiceField([SURELY, PERHAPS, NO], help_text="Whether it stood on the day.")
    known_from = number("The edition since which the record says so.")


class VersionShape(serializers.Serializer[Any]):
    """One statement of an act."""

    recorded_in = number("The edition that stated it.", source="edition.number")
    at = serializers.DateTimeField(help_text="When.", source="edition.at")
    author = text("Who, as a role and a number.", source="edition.author")
    why = text("Why.", source="edition.reason")
    retracted_in = serializers.SerializerMethodField(help_text="The edition that retracted it, or null.")
    kind = word(acts.EventKind, "What the authority did.")
    effect = word(acts.Effect, "What that does to the listing.")
    stated = text("The date as stated.")
    regime = text("Slug of the regime.")
    group = text("Slug of the group.")
    scope = word(acts.Scope, "What of the group.", blank=True)
    scope_of = text("Slug of the entry that it belongs to.")
    reason = word(acts.Reason, "Why the listing was closed or suspended.", blank=True)
    official_ref = text("The authority's own reference.")
    note = text("A note.")
    redacted = flag("Whether the note was blanked by a redaction.")

    def get_retracted_in(self, row: Any) -> int | None:
        """The number of that edition."""
        return row.retracted.number if row.retracted else None


class StepShape(serializers.Serializer[Any]):
    """What an edition did to an act."""

    edition = number("Its number.", source="edition.number")
    at = serializers.DateTimeField(help_text="When.", source="edition.at")
    author = text("Who, as a role and a number.", source="edition.author")
    why = text("Why.", source="edition.reason")
    kind = text("What it did.")
    before = serializers.JSONField(help_text="What was said before, or null.")
    after = serializers.JSONField(help_text="What is said after, or null.")
