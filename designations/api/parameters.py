"""What each address of the API may be asked."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from designations.api import fields
from designations.api.pagination import LARGEST_PAGE, LAST_PAGE, PAGE_SIZE
from designations.api.shapes.kinds import choices
from designations.domain import acts, conflicts, periods, positions
from designations.queries.changes import AFTER
from designations.queries.compare import SIDE
from designations.queries.moments import KNOWN_AT


class Parameters(serializers.Serializer[Any]):
    """Query parameters. Whatever is not declared is refused by name."""


class KnownAt(Parameters):
    """The clock of the record."""

    known_at = fields.Text(
        KNOWN_AT,
        example="known_at=e17 or known_at=2026-03-01T12:00:00Z",
        help_text="The record as it stood at an edition (`e17`) or at an RFC 3339 instant. Left out: the latest.",
    )


class Clocks(KnownAt):
    """Both clocks."""

    as_of = fields.Day(help_text="The day in the world, as 2024-06-10. Left out: today, UTC.")


class Paged(Parameters):
    """Which page."""

    page = fields.Number(min_value=1, max_value=LAST_PAGE, default=1, help_text="Which page, counted from 1.")
    page_size = fields.Number(
        min_value=1, max_value=LARGEST_PAGE, default=PAGE_SIZE, help_text=f"Rows on a page, at most {LARGEST_PAGE}."
    )


class ClocksAndPages(Clocks, Paged):
    """Both clocks, and which page."""


class AuthorityFilter(ClocksAndPages):
    """Which authorities."""

    kind = fields.words(acts.AuthorityKind, "Kinds of authority.")
    region = fields.some(fields.Text(fields.WORDS, example="region=Central Asia"), "Regions, as the list names them.")


class RegimeFilter(ClocksAndPages):
    """Which regimes."""

    authority = fields.authorities()
    kind = fields.words(acts.RegimeKind, "Kinds of regime; the first three make and break listings.")
    binds_members = fields.Flag(help_text="Whether it binds the members of its body.")
    coverage = serializers.ChoiceField(
        choices(acts.CoverageLevel), required=False, help_text="Level of coverage on the day."
    )


class GroupFilter(ClocksAndPages):
    """Which groups."""

    q = fields.Text(fields.WORDS, example="q=taliban", help_text="Words that some name contains, in any script.")
    country = fields.some(
        fields.Text(fields.COUNTRY, example="country=AF"), "Countries (ISO 3166-1 alpha-2) in which it is active."
    )
    listed_by = fields.authorities("Codes of authorities, all of which list the group on the day.")
    state = fields.words(positions.State, "States in which some authority's own acts put it on the day.")
    in_conflict = fields.Flag(help_text="With a conflict of default views open on the day.")


class EventFilter(ClocksAndPages):
    """Which events."""

    group = fields.groups()
    authority = fields.authorities()
    regime = fields.regimes()
    kind = fields.words(acts.EventKind, "Kinds of act.")
    effect = fields.words(acts.Effect, "Effects on the listing.")
    act = fields.some(fields.Text(fields.ACT, example="act=nezrlagop2"), "Keys of acts.")
    dated_from = fields.Day(help_text="Its own date may lie on or after this day.")
    dated_until = fields.Day(help_text="Its own date may lie on or before this day.")


class ListingFilter(ClocksAndPages):
    """Which periods of listings."""

    group = fields.groups()
    authority = fields.authorities()
    regime = fields.regimes()
    kind = fields.words(acts.RegimeKind, "Kinds of regime.")
    standing = fields.words(periods.Standing, "Whether the listing has effect in the period.")
    scope = fields.words(acts.Scope, "What of the group the listing reaches.")
    on_day = fields.Flag(help_text="Only periods that stood on the day, surely or perhaps.")


class ConflictFilter(ClocksAndPages):
    """Which conflicts."""

    rule = fields.words(conflicts.Rule, "Rules.")
    weight = fields.words(conflicts.Weight, "Weights.")
    likeness = fields.words(conflicts.Likeness, "How alike the instruments are.")
    grade = fields.words(acts.EvidenceGrade, "Evidence grades, the weakest of the parts.")
    authority = fields.Text(fields.CODE, example="authority=KZ", help_text="A party: it stopped or keeps.")
    with_authority = fields.Text(
        fields.CODE, example="with_authority=RU", help_text="Another party, for the conflicts of a pair."
    )
    bloc = fields.Text(
        fields.CODE, example="bloc=CSTO", help_text="A body: its own conflicts, and those that a member's stop made."
    )
    group = fields.Text(fields.SLUG, example="group=taliban", help_text="Slug of the group, or of its relative.")
    act = fields.some(fields.Text(fields.ACT, example="act=nezrlagop2"), "Keys of stopping acts.")
    open = fields.Flag(help_text="Open on the day, or over by then.")
    opened_from = fields.Day(help_text="Begun on or after this day.")
    opened_until = fields.Day(help_text="Begun on or before this day.")
    by_default = fields.Flag(help_text="Only what default views show, or only what they leave out.")


class MatrixFilter(ClocksAndPages):
    """Which part of the matrix; a page is of rows."""

    group = fields.groups()
    authority = fields.authorities()
    region = fields.some(fields.Text(fields.WORDS, example="region=Central Asia"), "Regions of the authorities.")
    kind = fields.words(acts.AuthorityKind, "Kinds of authority.")
    q = fields.Text(fields.WORDS, example="q=taliban", help_text="Words that some name of the group contains.")
    country = fields.some(fields.Text(fields.COUNTRY, example="country=AF"), "Countries in which the group is active.")
    state = fields.words(positions.State, "Only rows with a cell in one of these states.")
    in_conflict = fields.Flag(help_text="Only rows with a conflict of default views open on the day.")
    covered = fields.Flag(
        default=False,
        help_text="Tell also, one by one, the cells in which no act of the authority speaks and which a binding "
        "listing reaches. Left out: read them off the rows' coverings and the authorities' bodies.",
    )
    kept = fields.Flag(default=False, help_text="Count also the conflicts in which an authority keeps its listing.")
    page_size = fields.Number(
        min_value=1, max_value=LARGEST_PAGE, default=LARGEST_PAGE, help_text=f"Rows on a page, at most {LARGEST_PAGE}."
    )


class ChangeFilter(KnownAt):
    """Where to go on in the feed, and what of it."""

    after = fields.Text(
        AFTER,
        example="after=17.240, or after=17 for all that follows edition 17",
        help_text="Go on after this place: an edition and a place in it, or all of an edition. Left out: begin.",
    )
    limit = fields.Number(min_value=1, max_value=LARGEST_PAGE, default=PAGE_SIZE, help_text="Entries at most.")
    kind = fields.some(
        fields.Text(r"^[a-z_]{1,24}$", example="kind=act_published"), "Kinds of change, such as `conflict_opened`."
    )
    group = fields.groups("Slugs of groups.")
    authority = fields.authorities()
    regime = fields.regimes()
    act = fields.some(fields.Text(fields.ACT, example="act=nezrlagop2"), "Keys of acts.")


_SIDE = "A day (`2023-12-01`), an edition (`e17`), or both (`2023-12-01@e17`)."


LARGEST_PART = 500
"""Rows of one part of a comparison on a page, at most: it has eight that may be as long."""


class CompareFilter(Clocks, Paged):
    """The two moments, and what of the matrix is set side by side; a page is of as many rows of each part."""

    from_ = fields.Text(SIDE, example="from=2023-12-01@e17", required=True, help_text=f"The earlier moment. {_SIDE}")
    to = fields.Text(
        SIDE, example="to=2024-06-10", help_text=f"The later moment. {_SIDE} What is left out is the present."
    )
    group = fields.groups()
    authority = fields.authorities()
    page_size = fields.Number(
        min_value=1, max_value=LARGEST_PART, default=LARGEST_PART, help_text="Rows of each part on a page, at most 500."
    )

    def get_fields(self) -> dict[str, Any]:
        """The fields, one of them under a word that Python keeps for itself."""
        return {name.rstrip("_"): field for name, field in super().get_fields().items()}


class AgreementFilter(Clocks):
    """Which authorities: two for a pair told in full, none for all pairs."""

    authority = fields.authorities("Codes of authorities: two of them are told in full.")
