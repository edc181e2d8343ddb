"""What the desk reads of the record: its names for the reader of articles, its regimes, its living acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import QuerySet

from designations.domain.acts import RegimeKind
from designations.models import Authority, Edition, Event, Group, Name, Regime, RegimeTerms, Unification
from sources.reading import AuthorityWords, GroupName, GroupWords, Vocabulary


def vocabulary() -> Vocabulary:
    """The authorities and groups of the record at the latest edition, with every name.

    A group that is read as another lends it its names. Made once for an edition, in each process.
    """
    digest = Edition.objects.order_by("-number").values_list("digest", flat=True).first()
    return _vocabulary_of(digest) if digest else _vocabulary()


@lru_cache(maxsize=1)
def _vocabulary_of(digest: str) -> Vocabulary:
    """The vocabulary at the edition of a digest, which no other edition shares."""
    return _vocabulary()


def _vocabulary() -> Vocabulary:
    read_as = groups_read_as()
    groups = {group.pk: group for group in Group.objects.order_by("slug")}
    spellings: dict[int, list[GroupName]] = defaultdict(list)
    for group in groups.values():
        spellings[read_as.get(group.pk, group.pk)].append(GroupName(group.name))
    for name in Name.objects.order_by("pk"):
        spelling = GroupName(name.text, name.language or None, name.script or None)
        spellings[read_as.get(name.group_id, name.group_id)].append(spelling)
    return Vocabulary.build(
        authorities=[
            AuthorityWords(code=each.code, names=(each.name,), demonyms=(each.demonym,) if each.demonym else ())
            for each in Authority.objects.order_by("code")
        ],
        groups=[
            GroupWords(
                slug=groups[pk].slug,
                names=tuple(sorted(names, key=lambda name: name.text != groups[pk].name)),
                based_in=tuple(code.strip() for code in groups[pk].countries.split(";") if code.strip()),
            )
            for pk, names in sorted(spellings.items())
        ],
    )


def groups_read_as() -> dict[int, int]:
    """The group as which another is read now, by their ids, at any remove."""
    into = dict(Unification.objects.alive().values_list("group_id", "into_id"))
    found = {}
    for pk in into:
        last = pk
        while last in into:
            last = into[last]
        found[pk] = last
    return found


def likely_regime(authority: Authority, group: Group | None) -> Regime | None:
    """The one regime of an authority that an act on a group is most likely about; None where several could be.

    The only regime with an act on the group, else the only hard one, else the only one.
    """
    regimes = list(Regime.objects.filter(authority=authority).order_by("slug"))
    if group is not None:
        used = set(acts_on(group).values_list("regime_id", flat=True))
        regimes = [regime for regime in regimes if regime.pk in used] or regimes
    for chosen in (regimes, _hard(regimes)):
        if len(chosen) == 1:
            return chosen[0]
    return None


def acts_on(group: Group) -> QuerySet[Event]:
    """What the record says now of acts on a group, and on those that are read as one with it."""
    read_as = groups_read_as()
    one = read_as.get(group.pk, group.pk)
    same = {one, *(pk for pk, into in read_as.items() if into == one)}
    return (
        Event.objects.alive()
        .filter(group__in=same)
        .select_related("act", "regime__authority", "group")
        .order_by("latest", "pk")
    )


def _hard(regimes: Iterable[Regime]) -> list[Regime]:
    kinds = dict(RegimeTerms.objects.alive().values_list("regime_id", "kind"))
    return [regime for regime in regimes if regime.pk in kinds and RegimeKind(kinds[regime.pk]).hard]
