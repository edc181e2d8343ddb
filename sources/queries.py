"""What the desk reads of the record: its names for the reader of articles, and the acts near a candidate's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from designations.models import Authority, AuthorityTerms, Event, Group, Ledger, Name, Regime, RegimeTerms, Unification
from designations.domain.acts import RegimeKind
from sources.reading import AuthorityWords, GroupName, GroupWords, Vocabulary


def vocabulary() -> Vocabulary:
    """The authorities and groups of the record, with every name; a group read as another lends it its names."""
    read_as = groups_read_as()
    spellings: dict[int, list[GroupName]] = defaultdict(list)
    groups = {group.pk: group for group in Group.objects.order_by("slug")}
    for group in groups.values():
        spellings[read_as.get(group.pk, group.pk)].append(GroupName(group.name))
    for name in Name.objects.order_by("pk"):
        spelling = GroupName(name.text, name.language or None, name.script or None)
        spellings[read_as.get(name.group_id, name.group_id)].append(spelling)
    return Vocabulary.build(
        authorities=[
            AuthorityWords(code=authority.code, names=(authority.name,), demonyms=tuple(_parts(authority.demonym)))
            for authority in Authority.objects.order_by("code")
        ],
        groups=[
            GroupWords(
                slug=groups[pk].slug,
                names=tuple(sorted(names, key=lambda name: name.text != groups[pk].name)),
                based_in=tuple(_parts(groups[pk].countries)),
            )
            for pk, names in sorted(spellings.items())
        ],
    )


def groups_read_as() -> dict[int, int]:
    """The group as which another is read at the latest edition, by their ids, at any remove."""
    into = dict(Unification.objects.filter(retracted_in=None).values_list("group_id", "into_id"))
    found = {}
    for pk in into:
        last = pk
        while last in into:
            last = into[last]
        found[pk] = last
    return found


def likely_regime(authority: Authority, group: Group | None) -> Regime | None:
    """The one regime of an authority that an act on a group is most likely about; None where several could be.

    First the only regime that has an act on the group; else the only hard one; else the only one.
    """
    regimes = list(Regime.objects.filter(authority=authority).order_by("slug"))
    if group is not None:
        used = set(living_acts([group]).filter(regime__in=regimes).values_list("regime_id", flat=True))
        with_acts = [regime for regime in regimes if regime.pk in used]
        if len(with_acts) == 1:
            return with_acts[0]
        regimes = with_acts or regimes
    hard = _hard(regimes)
    only = hard if len(hard) == 1 else regimes
    return only[0] if len(only) == 1 else None


def living_acts(groups: Iterable[Group]):
    """What the record says now of acts on groups."""
    return Event.objects.filter(retracted_in=None, group__in=groups).select_related("act", "regime__authority", "group")


def _hard(regimes: Iterable[Regime]) -> list[Regime]:
    kinds = dict(RegimeTerms.objects.filter(retracted_in=None).values_list("regime_id", "kind"))
    return [regime for regime in regimes if regime.pk in kinds and RegimeKind(kinds[regime.pk]).hard]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
