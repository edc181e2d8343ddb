"""What a person makes of a candidate: the act it states and the citation it gives, ready to be recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from designations.actions.statements import (
    MAX_QUOTE,
    SAMPLE_MARK,
    ActStatement,
    CitationStatement,
    Refused,
    usual_effect,
)
from designations.domain.acts import CitationKind, Effect, EventKind, Reason, Scope
from designations.domain.dates import StatedDate
from designations.models import Group, Regime
from sources.models import Candidate, DocumentKind, Telling
from sources.reading import Status

UNNAMED = "Publisher not named"
UNTITLED = "Untitled document"

NOT_YET_DONE = frozenset({Status.ANNOUNCED, Status.PROPOSED})
"""What an authority says it will do, or weighs, is an announcement and changes no listing."""


@dataclass(frozen=True, kw_only=True)
class Edits:
    """An act and its evidence as a person states them; what is not known yet is None or empty."""

    regime: Regime | None
    group: Group | None
    kind: EventKind
    effect: Effect
    stated: StatedDate | None
    scope: Scope | None = None
    scope_of: Group | None = None
    reason: Reason | None = None
    official_ref: str = ""
    note: str = ""
    source_kind: CitationKind = CitationKind.NEWS
    title: str = ""
    publisher: str = ""
    url: str = ""
    read_in: str = ""
    published_on: StatedDate | None = None
    source_states: StatedDate | None = None
    quote: str = ""
    language: str = ""
    read: bool = True

    def as_json(self) -> dict[str, Any]:
        """Keys and text alone, as they are kept beside what the machine proposed."""
        return {name: _plain(getattr(self, name)) for name in (field.name for field in fields(self))}

    def act(self) -> ActStatement:
        """The act, to be recorded. Raises Refused with what is missing."""
        missing = {}
        if self.regime is None:
            missing["regime"] = "Say which list the act is about."
        if self.group is None:
            missing["group"] = "Say which group it is; add it to the record first if it is new."
        if self.stated is None:
            missing["stated"] = "Say when, as exactly as the source does: a day, a month, a year, or A/B."
        if missing or self.regime is None or self.group is None or self.stated is None:
            raise Refused(missing)
        return ActStatement(
            regime=self.regime,
            group=self.group,
            kind=self.kind,
            effect=self.effect,
            stated=self.stated,
            scope=self.scope,
            scope_of=self.scope_of,
            reason=self.reason,
            official_ref=self.official_ref,
            note=self.note,
        )

    def citation(self, candidate: Candidate) -> CitationStatement:
        """The evidence, to be recorded. What is a sample is called one, whatever a person wrote."""
        title = self.title
        if candidate.sample and not title.startswith(SAMPLE_MARK):
            title = f"{SAMPLE_MARK}: {title}"
        return CitationStatement(
            kind=self.source_kind,
            title=title,
            publisher=self.publisher,
            read=self.read,
            url=self.url,
            published_on=self.published_on,
            stated=self.source_states,
            quote=self.quote,
            read_in=self.read_in,
            language=self.language,
            bytes_sha256=candidate.document.sha256,
        )


def edits_of(candidate: Candidate) -> Edits:
    """What stands of a candidate so far: a person's amendments, else what the machine proposes."""
    return _from_json(candidate.decided) if candidate.decided else proposed(candidate)


def proposed(candidate: Candidate) -> Edits:
    """What the machine proposes, as a person would state it."""
    document = candidate.document
    kind = EventKind(candidate.event_kind)
    if Status(candidate.status) in NOT_YET_DONE:
        kind = EventKind.ANNOUNCED
    stated = StatedDate.parse(candidate.stated) if candidate.stated else None
    if document.kind == DocumentKind.LIST.value:
        return _of_list(candidate, kind, stated)
    return Edits(
        regime=candidate.regime,
        group=candidate.group,
        kind=kind,
        effect=usual_effect(kind),
        stated=stated or (by_day(document.published_on) if document.published_on else None),
        title=document.title[:400] or UNTITLED,
        publisher=document.publisher or UNNAMED,
        url=document.url,
        read_in="" if document.url else f"archived copy {document.sha256}",
        published_on=StatedDate.on(document.published_on) if document.published_on else None,
        source_states=stated,
        quote=excerpt(candidate.evidence),
        language=document.language,
    )


def _of_list(candidate: Candidate, kind: EventKind, stated: StatedDate | None) -> Edits:
    """What an official list says: its own words, on its own day, with the reference that it prints."""
    said, document = candidate.proposed, candidate.document
    return Edits(
        regime=candidate.regime,
        group=candidate.group,
        kind=kind,
        effect=usual_effect(kind),
        stated=stated,
        official_ref=said["official_ref"],
        note=said["why"] if said["removal"] not in ("", "real") else "",
        source_kind=CitationKind.OFFICIAL,
        title=said["title"],
        publisher=document.publisher,
        url=document.url,
        read_in=f"archived copy {document.sha256}",
        published_on=StatedDate.parse(said["published"]),
        source_states=stated,
        quote=excerpt(candidate.evidence),
        language=document.language,
    )


def citation_of(telling: Telling, *, read: bool) -> CitationStatement:
    """A further document of a candidate as evidence, with the words and the date that it has itself."""
    document = telling.document
    title = document.title[:380] or UNTITLED
    return CitationStatement(
        kind=CitationKind.NEWS,
        title=f"{SAMPLE_MARK}: {title}" if document.sample and not title.startswith(SAMPLE_MARK) else title,
        publisher=document.publisher or UNNAMED,
        read=read,
        url=document.url,
        published_on=StatedDate.on(document.published_on) if document.published_on else None,
        stated=StatedDate.parse(telling.stated) if telling.stated else None,
        quote=excerpt(telling.evidence),
        read_in="" if document.url else f"archived copy {document.sha256}",
        language=document.language,
        bytes_sha256=document.sha256,
    )


def excerpt(words: str) -> str:
    """The words, cut at a space where they are longer than a citation may quote."""
    plain = " ".join(words.split())
    if len(plain) <= MAX_QUOTE:
        return plain
    return plain[: MAX_QUOTE - 1].rpartition(" ")[0] + "…"


def by_day(published: date) -> StatedDate:
    """Of an act without a date all that is sure is that it came by the day of publication."""
    return StatedDate.parse(f"../{published}")


def _plain(value: Any) -> Any:
    if isinstance(value, Regime | Group):
        return value.slug
    if isinstance(value, StatedDate):
        return value.text
    return value.value if isinstance(value, StrEnum) else value


def _from_json(said: Mapping[str, Any]) -> Edits:
    def maybe(name: str, read: Any) -> Any:
        return read(said[name]) if said[name] else None

    words = {name: said[name] for name in ("official_ref", "note", "title", "publisher", "url", "read_in", "quote")}
    return Edits(
        **words,
        regime=maybe("regime", lambda slug: Regime.objects.filter(slug=slug).first()),
        group=maybe("group", lambda slug: Group.objects.filter(slug=slug).first()),
        kind=EventKind(said["kind"]),
        effect=Effect(said["effect"]),
        stated=maybe("stated", StatedDate.parse),
        scope=maybe("scope", Scope),
        scope_of=maybe("scope_of", lambda slug: Group.objects.filter(slug=slug).first()),
        reason=maybe("reason", Reason),
        source_kind=CitationKind(said["source_kind"]),
        published_on=maybe("published_on", StatedDate.parse),
        source_states=maybe("source_states", StatedDate.parse),
        language=said["language"],
        read=said["read"],
    )
