"""Whether a snapshot may be believed, and what each removal in it is.

A list is silently replaced, so that an entry that is gone proves nothing by itself: the server may be down,
the file cut, the format changed. A snapshot in doubt is held: it changes nothing until a person has looked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sources.lists.comparing import Difference, DifferenceKind, compare
from sources.lists.entries import Entry, Snapshot
from sources.lists.facts import SourceFacts
from sources.lists.faults import ListFault, Reason
from sources.lists.intake import Content
from sources.lists.matching import likeness
from sources.lists.names import plain
from sources.lists.reading import read

RENAMED_FROM = 0.86
"""Likeness of names from which an entry that came may be the one that went."""


class RemovalKind(StrEnum):
    """What the disappearance of an entry most probably is."""

    REAL = "real"
    SOURCE_GONE = "source_gone"
    PARSE_FAULT = "parse_fault"
    RENAMED = "renamed"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a snapshot is not believed yet: one word, and a sentence for the person who decides."""

    reason: Reason
    sentence: str


@dataclass(frozen=True, slots=True)
class Removal:
    """A removal with what it most probably is, why, and the entry that it may have become."""

    difference: Difference
    kind: RemovalKind
    why: str
    other: Entry | None = None


@dataclass(frozen=True, slots=True)
class Examination:
    """A fetched list, judged. ``snapshot`` is None if the files could not be read; ``hold`` is None if all
    is well.
    """

    snapshot: Snapshot | None
    hold: Hold | None
    differences: tuple[Difference, ...] = ()
    removals: tuple[Removal, ...] = ()


def examine(
    facts: SourceFacts,
    files: Mapping[str, Content],
    *,
    accepted: Snapshot | None = None,
    seen_on: date | None = None,
) -> Examination:
    """Read the files, compare with the last accepted snapshot, and say whether to believe the result.

    Never raises a ``ListFault``: a file that cannot be read is held for that reason. Differences and
    removals are given also for a held snapshot that could be read, so that a person sees what a release
    would do.
    """
    try:
        snapshot = read(facts, files, seen_on=seen_on)
    except ListFault as fault:
        return Examination(None, Hold(fault.reason, str(fault)))
    if accepted is None:
        return Examination(snapshot, hold(None, snapshot, facts))
    differences = compare(accepted, snapshot)
    held = _hold(accepted, snapshot, facts, differences)
    return Examination(snapshot, held, differences, classify(accepted, snapshot, differences, held))


def hold(old: Snapshot | None, new: Snapshot, facts: SourceFacts) -> Hold | None:
    """The reason for which the newer snapshot must wait for a person; None if there is none.

    ``old`` is the last accepted snapshot, None for the first of its list.
    """
    return _hold(old, new, facts, compare(old, new) if old else ())


def _hold(old: Snapshot | None, new: Snapshot, facts: SourceFacts, differences: tuple[Difference, ...]) -> Hold | None:
    if held := _by_itself(new, facts):
        return held
    if old is None:
        return None
    return _by_history(old, new) or _by_change(facts, differences, len(old.entries))


def _by_itself(new: Snapshot, facts: SourceFacts) -> Hold | None:
    count = len(new.entries)
    low, high = facts.expected
    if not count:
        return Hold(Reason.EMPTY, f"{facts.slug} holds no organisation at all; see what the publisher did.")
    if count < low:
        what = f"{facts.slug} holds {count} organisations, {low} or more are expected"
        return Hold(Reason.TOO_FEW, f"{what}; see whether the file is whole, or lower the bound in its facts.")
    if count > high:
        what = f"{facts.slug} holds {count} organisations, at most {high} are expected"
        return Hold(Reason.TOO_MANY, f"{what}; see whether persons slipped in, or raise the bound in its facts.")
    return None


def _by_history(old: Snapshot, new: Snapshot) -> Hold | None:
    if missing := set(old.files) - set(new.files):
        what = f"The file {', '.join(sorted(missing))} was read before and is missing now"
        return Hold(Reason.INCOMPLETE, f"{what}; fetch all files of {new.source}.")
    if old.day and new.day and new.day < old.day:
        what = f"The file shows {new.day}, but {old.day} has been read already"
        return Hold(Reason.OLDER, f"{what}; the server may give out an old copy.")
    if cut := _cut(old, new):
        return Hold(Reason.TRUNCATED, f"{cut}; fetch it again and see whether it is whole.")
    return None


