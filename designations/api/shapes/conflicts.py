"""Conflicts between listings as the API shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from designations.api.shapes.kinds import day, flag, number, text, texts, word
from designations.domain import acts, conflicts


class PartyShape(serializers.Serializer[Any]):
    """A party that keeps its listing."""

    authority = text("Code of the authority.")
    authority_name = text("Its name.")
    regime = text("Slug of the regime.")
    regime_title = text("Its short name.")
    regime_kind = word(acts.RegimeKind, "What kind of list it is.")
    group = text("Slug of the group that it keeps.")
    group_name = text("Its name.")
    opened_by = text("Key of the act that opened the listing.")
    scope = word(acts.Scope, "What of the group it reaches.")
    starts = day("First day of its part.", null=False)
    ends = day("First day on which its part is over.")
    seen = flag("Whether a source shows the listing in force after the stop; else it is presumed.")
    last_seen = day("The latest day on which it was seen, or that of its opening.")
    grade = word(acts.EvidenceGrade, "How well its opening is evidenced.")


class ConflictShape(serializers.Serializer[Any]):
    """Listings that contradict each other during a span of days, by a named rule."""

    key = text("Its key: rule, stopping act, and body or other group. It outlives changes of the parties.")
    sentence = text("The conflict in words, in a fixed neutral form.")
    rule = word(conflicts.Rule, "Which contradiction.")
    weight = word(conflicts.Weight, "How much it weighs.")
    weight_reason = text("Why.")
    likeness = word(conflicts.Likeness, "Whether the instruments are alike; the closest pair tells.")
    grade = word(acts.EvidenceGrade, "How well it is evidenced: the weakest of its parts.")
    group = text("Slug of the group.")
    group_name = text("Its name.")
    other_group = text("Slug of the relative that is kept, of the rule `family`.")
    other_group_name = text("Its name.")
    authority = text("Code of the authority that stopped; empty for the rule `scope`.")
    authority_name = text("Its name.")
    body = text("Code of the bloc, or of the body that binds.")
    body_name = text("Its name.")
    regime = text("Slug of the regime under which it stopped.")
    regime_title = text("Its short name.")
    regime_kind = word(acts.RegimeKind, "What kind of list it is.")
    act = text("Key of the act that stopped.")
    act_kind = word(acts.EventKind, "What the authority did.")
    stated = text("The date that the record holds for it, as stated.")
    others = texts("Dates that other sources state for it.")
    scope = word(acts.Scope, "What of the group the stopped listing reached.")
    suspended = flag("Whether it was suspended rather than closed.")
    reason = word(acts.Reason, "Why, if a source says.", blank=True)
    earliest = day("The first day on which the stop can have happened.")
    starts = day("First day of the conflict.", null=False)
    ends = day("First day on which it was over.")
    open = flag("Whether it is open on the day.")
    presumed_only = flag("Whether no keeper was seen after the stop.")
    by_default = flag("Whether default views show it.")
    facets = texts("Weaker readings of the same pairs, as `rule:body`.")
    parties = PartyShape(many=True, help_text="Who keeps.")
    known_from = number("The edition since which the record says so.")
    known_until = serializers.IntegerField(
        allow_null=True, help_text="The edition that said otherwise, by the one that is read, or null."
    )


class ConflictDetailShape(serializers.Serializer[Any]):
    """A conflict, and every form in which it was known."""

    conflict = ConflictShape(help_text="As the edition knows it.")
    versions = ConflictShape(many=True, help_text="Every form in which it was known by the edition, the latest first.")
