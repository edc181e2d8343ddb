"""Changes of lists to candidates of the desk: one for each act, once its group is known, however often it is asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import cast

from django.db.models import QuerySet

from designations.domain.acts import EventKind
from designations.models import Regime
from sources.lists.comparing import DifferenceKind
from sources.lists.guarding import RemovalKind
from sources.models import (
    CONFIRMED,
    WITH_A_GROUP,
    Answer,
    Candidate,
    CandidateKind,
    Decision,
    Document,
    ListChange,
    ListEntry,
    SnapshotFile,
)
from sources.reading import Status

LISTS = "lists"
VERSION = "1"

ACTS: Mapping[str, EventKind] = {
    DifferenceKind.ADDED.value: EventKind.LISTED,
    DifferenceKind.PROGRAMME_ADDED.value: EventKind.LISTED,
    DifferenceKind.REMOVED.value: EventKind.DELISTED,
    DifferenceKind.PROGRAMME_DROPPED.value: EventKind.DELISTED,
    DifferenceKind.RENAMED.value: EventKind.RENAMED,
    CONFIRMED: EventKind.CONFIRMED,
}
"""The act that a change is; what is not here, such as a new address, is no act of the record."""


def propose(changes: QuerySet[ListChange], at: datetime) -> int:
    """Propose the acts of changes whose group is known; how many are new.

    No act is proposed where an entry most probably lives on under another number, nor where another entry of the same
    group stays under the regime.
    """
    ready = changes.filter(
        kind__in=list(ACTS), regime__isnull=False, candidate=None, entry__answer__in=WITH_A_GROUP
    ).select_related("entry__group", "regime__authority", "snapshot__source")
    ready = ready.defer("snapshot__entries")
    found = [change for change in ready.order_by("pk") if not _lives_on(change)]
    documents = _documents(found)
    made = 0
    for change in found:
        candidate, fresh = Candidate.objects.get_or_create(
            fingerprint=_fingerprint(change), defaults=_says(change, documents[change.snapshot_id], at)
        )
        if candidate.decision == Decision.WITHDRAWN.value:
            candidate.decision = Decision.OPEN.value
            candidate.save(update_fields=["decision"])
        change.candidate = candidate
        made += fresh
    ListChange.objects.bulk_update(found, ["candidate"], batch_size=1000)
    return made


def withdraw(changes: QuerySet[ListChange]) -> None:
    """Take back what was proposed and nobody has decided; what was decided stays."""
    undecided = changes.filter(candidate__decision=Decision.OPEN.value)
    Candidate.objects.filter(pk__in=undecided.values("candidate")).update(decision=Decision.WITHDRAWN.value)
    changes.filter(candidate__decision=Decision.WITHDRAWN.value).update(candidate=None)


def _lives_on(change: ListChange) -> bool:
    """Whether an entry that went, or came, is most probably the same listing under another number."""
    entry, regime = change.entry, cast(Regime, change.regime)
    if ACTS[change.kind] is EventKind.DELISTED:
        if change.removal == RemovalKind.RENAMED.value:
            return True
        others = ListEntry.objects.filter(source=entry.source_id, group=entry.group_id, present=True)
        return others.exclude(pk=entry.pk).filter(regimes__contains=[regime.slug]).exists()
    came = change.kind == DifferenceKind.ADDED.value
    return came and ListChange.objects.filter(snapshot=change.snapshot_id, became=entry.pk).exists()


def _says(change: ListChange, document: Document, at: datetime) -> dict[str, object]:
    entry, regime, snapshot = change.entry, cast(Regime, change.regime), change.snapshot
    kind = ACTS[change.kind]
    here = kind is not EventKind.DELISTED
    return {
        "document": document,
        "kind": CandidateKind.ACT.value,
        "extractor": LISTS,
        "extractor_version": VERSION,
        "proposed": {
            "authority": regime.authority.code,
            "group": entry.group.slug if entry.group else None,
            "group_name": entry.name,
            "title": f"{snapshot.source.title}, as of {snapshot.day}",
            "published": snapshot.day.isoformat(),
            "official_ref": entry.official_ref,
            "number": entry.number,
            "change": change.kind,
            "span": change.span,
            "removal": change.removal,
            "why": change.why,
            "reasons": [*_reasons(change)],
        },
        "authority": regime.authority,
        "regime": regime,
        "group": entry.group,
        "event_kind": kind.value,
        "status": Status.DONE.value,
        "stated": change.stated,
        "evidence": f"{entry.official_ref} {entry.name}".strip() if here else "",
        "confidence": 1.0 if entry.answer != Answer.CERTAIN.value else _score(entry.nearest),
        "proposed_at": at,
    }


def _reasons(change: ListChange) -> Iterator[str]:
    """Why it is proposed, and why of this group."""
    entry, snapshot = change.entry, change.snapshot
    if change.kind == CONFIRMED:
        yield f"entry {entry.number} stands on the first snapshot that was read, of {snapshot.day}"
    else:
        yield f"entry {entry.number} was {change.kind.replace('_', ' ')} between two snapshots: {change.span}"
    if change.why:
        yield change.why
    yield f"the group was {entry.answer}" + (f": {entry.why}" if entry.why else "")


def _score(nearest: list[dict[str, float]]) -> float:
    return min(nearest[0]["score"], 1.0) if nearest else 1.0


def _fingerprint(change: ListChange) -> str:
    """The same however often a change is proposed for a group."""
    snapshot, entry = change.snapshot, change.entry
    parts = [
        *(LISTS, snapshot.source.slug, snapshot.fingerprint, snapshot.seen_on.isoformat()),
        *(entry.pk, ACTS[change.kind].value, change.regime_id, entry.group_id),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _documents(changes: list[ListChange]) -> dict[int, Document]:
    """The main file of each snapshot: the one that its facts name first stands first among its rows."""
    files = SnapshotFile.objects.filter(snapshot__in={change.snapshot_id for change in changes})
    found: dict[int, Document] = {}
    for file in files.select_related("document").order_by("pk"):
        found.setdefault(file.snapshot_id, file.document)
    return found
