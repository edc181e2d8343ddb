"""Rows of the ledger inside an edition being written. Callers have checked what they state."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from designations.actions.digest import sha256
from designations.actions.editions import Draft
from designations.actions.statements import ActStatement, CitationStatement
from designations.models import Act, Citation, Event

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"

Statement = tuple[str, ActStatement, Sequence[CitationStatement]]
"""The key of an act, what it states, and its evidence."""


def new_key() -> str:
    """A permanent key for an act: ten letters and digits, 50 random bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


def record_acts(draft: Draft, statements: Iterable[Statement]) -> list[Event]:
    """Record new acts with their events and citations, and tell the feed."""
    stated = list(statements)
    acts = Act.objects.bulk_create([Act(key=key, recorded_in_id=draft.number) for key, _, _ in stated], batch_size=2000)
    events = record_events(draft, [(act, said, cited) for act, (_, said, cited) in zip(acts, stated, strict=True)])
    for event in events:
        draft.tell("act_published", event.act.key, after=shown(event), **keys_of(event))
    return events


def record_events(draft: Draft, stated: Sequence[tuple[Act, ActStatement, Sequence[CitationStatement]]]) -> list[Event]:
    """Record events of known acts, with their citations."""
    events = Event.objects.bulk_create([_event(draft, act, said) for act, said, _ in stated], batch_size=2000)
    record_citations(draft, [(event, cited) for event, (_, _, cited) in zip(events, stated, strict=True)])
    return events


def record_citations(draft: Draft, cited: Iterable[tuple[Event, Sequence[CitationStatement]]]) -> list[Citation]:
    """Record citations of events; one without a key gets the next ``cN`` of its event."""
    rows: list[Citation] = []
    for event, citations in cited:
        taken = {citation.key for citation in citations if citation.key}
        free = (f"c{number}" for number in range(1, 10_000) if f"c{number}" not in taken)
        rows += [_citation(draft, event, said, said.key or next(free)) for said in citations]
    draft.empty = draft.empty and not rows
    return Citation.objects.bulk_create(rows, batch_size=2000)


def retract_events(draft: Draft, events: Sequence[Event]) -> None:
    """Retract events and the living citations that they carry."""
    ids = [event.pk for event in events]
    Citation.objects.alive().filter(event__in=ids).update(retracted_in=draft.number)
    Event.objects.alive().filter(pk__in=ids).update(retracted_in=draft.number)


def shown(event: Event) -> dict[str, Any]:
    """An event as the feed shows it: facts by key, no free text that may have to be redacted."""
    return {
        "regime": event.regime.slug,
        "group": event.group.slug,
        "kind": event.kind,
        "effect": event.effect,
        "date": event.stated,
        "scope": event.scope,
        "scope_of": event.scope_of.slug if event.scope_of else "",
        "reason": event.closing_reason,
    }


def keys_of(event: Event) -> dict[str, str]:
    """The keys under which the feed files an event."""
    return {
        "act": event.act.key,
        "group": event.group.slug,
        "regime": event.regime.slug,
        "authority": event.regime.authority.code,
    }


def _event(draft: Draft, act: Act, said: ActStatement) -> Event:
    return Event(
        act=act,
        regime=said.regime,
        group=said.group,
        kind=said.kind.value,
        effect=said.effect.value,
        scope=said.scope.value if said.scope else "",
        scope_of=said.scope_of,
        closing_reason=said.reason.value if said.reason else "",
        stated=said.stated.text,
        earliest=said.stated.earliest,
        latest=said.stated.latest,
        day_order=said.day_order,
        official_ref=said.official_ref,
        note=said.note,
        note_sha256=sha256(said.note),
        recorded_in_id=draft.number,
    )


def _citation(draft: Draft, event: Event, said: CitationStatement, key: str) -> Citation:
    return Citation(
        event=event,
        key=key,
        kind=said.kind.value,
        title=said.title,
        publisher=said.publisher,
        url=said.url,
        published_on=said.published_on.text if said.published_on else "",
        stated=said.stated.text if said.stated else "",
        quote=said.quote,
        quote_sha256=sha256(said.quote),
        read=said.read,
        read_in=said.read_in,
        language=said.language,
        bytes_sha256=said.bytes_sha256,
        recorded_in_id=draft.number,
    )
