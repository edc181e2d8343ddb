"""The ledger as it stood at an edition, as the rules read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from designations.domain import acts, dates, intervals, registry
from designations.models import (
    Authority,
    AuthorityTerms,
    Citation,
    Coverage,
    Event,
    Group,
    Membership,
    NoListStatement,
    Regime,
    RegimeTerms,
    Relation,
    Settlement,
    Unification,
)

ListingKey = tuple[str, str]
"""Slugs of a regime and of a group."""


@dataclass
class Ledger:
    """What an edition holds of some groups: their acts by listing, and the keys behind the slugs and codes."""

    edition: int
    registry: registry.Registry
    events: dict[ListingKey, list[acts.Event]] = field(default_factory=dict)
    act_ids: dict[str, int] = field(default_factory=dict)
    group_ids: dict[str, int] = field(default_factory=dict)
    regime_ids: dict[str, int] = field(default_factory=dict)
    authority_ids: dict[str, int] = field(default_factory=dict)


def read_registry(edition: int, groups: Iterable[int] | None = None) -> registry.Registry:
    """The dated facts of an edition. ``groups`` limits the relations to those with one of them on either side."""
    span = intervals.Span
    relations = Relation.objects.known_at(edition)
    if groups is not None:
        wanted = list(groups)
        relations = relations.filter(Q(group__in=wanted) | Q(other__in=wanted))
    identity = read_identity(edition)
    return registry.Registry(
        regimes={
            slug: registry.Regime(slug, code, acts.RegimeKind(kind), binds)
            for slug, code, kind, binds in RegimeTerms.objects.known_at(edition).values_list(
                "regime__slug", "regime__authority__code", "kind", "binds_members"
            )
        },
        memberships=tuple(
            registry.Membership(member, body, span(starts, ends))
            for member, body, starts, ends in Membership.objects.known_at(edition)
            .order_by("member__code", "body__code", "starts")
            .values_list("member__code", "body__code", "starts", "ends")
        ),
        coverage=tuple(
            registry.Coverage(slug, span(starts, ends), acts.CoverageLevel(level))
            for slug, starts, ends, level in Coverage.objects.known_at(edition).values_list(
                "regime__slug", "starts", "ends", "level"
            )
        ),
        relations=tuple(
            registry.Relation(
                identity.get(group, group), acts.RelationKind(kind), identity.get(other, other), span(starts, ends)
            )
            for group, kind, other, starts, ends in relations.order_by("pk").values_list(
                "group__slug", "kind", "other__slug", "starts", "ends"
            )
            if identity.get(group, group) != identity.get(other, other)
        ),
        no_lists=tuple(
            registry.NoList(code, span(starts, ends))
            for code, starts, ends in NoListStatement.objects.known_at(edition).values_list(
                "authority__code", "starts", "ends"
            )
        ),
        blocs=frozenset(
            AuthorityTerms.objects.known_at(edition).filter(is_bloc=True).values_list("authority__code", flat=True)
        ),
    )


def read_identity(edition: int) -> dict[str, str]:
    """Slug of a group that is read as another at an edition, and the slug of that other, chains followed."""
    direct = dict(Unification.objects.known_at(edition).values_list("group__slug", "into__slug"))
    followed = {}
    for slug in direct:
        into = direct[slug]
        while into in direct:
            into = direct[into]
        followed[slug] = into
    return followed


def members_of(groups: Iterable[int], edition: int) -> dict[int, str]:
    """The groups read as one of ``groups`` at an edition, themselves included: id to the slug it is read under."""
    wanted = set(groups)
    slugs = dict(Group.objects.filter(pk__in=wanted).values_list("pk", "slug"))
    pairs = list(Unification.objects.known_at(edition).values_list("group_id", "into_id"))
    if not pairs:
        return slugs
    into = dict(pairs)
    found = {pk: slug for pk, slug in slugs.items() if pk not in into}
    for pk in into:
        top = into[pk]
        while top in into:
            top = into[top]
        if top in wanted:
            found[pk] = slugs[top]
    return found


def read_ledger(groups: Iterable[int], edition: int) -> Ledger:
    """The living acts of some groups at an edition, by listing, each with its living citations and settled date."""
    members = members_of(groups, edition)
    ledger = Ledger(edition=edition, registry=read_registry(edition, members))
    ledger.group_ids = {slug: pk for pk, slug in Group.objects.filter(pk__in=set(groups)).values_list("pk", "slug")}
    ledger.regime_ids = dict(Regime.objects.values_list("slug", "pk"))
    ledger.authority_ids = dict(Authority.objects.values_list("code", "pk"))
    citations = _citations(members, edition)
    settled = _settled(members, edition)
    by_listing: dict[ListingKey, list[acts.Event]] = defaultdict(list)
    for row in (
        Event.objects.known_at(edition)
        .filter(group__in=list(members))
        .values_list(
            "pk", "act__key", "act_id", "regime__slug", "group_id", "kind", "effect", "scope", "scope_of__slug",
            "closing_reason", "stated", "day_order",
        )
    ):  # fmt: skip
        pk, key, act_id, regime, group_id, kind, effect, scope, scope_of, reason, stated, day_order = row
        ledger.act_ids[key] = act_id
        by_listing[regime, members[group_id]].append(
            acts.Event(
                act=key,
                regime=regime,
                group=members[group_id],
                kind=acts.EventKind(kind),
                effect=acts.Effect(effect),
                stated=dates.StatedDate.parse(stated),
                scope=acts.Scope(scope) if scope else None,
                scope_of=scope_of,
                reason=acts.Reason(reason) if reason else None,
                citations=tuple(citations.get(pk, ())),
                settled=settled.get(act_id),
                day_order=day_order,
            )
        )
    ledger.events = dict(by_listing)
    return ledger


def _citations(members: Iterable[int], edition: int) -> dict[int, list[acts.Citation]]:
    found: dict[int, list[acts.Citation]] = defaultdict(list)
    for event, key, kind, stated, read, publisher, url, title, sha256 in (
        Citation.objects.known_at(edition)
        .filter(event__group__in=list(members))
        .order_by("event_id", "key")
        .values_list("event_id", "key", "kind", "stated", "read", "publisher", "url", "title", "bytes_sha256")
    ):
        found[event].append(
            acts.Citation(
                key=key,
                kind=acts.CitationKind(kind),
                stated=dates.StatedDate.parse(stated) if stated else None,
                read=read,
                publisher=publisher,
                story=sha256 or url or title,
            )
        )
    return found


def _settled(members: Iterable[int], edition: int) -> dict[int, dates.StatedDate]:
    return {
        act: dates.StatedDate.parse(stated)
        for act, stated in Settlement.objects.known_at(edition)
        .filter(act__events__group__in=list(members))
        .values_list("act_id", "stated")
    }
