"""What a believed snapshot says, written down: the entries that stand on it, and each change once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from designations.domain.dates import StatedDate
from designations.models import Regime
from sources.following import answering, proposing
from sources.lists.comparing import Difference, DifferenceKind
from sources.lists.entries import Entry
from sources.lists.entries import Snapshot as Read
from sources.lists.guarding import Removal, RemovalKind
from sources.models import CONFIRMED, Answer, ListChange, ListEntry, Snapshot

BY_REGIME = frozenset(
    {
        DifferenceKind.ADDED,
        DifferenceKind.REMOVED,
        DifferenceKind.PROGRAMME_ADDED,
        DifferenceKind.PROGRAMME_DROPPED,
        DifferenceKind.RENAMED,
    }
)
"""Changes that are told for each regime that they touch; the others once."""

LARGEST_BATCH = 1000


def apply(
    snapshot: Snapshot, new: Read, differences: Iterable[Difference], removals: Iterable[Removal], at: datetime
) -> None:
    """Write down a believed snapshot: entries, changes, and what follows from them for the desk.

    Inside the caller's transaction, with the list locked. The first snapshot of a list confirms every entry.
    """
    differences = tuple(differences)
    removed = {each.difference: each for each in removals}
    rows = ListEntry.objects.filter(source=snapshot.source).select_related("last_seen").defer("last_seen__entries")
    entries = {entry.number: entry for entry in rows}
    _renumber(entries, differences)
    _write_entries(snapshot, new, entries)
    _hand_over(entries, removed.values())
    answering.match_open(snapshot.source, new.entries, entries, at)
    regimes = {regime.slug: regime for regime in Regime.objects.all()}
    if snapshot.compared_with_id is None:
        changes = _confirmations(snapshot, new, entries, regimes)
    else:
        changes = [
            change
            for difference in differences
            for change in _changes(snapshot, difference, entries, regimes, removed.get(difference))
        ]
    ListChange.objects.bulk_create(changes, batch_size=LARGEST_BATCH)
    proposing.propose(ListChange.objects.filter(snapshot=snapshot), at)


def _renumber(entries: dict[str, ListEntry], differences: Iterable[Difference]) -> None:
    """An entry that the list has given another number is the same entry, and what was answered of it holds."""
    for difference in differences:
        if difference.kind is not DifferenceKind.ID_CHANGED or difference.old is None:
            continue
        entry, earlier = entries[difference.old.id], entries.get(difference.id)
        if earlier is None:
            entries[difference.id] = entries.pop(entry.number)
            entry.number = difference.id
            entry.save(update_fields=["number"])
        else:
            _inherit(earlier, entry)


def _hand_over(entries: Mapping[str, ListEntry], removals: Iterable[Removal]) -> None:
    """An entry that another has most probably become hands its group on to it."""
    for removal in removals:
        if removal.kind is RemovalKind.RENAMED and removal.other is not None:
            _inherit(entries[removal.other.id], entries[removal.difference.id])


def _inherit(heir: ListEntry, entry: ListEntry) -> None:
    """Take over who an entry is, unless that is known."""
    if heir.answer in (Answer.OPEN, Answer.UNTOLD) and entry.answer not in (Answer.OPEN, Answer.UNTOLD):
        for column in ("answer", "group_id", "answered_at", "answered_by_id"):
            setattr(heir, column, getattr(entry, column))
        heir.why = f"As number {entry.number}, which it was before. {entry.why}".strip()
        heir.save(update_fields=["answer", "group", "answered_at", "answered_by", "why"])


def _write_entries(snapshot: Snapshot, new: Read, entries: dict[str, ListEntry]) -> None:
    """Bring the rows of entries to what the snapshot holds."""
    there = {entry.id: entry for entry in new.entries}
    fresh, changed = [], []
    for number, entry in there.items():
        row, says = entries.get(number), _columns(entry)
        if row is None:
            fresh.append(
                ListEntry(
                    source=snapshot.source,
                    number=number,
                    first_seen=snapshot,
                    last_seen=snapshot,
                    answer=(Answer.OPEN if entry.regimes else Answer.UNTOLD).value,
                    **says,
                )
            )
        elif any(getattr(row, column) != value for column, value in says.items()):
            for column, value in says.items():
                setattr(row, column, value)
            if row.answer == Answer.UNTOLD.value and row.regimes:
                row.answer = Answer.OPEN.value
            changed.append(row)
    ListEntry.objects.bulk_update(
        changed, ["name", "official_ref", "present", "regimes", "answer"], batch_size=LARGEST_BATCH
    )
    for row in ListEntry.objects.bulk_create(fresh, batch_size=LARGEST_BATCH):
        entries[row.number] = row
    rows = ListEntry.objects.filter(source=snapshot.source)
    rows.filter(present=True).exclude(number__in=there).update(present=False)
    rows.filter(present=True).update(last_seen=snapshot)


def _columns(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name[:1000],
        "official_ref": entry.official_ref[:60],
        "present": True,
        "regimes": list(entry.regimes),
    }


def _confirmations(
    snapshot: Snapshot, new: Read, entries: Mapping[str, ListEntry], regimes: Mapping[str, Regime]
) -> list[ListChange]:
    day = snapshot.day.isoformat()
    return [
        ListChange(
            snapshot=snapshot,
            entry=entries[entry.id],
            kind=CONFIRMED,
            regime=regimes[slug],
            stated=day,
            span=day,
        )
        for entry in new.entries
        for slug in entry.regimes
        if slug in regimes
    ]


def _changes(
    snapshot: Snapshot,
    difference: Difference,
    entries: Mapping[str, ListEntry],
    regimes: Mapping[str, Regime],
    removal: Removal | None,
) -> list[ListChange]:
    touched = [regimes[slug] for slug in difference.regimes if slug in regimes]
    return [
        ListChange(
            snapshot=snapshot,
            entry=entries[difference.id],
            kind=difference.kind.value,
            regime=regime,
            programme=difference.programme[:100],
            stated=_stated(snapshot, difference, entries[difference.id])[:24],
            span=difference.span[:24],
            fields=list(difference.fields),
            removal=removal.kind.value if removal else "",
            became=entries[removal.other.id]
            if removal and removal.kind is RemovalKind.RENAMED and removal.other
            else None,
            why=removal.why if removal else "",
        )
        for regime in (touched if difference.kind in BY_REGIME and touched else (None,))
    ]


def _stated(snapshot: Snapshot, difference: Difference, entry: ListEntry) -> str:
    """The list's own day of a change, else the span.

    An entry that comes back often still says when it was first listed; that day belongs to its earlier listing.
    """
    came_back = difference.kind is DifferenceKind.ADDED and entry.last_seen_id != snapshot.pk
    if came_back and difference.stated_on:
        latest = StatedDate.parse(difference.stated_on).latest
        if latest is None or latest <= entry.last_seen.day:
            return difference.span
    return difference.on
