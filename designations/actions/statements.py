"""What a writer states: an act with its citations, checked before the ledger is locked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from designations.domain.acts import ALLOWED_EFFECTS, CitationKind, Effect, EventKind, Reason, Scope
from designations.domain.dates import StatedDate
from designations.models import Citation, Event, Group, Regime

MAX_QUOTE = 300
SAMPLE_MARK = "SAMPLE"
"""Begins the title of made-up material, which never enters the record."""

PRESENT_KINDS = frozenset({EventKind.ANNOUNCED, EventKind.CONFIRMED, EventKind.DECLINED})
"""What has been said cannot have been said tomorrow; what was decided may take effect then."""


class Refused(Exception):
    """A statement cannot enter the record. ``messages``: a sentence for each field concerned ('' for the whole)."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        self.messages = dict(messages)
        super().__init__(" ".join(self.messages.values()))


@dataclass(frozen=True, kw_only=True)
class CitationStatement:
    """Evidence as it is to be recorded."""

    kind: CitationKind
    title: str
    publisher: str
    read: bool
    url: str = ""
    published_on: StatedDate | None = None
    stated: StatedDate | None = None
    quote: str = ""
    read_in: str = ""
    language: str = ""
    bytes_sha256: str = ""
    key: str = ""

    @classmethod
    def of(cls, citation: Citation) -> CitationStatement:
        """The statement that a recorded citation makes."""
        return cls(
            kind=CitationKind(citation.kind),
            title=citation.title,
            publisher=citation.publisher,
            read=citation.read,
            url=citation.url,
            published_on=StatedDate.parse(citation.published_on) if citation.published_on else None,
            stated=StatedDate.parse(citation.stated) if citation.stated else None,
            quote=citation.quote,
            read_in=citation.read_in,
            language=citation.language,
            bytes_sha256=citation.bytes_sha256,
            key=citation.key,
        )


@dataclass(frozen=True, kw_only=True)
class ActStatement:
    """An act of a regime on a group as it is to be recorded."""

    regime: Regime
    group: Group
    kind: EventKind
    effect: Effect
    stated: StatedDate
    scope: Scope | None = None
    scope_of: Group | None = None
    reason: Reason | None = None
    official_ref: str = ""
    note: str = ""
    day_order: int | None = None

    @classmethod
    def of(cls, event: Event) -> ActStatement:
        """The statement that a recorded event makes."""
        return cls(
            regime=event.regime,
            group=event.group,
            kind=EventKind(event.kind),
            effect=Effect(event.effect),
            stated=StatedDate.parse(event.stated),
            scope=Scope(event.scope) if event.scope else None,
            scope_of=event.scope_of,
            reason=Reason(event.closing_reason) if event.closing_reason else None,
            official_ref=event.official_ref,
            note=event.note,
            day_order=event.day_order,
        )


def usual_effect(kind: EventKind) -> Effect:
    """The effect that an act of a kind has unless its source says otherwise."""
    if kind is EventKind.REINSTATED:
        return Effect.OPEN
    if kind is EventKind.ANNULLED:
        return Effect.CLOSE
    return next(iter(ALLOWED_EFFECTS[kind]))


def check_act(statement: ActStatement, today: date) -> None:
    """Raise Refused where an act cannot be recorded as stated."""
    wrong: dict[str, str] = {}
    if statement.effect not in ALLOWED_EFFECTS[statement.kind]:
        allowed = " or ".join(sorted(effect.value for effect in ALLOWED_EFFECTS[statement.kind]))
        wrong["effect"] = f"An act of kind '{statement.kind.value}' has the effect {allowed}."
    if statement.reason is not None and statement.effect not in (Effect.CLOSE, Effect.PAUSE):
        wrong["reason"] = "Only an act that ends or suspends a listing has a reason of closing."
    if statement.scope_of is not None and statement.scope not in (Scope.ALIAS_OF, Scope.WING):
        wrong["scope_of"] = "Only another name of an entry, or a wing, names the entry it belongs to."
    if statement.scope_of is not None and statement.scope_of == statement.group:
        wrong["scope_of"] = "A group cannot be another name of itself."
    earliest = statement.stated.earliest
    if statement.kind in PRESENT_KINDS and earliest is not None and earliest > today:
        wrong["stated"] = f"{statement.stated} lies in the future: nobody can have {statement.kind.value} it yet."
    if wrong:
        raise Refused(wrong)


def check_citations(citations: Sequence[CitationStatement], today: date) -> None:
    """Raise Refused where a citation cannot be recorded as stated."""
    wrong: dict[str, str] = {}
    for place, citation in enumerate(citations, start=1):
        found = wrong_with(citation, today)
        if found:
            wrong[f"citation {place}"] = f"Citation {place}: {found[1]}"
    if wrong:
        raise Refused(wrong)


def wrong_with(citation: CitationStatement, today: date) -> tuple[str, str] | None:
    """The field of a citation that cannot be recorded as stated, and a sentence that says why."""
    if not citation.title or not citation.publisher:
        return "publisher" if citation.title else "title", "a citation names its title and its publisher."
    if citation.title.startswith(SAMPLE_MARK) and not settings.ATLAS_DEMO:
        return "title", "material marked SAMPLE is made up and never enters the record (only a demo database takes it)."
    if not citation.url and not citation.read_in:
        return "url", "say where it can be read: the publisher's page, or where a copy was read."
    if citation.url and not citation.url.startswith(("http://", "https://")):
        return "url", f"'{citation.url}' is no web address: it begins with http:// or https://."
    if len(citation.quote) > MAX_QUOTE:
        return "quote", f"the quoted words have {len(citation.quote)} characters; at most {MAX_QUOTE} are kept."
    published = citation.published_on.earliest if citation.published_on else None
    if published is not None and published > today:
        return "published_on", f"it cannot have been published on {citation.published_on}: that day is yet to come."
    return None
