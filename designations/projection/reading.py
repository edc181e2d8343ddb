"""The acts of some groups as they stood at an edition, as the rules read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from designations.domain import acts, dates, intervals, registry
from designations.models import Citation, Event, Group, Relation, Settlement, Unification
from designations.projection.facts import Facts, rows
from designations.projection.families import COMPARED, Families
from designations.projection.listings import ActVersion, Listing
from designations.projection.versions import Dated, Versions, standing

ListingKey = tuple[str, str]
"""Slugs of a regime and of a group."""

Tie = tuple[int, acts.RelationKind, int, intervals.Span]
"""A relation, by the ids of its groups."""


@dataclass
class Ledger:
    """What an edition holds of some groups: their acts by listing, and the keys behind the slugs and codes."""

    edition: int
    registry: registry.Registry
    events: dict[ListingKey, Sequence[acts.Event]] = field(default_factory=dict)
    act_ids: dict[str, int] = field(default_factory=dict)
    slugs: dict[int, str] = field(default_factory=dict)
    group_ids: dict[str, int] = field(default_factory=dict)
    regime_ids: dict[str, int] = field(default_factory=dict)
    authority_ids: dict[str, int] = field(default_factory=dict)


class Archive:
    """What the ledger says of some groups: in every version, or as it stood at one edition.

    The groups are closed under unification: whatever is read as one of them, at any edition, is one of them.
    """

    def __init__(self, groups: Iterable[int], found: _Found) -> None:
        own = list(groups)
        self._slugs = {group: found.slugs[group] for group in own}
        self._group_ids = {slug: group for group, slug in self._slugs.items()}
        self._listings = {group: list(found.listings[group].values()) for group in own if group in found.listings}
        self._act_ids = found.act_ids
        self._unifications = Versions(row for group in own for row in found.unifications.get(group, ()))
        self._relations = Versions(row for group in own for row in found.relations.get(group, ()))

    def at(self, edition: int, facts: Facts) -> Ledger:
        """The ledger of an edition. Editions are best asked for in their order."""
        return Ledger(
            edition=edition,
            registry=facts.at(edition).with_relations(self._tied(edition)),
            events=self.events(edition),
            act_ids=self._act_ids,
            slugs=self._slugs,
            group_ids=self._group_ids,
            regime_ids=facts.regime_ids,
            authority_ids=facts.authority_ids,
        )

    def events(self, edition: int) -> dict[ListingKey, Sequence[acts.Event]]:
        """The acts that stand at an edition, by listing."""
        into = self._read_as(edition)
        events: dict[ListingKey, Sequence[acts.Event]] = {}
        for group, listings in self._listings.items():
            read_as = self._slugs[into.get(group, group)]
            for listing in listings:
                found = listing.at(edition, read_as)
                if found:
                    key = (listing.regime, read_as)
                    events[key] = (*events[key], *found) if key in events else found
        return events

    def _tied(self, edition: int) -> tuple[registry.Relation, ...]:
        relations = self._relations.at(edition)
        if not relations:
            return ()
        into = self._read_as(edition)
        return tuple(
            registry.Relation(self._slugs[into.get(group, group)], kind, self._slugs[into.get(other, other)], span)
            for group, kind, other, span in relations
            if into.get(group, group) != into.get(other, other)
        )

    def _read_as(self, edition: int) -> dict[int, int]:
        """The groups that are read as another at an edition, and that other, chains followed."""
        into = dict(self._unifications.at(edition))
        found = {}
        for group in into:
            top = into[group]
            while top in into:
                top = into[top]
            found[group] = top
        return found


def read_archives(families: Iterable[set[int]], edition: int | None = None) -> list[Archive]:
    """An archive of each family: in every version, or as it stood at one edition. Six queries for all of them."""
    apart = list(families)
    found = _Found(set().union(*apart), edition)
    return [Archive(sorted(family), found) for family in apart]


def read_ledger(groups: Iterable[int], edition: int) -> Ledger:
    """The living acts of some groups, and of those read as one with them, at an edition, by listing."""
    return _archive(groups, edition).at(edition, Facts(edition))


def read_acts(groups: Iterable[int], edition: int) -> dict[ListingKey, Sequence[acts.Event]]:
    """The same without the registry and the keys."""
    return _archive(groups, edition).events(edition)


def _archive(groups: Iterable[int], edition: int) -> Archive:
    own = set(groups)
    [archive] = read_archives([Families.read(own).one_with(own)], edition)
    return archive


class _Found:
    """Rows of the ledger about some groups, filed by group."""

    def __init__(self, groups: set[int], edition: int | None) -> None:
        self.slugs: dict[int, str] = dict(Group.objects.filter(pk__in=groups).values_list("pk", "slug"))
        self.act_ids: dict[str, int] = {}
        self.listings: dict[int, dict[str, Listing]] = defaultdict(dict)
        self.unifications: dict[int, list[Dated[tuple[int, int]]]] = defaultdict(list)
        self.relations: dict[int, list[Dated[Tie]]] = defaultdict(list)
        self._read_acts(list(groups), edition)
        if len(groups) > 1:
            self._read_ties(list(groups), edition)

    def _read_acts(self, groups: list[int], edition: int | None) -> None:
        citations = _citations(groups, edition)
        settled = _settled(groups, edition)
        columns = (
            "pk", "act__key", "act_id", "regime__slug", "group_id", "kind", "effect", "scope", "scope_of__slug",
            "closing_reason", "stated", "day_order",
        )  # fmt: skip
        for (
            recorded, retracted, pk, key, act, regime, group, kind, effect, scope, scope_of, reason, stated, day_order
        ) in rows(Event, edition, *columns).filter(group__in=groups).order_by("pk"):  # fmt: skip
            self.act_ids[key] = act
            cited = citations.get(pk, [])
            event = acts.Event(
                act=key,
                regime=regime,
                group=self.slugs[group],
                kind=_KINDS[kind],
                effect=_EFFECTS[effect],
                stated=dates.StatedDate.parse(stated),
                scope=_SCOPES[scope],
                scope_of=scope_of,
                reason=_REASONS[reason],
                citations=tuple(standing(cited, recorded)),
                day_order=day_order,
            )
            listings = self.listings[group]
            if regime not in listings:
                listings[regime] = Listing(regime)
            listings[regime].versions.append(ActVersion(recorded, retracted, event, cited, settled.get(act, [])))

    def _read_ties(self, groups: list[int], edition: int | None) -> None:
        unifications = rows(Unification, edition, "group_id", "into_id").filter(group__in=groups, into__in=groups)
        for recorded, retracted, group, into in unifications.order_by("pk"):
            self.unifications[group].append((recorded, retracted, (group, into)))
        relations = rows(Relation, edition, "group_id", "kind", "other_id", "starts", "ends").filter(
            group__in=groups, other__in=groups, kind__in=COMPARED
        )
        for recorded, retracted, group, kind, other, starts, ends in relations.order_by("pk"):
            tie = (group, acts.RelationKind(kind), other, intervals.Span(starts, ends))
            self.relations[group].append((recorded, retracted, tie))


_KINDS = {kind.value: kind for kind in acts.EventKind}
_EFFECTS = {effect.value: effect for effect in acts.Effect}
_SCOPES: dict[str, acts.Scope | None] = {"": None, **{scope.value: scope for scope in acts.Scope}}
_REASONS: dict[str, acts.Reason | None] = {"": None, **{reason.value: reason for reason in acts.Reason}}
_CITATION_KINDS = {kind.value: kind for kind in acts.CitationKind}


def _citations(groups: list[int], edition: int | None) -> dict[int, list[Dated[acts.Citation]]]:
    found: dict[int, list[Dated[acts.Citation]]] = defaultdict(list)
    columns = ("event_id", "key", "kind", "stated", "read", "publisher", "url", "title", "bytes_sha256")
    of_groups = rows(Citation, edition, *columns).filter(event__group__in=groups)
    for recorded, retracted, event, key, kind, stated, read, publisher, url, title, sha256 in of_groups.order_by(
        "event_id", "key", "pk"
    ):
        said = acts.Citation(
            key=key,
            kind=_CITATION_KINDS[kind],
            stated=dates.StatedDate.parse(stated) if stated else None,
            read=read,
            publisher=publisher,
            story=sha256 or url or title,
        )
        found[event].append((recorded, retracted, said))
    return found


def _settled(groups: list[int], edition: int | None) -> dict[int, list[Dated[dates.StatedDate]]]:
    found: dict[int, list[Dated[dates.StatedDate]]] = defaultdict(list)
    of_groups = rows(Settlement, edition, "act_id", "stated").filter(
        act__in=Event.objects.filter(group__in=groups).values("act")
    )
    for recorded, retracted, act, stated in of_groups.order_by("pk"):
        found[act].append((recorded, retracted, dates.StatedDate.parse(stated)))
    return found
