"""Which group an entry is: remembered, found for certain, or asked of an editor, whose answer is remembered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from designations.actions import registry
from designations.actions.statements import Refused
from designations.domain.acts import NameKind
from designations.models import Event, Group, Name
from sources import queries
from sources.following import proposing
from sources.lists.entries import Entry
from sources.lists.matching import GroupIndex, KnownGroup, Match, Verdict, match
from sources.models import WITH_A_GROUP, Answer, ListChange, ListEntry, Source

MOST_SHOWN = 8
"""Groups that an editor is shown beside an entry."""


def known_groups() -> tuple[dict[str, Group], GroupIndex]:
    """The groups of the record by slug, and laid out for search: names, official references, numbers on lists.

    A group that is read as another lends it what it has.
    """
    read_as = queries.groups_read_as()
    groups = {group.pk: group for group in Group.objects.order_by("slug")}
    names: dict[int, list[str]] = defaultdict(list)
    refs: dict[int, set[str]] = defaultdict(set)
    for pk, group in groups.items():
        names[read_as.get(pk, pk)].append(group.name)
    for pk, text in Name.objects.order_by("pk").values_list("group_id", "text"):
        names[read_as.get(pk, pk)].append(text)
    stated = Event.objects.alive().exclude(official_ref="").values_list("group_id", "official_ref")
    answered = (
        ListEntry.objects.filter(answer__in=WITH_A_GROUP)
        .exclude(official_ref="")
        .values_list("group_id", "official_ref")
    )
    for found, ref in (*stated, *answered):
        refs[read_as.get(found or 0, found or 0)].add(ref)
    known = []
    for pk, spellings in names.items():
        own = groups[pk].name
        ordered = (own, *(text for text in dict.fromkeys(spellings) if text != own))
        known.append(KnownGroup(groups[pk].slug, ordered, tuple(sorted(refs[pk]))))
    return {group.slug: group for group in groups.values()}, GroupIndex(known)


def match_open(source: Source, read: Iterable[Entry], entries: Mapping[str, ListEntry], at: datetime) -> None:
    """Look for the groups of entries that nobody has answered for; what is certain needs no answer."""
    asked = [entry for entry in read if entries[entry.id].answer == Answer.OPEN.value]
    if not asked:
        return
    groups, index = known_groups()
    found = []
    for entry in asked:
        row = entries[entry.id]
        matches = match(entry, index, source=source.slug)
        nearest = [_shown(each, groups) for each in matches[:MOST_SHOWN]]
        if matches and matches[0].verdict is Verdict.CERTAIN:
            row.answer, row.group, row.answered_at = Answer.CERTAIN.value, groups[matches[0].group], at
            row.why = "; ".join(matches[0].reasons)
        elif nearest == row.nearest:
            continue
        row.nearest = nearest
        found.append(row)
    ListEntry.objects.bulk_update(found, ["answer", "group", "answered_at", "why", "nearest"], batch_size=500)


def match_to(*, entry: ListEntry, group: Group, by: AbstractBaseUser, at: datetime, why: str = "") -> ListEntry:
    """An editor says which group an entry is. What the list said of it so far is proposed."""
    with transaction.atomic():
        return _answer(_locked(entry), Answer.MATCHED, group, by, at, why)


def split_off(
    *, entry: ListEntry, slug: str, name: str, by: AbstractBaseUser, at: datetime, why: str = ""
) -> ListEntry:
    """An editor makes a group of its own for an entry. Raises Refused where the record cannot have it."""
    with transaction.atomic():
        locked = _locked(entry)
        if Group.objects.filter(slug=slug).exists():
            raise Refused({"slug": f"There is a group '{slug}' already: match the entry to it, or choose another."})
        group = registry.describe_one(
            model=Group,
            key=slug,
            columns={"name": name},
            names=[registry.NameStatement(name, NameKind.PRIMARY)],
            by=by,
            at=at,
            reason=f"Stands on {locked.source.title} as {locked.official_ref or locked.number}.",
        )
        return _answer(locked, Answer.SPLIT, group, by, at, why)


def not_followed(*, entry: ListEntry, by: AbstractBaseUser, at: datetime, why: str = "") -> ListEntry:
    """An editor says that the record does not follow an entry: no group, no events."""
    with transaction.atomic():
        return _answer(_locked(entry), Answer.NOT_FOLLOWED, None, by, at, why)


def _locked(entry: ListEntry) -> ListEntry:
    return ListEntry.objects.select_for_update(of=("self",)).select_related("source").get(pk=entry.pk)


def _answer(
    entry: ListEntry, answer: Answer, group: Group | None, by: AbstractBaseUser, at: datetime, why: str
) -> ListEntry:
    """Remember an answer. What an earlier one let be proposed and nobody has decided is withdrawn."""
    if group != entry.group:
        proposing.withdraw(ListChange.objects.filter(entry=entry))
    entry.answer, entry.group = answer.value, group
    entry.answered_by_id, entry.answered_at, entry.why = by.pk, at, why
    entry.save(update_fields=["answer", "group", "answered_by", "answered_at", "why"])
    proposing.propose(ListChange.objects.filter(entry=entry), at)
    return entry


def _shown(found: Match, groups: Mapping[str, Group]) -> dict[str, Any]:
    return {
        "group": found.group,
        "name": groups[found.group].name,
        "score": found.score,
        "verdict": found.verdict.value,
        "reasons": list(found.reasons),
    }
