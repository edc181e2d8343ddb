"""Acts and what evidences them: the vocabulary of the record, and the record's statement of one act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from designations.domain.dates import StatedDate


class AuthorityKind(StrEnum):
    """What kind of authority lists."""

    STATE = "state"
    TERRITORY = "territory"
    BODY = "body"
    GROUP_OF_STATES = "group_of_states"


class RegimeKind(StrEnum):
    """What kind of legal list a regime is."""

    TERRORIST_DESIGNATION = "terrorist_designation"
    SANCTIONS = "sanctions"
    COURT_BAN = "court_ban"
    IMMIGRATION_BAR = "immigration_bar"
    OTHER_MEASURE = "other_measure"
    POLITICAL_STATEMENT = "political_statement"

    @property
    def hard(self) -> bool:
        """Only hard regimes make and break listings in the rules, unless a rule says otherwise."""
        return self in _HARD


_HARD = frozenset({RegimeKind.TERRORIST_DESIGNATION, RegimeKind.SANCTIONS, RegimeKind.COURT_BAN})


class EventKind(StrEnum):
    """What the authority did."""

    LISTED = "listed"
    DELISTED = "delisted"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    ANNULLED = "annulled"
    LAPSED = "lapsed"
    AMENDED = "amended"
    RENAMED = "renamed"
    RENEWED = "renewed"
    ANNOUNCED = "announced"
    DECLINED = "declined"
    CONFIRMED = "confirmed"


class Effect(StrEnum):
    """What an act does to the listing."""

    OPEN = "open"
    CLOSE = "close"
    PAUSE = "pause"
    RESUME = "resume"
    NONE = "none"


ALLOWED_EFFECTS: Mapping[EventKind, frozenset[Effect]] = {
    EventKind.LISTED: frozenset({Effect.OPEN}),
    EventKind.DELISTED: frozenset({Effect.CLOSE}),
    EventKind.SUSPENDED: frozenset({Effect.PAUSE}),
    # Put back after a ruling that had let the entry stand, a reinstatement changes nothing.
    EventKind.REINSTATED: frozenset({Effect.OPEN, Effect.RESUME, Effect.NONE}),
    # A court may annul and yet maintain the effects (Article 264, second paragraph, TFEU).
    EventKind.ANNULLED: frozenset({Effect.CLOSE, Effect.NONE}),
    EventKind.LAPSED: frozenset({Effect.CLOSE}),
    EventKind.AMENDED: frozenset({Effect.NONE}),
    EventKind.RENAMED: frozenset({Effect.NONE}),
    EventKind.RENEWED: frozenset({Effect.NONE}),
    EventKind.ANNOUNCED: frozenset({Effect.NONE}),
    EventKind.DECLINED: frozenset({Effect.NONE}),
    EventKind.CONFIRMED: frozenset({Effect.NONE}),
}

IMPLIES_IN_FORCE = frozenset({EventKind.CONFIRMED, EventKind.RENEWED, EventKind.AMENDED, EventKind.SUSPENDED})
"""Kinds of act that imply that the listing is in force on their day."""


class Scope(StrEnum):
    """What of a group a listing reaches."""

    WHOLE = "whole"
    WING = "wing"
    ALIAS_OF = "alias_of"
    ASSOCIATED = "associated"
    COOPERATION_ONLY = "cooperation_only"


class Reason(StrEnum):
    """Why a listing was closed, if the source gives it."""

    REVOKED = "revoked"
    LAPSED = "lapsed"
    DEFUNCT = "defunct"
    COURT = "court"
    PEACE = "peace"
    REPLACED = "replaced"
    MOVED = "moved"
    ERROR = "error"


class CitationKind(StrEnum):
    """What kind of source a citation is."""

    OFFICIAL = "official"
    NEWS = "news"
    REFERENCE = "reference"


class EvidenceGrade(StrEnum):
    """How well an act is evidenced, from read citations alone."""

    OFFICIAL = "official"
    CORROBORATED = "corroborated"
    SINGLE = "single"
    UNVERIFIED = "unverified"

    @property
    def rank(self) -> int:
        """0 is the strongest."""
        return _RANKS[self]


_RANKS = {grade: rank for rank, grade in enumerate(EvidenceGrade)}


class RelationKind(StrEnum):
    """How one group relates to another, in the world."""

    WING_OF = "wing_of"
    CONTINUES = "continues"
    AFFILIATE_OF = "affiliate_of"
    SUCCESSOR_OF = "successor_of"
    SPLIT_FROM = "split_from"
    ABSORBED_BY = "absorbed_by"


class CoverageLevel(StrEnum):
    """How much of a regime the record claims to know on a day."""

    COMPLETE = "complete"
    PARTIAL = "partial"


class NameKind(StrEnum):
    """What kind of name a name is."""

    PRIMARY = "primary"
    ALIAS = "alias"
    FORMER = "former"
    ACRONYM = "acronym"
    ORIGINAL = "original"
    TRANSLITERATION = "transliteration"


@dataclass(frozen=True, slots=True)
class Citation:
    """Evidence of an event. ``story`` tells agency copies apart: equal for two prints of one story."""

    key: str
    kind: CitationKind
    stated: StatedDate | None
    read: bool
    publisher: str
    story: str


@dataclass(frozen=True)
class Event:
    """The record's statement of an act of a regime on a group, with its living citations.

    A scope left out means the whole group where the act opens a listing, and no change where it amends one.
    """

    act: str
    regime: str
    group: str
    kind: EventKind
    effect: Effect
    stated: StatedDate
    scope: Scope | None = None
    scope_of: str | None = None
    reason: Reason | None = None
    citations: tuple[Citation, ...] = ()
    settled: StatedDate | None = None
    day_order: int | None = None

    @property
    def changes_state(self) -> bool:
        """Whether it opens, closes, pauses or resumes the listing."""
        return self.effect is not Effect.NONE

    @cached_property
    def date(self) -> StatedDate:
        """The date that the record holds for it."""
        return _date_of(self)

    @cached_property
    def grade(self) -> EvidenceGrade:
        """How well it is evidenced."""
        return grade(self.citations)


def date_of(event: Event) -> StatedDate:
    """The date that the record holds for an event.

    A date settled by a person stands. Otherwise it is the event's own, made finer by the read citations that agree
    with it, as long as they also agree among themselves. The order of the citations never matters.
    """
    return event.date


def _date_of(event: Event) -> StatedDate:
    if event.settled is not None:
        return event.settled
    finest = event.stated
    for stated in _stated_by_read(event):
        if not event.stated.compatible(stated):
            continue
        narrowed = finest.narrowed(stated)
        if narrowed is None:
            return event.stated
        finest = narrowed
    return finest


def stated_dates(event: Event) -> tuple[StatedDate, ...]:
    """The distinct dates that the record and its read citations state, earliest first."""
    by_text = {stated.text: stated for stated in (event.stated, *_stated_by_read(event))}
    return tuple(sorted(by_text.values(), key=lambda stated: (stated.earliest or date.min, stated.text)))


def disputed(event: Event) -> bool:
    """Whether two of the dates stated for an event cannot both be right."""
    if not _stated_by_read(event):
        return False
    stated = stated_dates(event)
    return any(not one.compatible(two) for index, one in enumerate(stated) for two in stated[index + 1 :])


def _stated_by_read(event: Event) -> list[StatedDate]:
    read = [citation.stated for citation in event.citations if citation.stated is not None and citation.read]
    return sorted(read, key=lambda stated: stated.text) if len(read) > 1 else read


def grade(citations: Iterable[Citation]) -> EvidenceGrade:
    """How well the read citations evidence an act.

    ``corroborated`` needs two different stories by different owners: ten prints of one agency story are one.
    """
    read = [citation for citation in citations if citation.read]
    if any(citation.kind is CitationKind.OFFICIAL for citation in read):
        return EvidenceGrade.OFFICIAL
    if len({citation.story for citation in read}) > 1 and len({citation.publisher for citation in read}) > 1:
        return EvidenceGrade.CORROBORATED
    return EvidenceGrade.SINGLE if read else EvidenceGrade.UNVERIFIED


def weakest(grades: Iterable[EvidenceGrade]) -> EvidenceGrade:
    """The weakest of several grades; of none, unverified."""
    return max(grades, key=_RANKS.__getitem__, default=EvidenceGrade.UNVERIFIED)
