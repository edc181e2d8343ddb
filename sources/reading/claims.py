"""What goes into the reader and what comes out: articles, claims, readings."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

VERSION = "1"


class Action(StrEnum):
    """What an authority did to a listing. ``confirmed`` is a state ("still lists"), never an act."""

    LISTED = "listed"
    DELISTED = "delisted"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    ANNULLED = "annulled"
    EXTENDED = "extended"
    AMENDED = "amended"
    CONFIRMED = "confirmed"


class Status(StrEnum):
    """How far the act has come, as the article words it."""

    DONE = "done"
    ANNOUNCED = "announced"
    PROPOSED = "proposed"
    CALLED_FOR = "called_for"
    HISTORICAL = "historical"


@dataclass(frozen=True, slots=True)
class Article:
    """One text to be read. ``publisher`` is a name such as a newspaper's; the headline is no part of
    ``text``.
    """

    title: str
    text: str
    published: date | None = None
    language: str | None = None
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One act (or state) that the article states, with the words that state it.

    ``authority`` is an ISO 3166-1 alpha-2 code, ``UN``, ``EU`` or another body's code, or ``US-TX`` for a
    state of the US. ``group`` is the vocabulary's slug, or None where ``new_group`` names an organisation
    that
    the vocabulary does not hold. ``date`` is ``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY`` or an interval ``A/B``
    of days.
    ``text[start:end] == evidence`` for the article's text; a claim made by the headline alone has empty
    evidence.
    ``confidence`` lies between 0 and 1.
    """

    authority: str
    action: Action
    group: str | None
    group_name: str
    status: Status
    date: str | None
    date_found: str
    evidence: str
    start: int
    end: int
    confidence: float
    reasons: tuple[str, ...]
    new_group: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one article. ``notices`` are sentences for an editor: what could not be
    read, and why.
    """

    language: str
    claims: tuple[Claim, ...]
    notices: tuple[str, ...]