def _cut(old: Snapshot, new: Snapshot) -> str:
    """How a file without an end mark looks cut: it is the beginning of the older one, or all it lost stood
    last.
    """
    rows = len(new.row_marks)
    if not rows:
        return ""
    if rows < len(old.row_marks) and old.row_marks[:rows] == new.row_marks:
        return f"The file is the first {rows} of the {len(old.row_marks)} rows that it had, with nothing new"
    here = new.by_id()
    kept = [position for position, entry in enumerate(old.entries) if entry.id in here]
    lost = len(old.entries) - len(kept)
    tail = len(old.entries) - 1 - max(kept, default=-1)
    if lost and lost == tail and new.entries and new.entries[-1].id in old.by_id():
        return f"All {lost} entries that are gone stood at the end of the file, and nothing came after"
    return ""


_HOLDING: Mapping[DifferenceKind, tuple[Reason, str]] = {
    DifferenceKind.REMOVED: (Reason.LOST_TOO_MANY, "are gone"),
    DifferenceKind.RENAMED: (Reason.MASS_CHANGE, "have another name"),
    DifferenceKind.ID_CHANGED: (Reason.MASS_CHANGE, "have another id"),
    DifferenceKind.PROGRAMME_DROPPED: (Reason.MASS_CHANGE, "have left a programme"),
    DifferenceKind.ADDED: (Reason.MASS_CHANGE, "are new"),
}


def _by_change(facts: SourceFacts, differences: Iterable[Difference], before: int) -> Hold | None:
    entries = {(each.kind, each.id) for each in differences}
    counts = Counter(kind for kind, _ in entries)
    for kind, (reason, words) in _HOLDING.items():
        bound = facts.max_additions if kind is DifferenceKind.ADDED else facts.max_removals
        if counts[kind] > bound:
            what = f"{counts[kind]} of {before} entries {words}, more than the {bound} allowed at once"
            return Hold(reason, f"{facts.slug}: {what}; release it if the publisher announced it.")
    return None


_FAULTY = {
    Reason.TRUNCATED,
    Reason.INCOMPLETE,
    Reason.TOO_FEW,
    Reason.MALFORMED,
    Reason.UNKNOWN_CATEGORY,
}


def classify(
    old: Snapshot, new: Snapshot, differences: Iterable[Difference], held: Hold | None = None
) -> tuple[Removal, ...]:
    """What each removal most probably is, in the order of the differences.

    ``source_gone`` and ``parse_fault`` follow from why the snapshot is held, and from values that the
    reader met for the first time; ``merged`` means that an entry that stays has taken over the name,
    ``renamed`` that one that came is very like it. All else is ``real``.
    """
    differences = tuple(differences)
    came = [each.new for each in differences if each.kind is DifferenceKind.ADDED and each.new]
    strange = {notice.what for notice in new.notices if notice.shape}
    strange -= {notice.what for notice in old.notices}
    known_before = {number: _plain_names(entry) for number, entry in old.by_id().items()}
    keepers: dict[str, list[Entry]] = {}
    for entry in new.entries:
        for name in _plain_names(entry):
            keepers.setdefault(name, []).append(entry)
    return tuple(
        _classified(each, each.old, held, strange, came, keepers, known_before)
        for each in differences
        if each.kind is DifferenceKind.REMOVED and each.old
    )


def _classified(
    difference: Difference,
    entry: Entry,
    held: Hold | None,
    strange: set[str],
    came: list[Entry],
    keepers: Mapping[str, list[Entry]],
    known_before: Mapping[str, frozenset[str]],
) -> Removal:
    if held and held.reason is Reason.EMPTY:
        return Removal(difference, RemovalKind.SOURCE_GONE, held.sentence)
    name = plain(entry.name)
    for keeper in keepers.get(name, ()):
        if name not in known_before.get(keeper.id, frozenset()):
            kind = RemovalKind.MERGED if keeper.id in known_before else RemovalKind.RENAMED
            return Removal(difference, kind, f"{keeper.id}, {keeper.name}, now bears its name", keeper)
    if held and held.reason in _FAULTY:
        return Removal(difference, RemovalKind.PARSE_FAULT, held.sentence)
    if strange:
        what = f"the reader met for the first time: {', '.join(sorted(strange))}"
        return Removal(difference, RemovalKind.PARSE_FAULT, what)
    scored = [(likeness(entry.name, other.name), other.id, other) for other in came if _alike(entry, other)]
    score, _, best = max(scored, default=(0.0, "", entry))
    if score >= RENAMED_FROM:
        why = f"{best.id}, {best.name}, came in the same snapshot and is alike ({score:.2f})"
        return Removal(difference, RemovalKind.RENAMED, why, best)
    return Removal(difference, RemovalKind.REAL, "the file is whole, and no other entry bears the name")


def _alike(entry: Entry, other: Entry) -> bool:
    return bool(set(entry.programmes) & set(other.programmes)) or not entry.programmes


def _plain_names(entry: Entry) -> frozenset[str]:
    return frozenset(plain(name.text) for name in entry.names)
