"""What changed between two snapshots of a list: by permanent id, then by reference, then by name.

The order of entries in a file never matters. Comparing knows nothing of belief: whether a snapshot may be
believed at all is for ``guarding``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import partial

from sources.lists.entries import NAME_ID, Entry, Snapshot
from sources.lists.names import plain

PUBLICATION_LAG = timedelta(days=60)
"""How long before the last snapshot without it an entry may say it was listed, and be taken at its word.
Lists publish late by days; an older day belongs to an earlier listing of an entry that has come back.
"""


class DifferenceKind(StrEnum):
    """What happened to an entry between two snapshots."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    PROGRAMME_ADDED = "programme_added"
    PROGRAMME_DROPPED = "programme_dropped"
    AMENDED = "amended"
    ID_CHANGED = "id_changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change of one entry.

    ``id`` is the entry's id in the newer snapshot, in the older one if it was removed. ``regimes`` are
    those whose listing begins or ends with the change (``added``, ``removed``, ``programme_*``) or that the
    entry stands under (the others). ``stated_on`` is the day that the list itself gives for the change,
    empty where it gives none that fits. ``span`` is what the two snapshots prove: a stated date ``A/B``,
    after A and by B.
    """

    kind: DifferenceKind
    id: str
    old: Entry | None
    new: Entry | None
    regimes: tuple[str, ...]
    span: str
    stated_on: str = ""
    programme: str = ""
    fields: tuple[str, ...] = ()

    @property
    def on(self) -> str:
        """The stated date of the change: the list's own day if it gives one, else the span."""
        return self.stated_on or self.span

    @property
    def entry(self) -> Entry:
        """The entry as the newer snapshot has it, or as the older one had it if it was removed."""
        entry = self.new or self.old
        if entry is None:
            raise ValueError("a difference is about an entry")
        return entry


def compare(old: Snapshot, new: Snapshot) -> tuple[Difference, ...]:
    """Every change from the older to the newer snapshot, in order of id and kind.

    Entries are paired by id, then by the publisher's reference, then by a primary name that only one entry
    on each side bears. Whoever stays without a partner was added or removed. Empty if nothing changed.
    """
    span = span_between(old.day, new.day)
    pairs, gone, come = _paired(old, new)
    found = [_added(entry, old.day, span) for entry in come]
    found += [Difference(DifferenceKind.REMOVED, entry.id, entry, None, entry.regimes, span) for entry in gone]
    for before, after in pairs:
        found += _changes(before, after, span)
    return tuple(sorted(found, key=lambda each: (each.id, each.kind, each.programme)))


def span_between(after: date | None, by: date | None) -> str:
    """The stated date "after A, by B" that two snapshots prove; an unknown side is ``..``.

    Two snapshots of one day prove that day. Empty where nothing is known.
    """
    if after is None and by is None:
        return ""
    if by is not None and (after is None or after < by):
        return f"{after or '..'}/{by}"
    return by.isoformat() if by else f"{after}/.."


def _paired(old: Snapshot, new: Snapshot) -> tuple[list[tuple[Entry, Entry]], list[Entry], list[Entry]]:
    """Pairs of what is the same entry, then those gone, then those come."""
    before, after = dict(old.by_id()), dict(new.by_id())
    pairs = [(before.pop(number), after.pop(number)) for number in [*before] if number in after]
    for key in (_reference, _primary, _named):
        known = _unique(before.values(), key)
        for text, entry in _unique(after.values(), key).items():
            other = known.get(text)
            if other and other.id in before and entry.id in after and _may_be_one(other, entry):
                pairs.append((before.pop(other.id), after.pop(entry.id)))
    return pairs, list(before.values()), list(after.values())


def _unique(entries: Iterable[Entry], key: Callable[[Entry], tuple[str, ...]]) -> Mapping[str, Entry]:
    """The entries under those of their keys that no other of them has."""
    holders: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for text in key(entry):
            holders[text].append(entry)
    return {text: holders[text][0] for text in sorted(holders) if len(holders[text]) == 1}


def _reference(entry: Entry) -> tuple[str, ...]:
    return (entry.official_ref.casefold(),) if entry.official_ref else ()


def _primary(entry: Entry) -> tuple[str, ...]:
    return (plain(entry.name),)


def _named(entry: Entry) -> tuple[str, ...]:
    """Any name, but only where the name is all the identity that the list gives an entry."""
    if not entry.id.startswith(NAME_ID):
        return ()
    return tuple(dict.fromkeys(plain(name.text) for name in entry.names))


def _may_be_one(before: Entry, after: Entry) -> bool:
    """Two entries that share a reference or a name are one if they also share a programme, or have none."""
    programmes = set(before.programmes) & set(after.programmes)
    return bool(programmes) or not (before.programmes and after.programmes)


def _added(entry: Entry, last_without: date | None, span: str) -> Difference:
    stated = entry.listed_on or ""
    if stated and last_without and _latest(stated) < last_without - PUBLICATION_LAG:
        stated = ""
    return Difference(DifferenceKind.ADDED, entry.id, None, entry, entry.regimes, span, stated)


def _latest(stated: str) -> date:
    """The last day that a stated day, month or year may mean."""
    year, month, day = (*map(int, stated.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day)
    following = date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1)
    return following - timedelta(days=1)


def _changes(before: Entry, after: Entry, span: str) -> list[Difference]:
    if before == after:
        return []
    updated = after.updated_on or ""
    stated = updated if updated > (before.updated_on or "") else ""
    change = partial(Difference, id=after.id, old=before, new=after, span=span, stated_on=stated)
    found: list[Difference] = []
    if before.id != after.id:
        found.append(change(DifferenceKind.ID_CHANGED, regimes=after.regimes))
    if plain(before.name) != plain(after.name):
        found.append(change(DifferenceKind.RENAMED, regimes=after.regimes))
    for programme in set(before.programmes) - set(after.programmes):
        ends = (programme.regime,) if programme.regime in set(before.regimes) - set(after.regimes) else ()
        found.append(change(DifferenceKind.PROGRAMME_DROPPED, regimes=ends, programme=programme.key))
    for programme in set(after.programmes) - set(before.programmes):
        begins = (programme.regime,) if programme.regime in set(after.regimes) - set(before.regimes) else ()
        found.append(change(DifferenceKind.PROGRAMME_ADDED, regimes=begins, programme=programme.key))
    if fields := _amended(before, after):
        found.append(change(DifferenceKind.AMENDED, regimes=after.regimes, fields=fields))
    return found


_SIMPLE = ("official_ref", "listed_on", "updated_on")
_SETS = ("other_refs", "addresses", "countries")


def _amended(before: Entry, after: Entry) -> tuple[str, ...]:
    """The fields that changed, apart from id, primary name and programmes, which have kinds of their own."""
    fields = [name for name in _SIMPLE if getattr(before, name) != getattr(after, name)]
    fields += [name for name in _SETS if set(getattr(before, name)) != set(getattr(after, name))]
    if before.name != after.name and plain(before.name) == plain(after.name):
        fields.append("name")
    if set(before.names[1:]) - {after.names[0]} != set(after.names[1:]) - {before.names[0]}:
        fields.append("other_names")
    return tuple(sorted(fields))
