"""The six rules: from the histories of a group and its family to the conflicts between its listings.

The obligation of members of the United Nations rests on Articles 25, 41 and 48(2) of the Charter; that of members of
the European Union on Article 29 TEU and Article 215 TFEU. The other rules compare; they assert no obligation.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from designations.domain.acts import Effect, Reason, Scope, date_of, weakest
from designations.domain.conflicts import Conflict, Likeness, Rule, hull
from designations.domain.intervals import Span
from designations.domain.keepers import Keeper, keeper_in, keepers_of, narrowed
from designations.domain.parts import scope_conflicts
from designations.domain.periods import Bound
from designations.domain.scene import Scene
from designations.domain.stops import (
    GRACE,
    Ending,
    Stop,
    endings,
    first_in_force,
    follows_its_entry,
    listed_by,
    relisted_on,
    stops,
)

_NO_DIVERGENCE = frozenset({Reason.ERROR, Reason.MOVED, Reason.REPLACED})
_NO_BLOC = frozenset({Reason.ERROR})
_NO_MOVE = frozenset({Reason.MOVED, Reason.REPLACED})

Sides = dict[str, list[Keeper]]
"""By body, the keepers that stand against a stop."""


def conflicts(group: str, scene: Scene) -> tuple[Conflict, ...]:
    """Every conflict between listings of a group, by key. The scene must hold its history and its family's."""
    found: list[Conflict] = []
    for authority in scene.authorities(group):
        for stop in stops(authority, group, scene):
            found += between_authorities(stop, keepers_of(stop, scene), scene)
            found += _in_the_family(stop, scene)
        found += internal(authority, group, scene)
    found += scope_conflicts(group, scene)
    return by_key(found)


def by_key(found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Conflicts in the order of their keys."""
    return tuple(sorted(found, key=lambda conflict: conflict.key))


class Finding(NamedTuple):
    """What stands against a stop by one rule: the parties in their order, and the weaker readings of the same pairs."""

    rule: Rule
    body: str | None
    parties: tuple[Keeper, ...]
    facets: tuple[str, ...] = ()

    def conflict(self, stop: Stop, scene: Scene) -> Conflict:
        """The conflict that it is."""
        return _conflict(self.rule, stop, self.parties, scene, body=self.body, facets=self.facets)


def between_authorities(stop: Stop, keepers: list[Keeper], scene: Scene) -> list[Conflict]:
    """Obligation, bloc and divergence: each pair of authorities in the strongest rule that holds for it."""
    return [each.conflict(stop, scene) for each in findings(stop, keepers, scene)]


def findings(stop: Stop, keepers: list[Keeper], scene: Scene) -> list[Finding]:
    """What stands against a stop by each of the three rules between authorities."""
    obligations = _obligations(stop, keepers, scene)
    blocs = _blocs(stop, keepers, scene)
    found: list[Finding] = []
    taken: set[str] = set()
    for rule, by_body in ((Rule.OBLIGATION, obligations), (Rule.BLOC, blocs)):
        for body in sorted(by_body, key=lambda each: (-len(by_body[each]), each)):
            parties = [party for party in by_body[body] if party.authority not in taken]
            if parties:
                authorities = {party.authority for party in parties}
                facets = _facets(rule, body, authorities, obligations, blocs)
                found.append(Finding(rule, body, _in_order(parties), facets))
                taken |= authorities
    if stop.reason not in _NO_DIVERGENCE:
        apart = [keeper for keeper in keepers if keeper.scope is stop.scope and keeper.authority not in taken]
        if apart:
            found.append(Finding(Rule.DIVERGENCE, None, _in_order(apart)))
    return found


def _obligations(stop: Stop, keepers: list[Keeper], scene: Scene) -> Sides:
    """By body: its binding listings that reach the member that stopped, while it is a member."""
    found: Sides = {}
    for membership in scene.registry.memberships_of(stop.authority):
        if not membership.span.contains(stop.day):
            continue
        for keeper in keepers:
            if keeper.authority != membership.body or keeper.scope is Scope.COOPERATION_ONLY:
                continue
            if scene.registry.regimes[keeper.regime].binds_members:
                inside = narrowed(keeper, membership.span)
                if inside:
                    found.setdefault(membership.body, []).append(inside)
    return found


def _blocs(stop: Stop, keepers: list[Keeper], scene: Scene) -> Sides:
    """By bloc: the other members, or the body itself, that keep a listing of the same scope while both belong."""
    found: Sides = {}
    registry, day = scene.registry, stop.day
    blocs = [(body, span) for body, span in registry.belonging(stop.authority, day).items() if body in registry.blocs]
    if not blocs or stop.reason in _NO_BLOC:
        return found
    for keeper in keepers:
        if keeper.scope is not stop.scope:
            continue
        theirs = registry.belonging(keeper.authority, day)
        for bloc, own in blocs:
            if bloc in theirs:
                inside = narrowed(keeper, own)
                inside = narrowed(inside, theirs[bloc]) if inside else None
                if inside:
                    found.setdefault(bloc, []).append(inside)
    return found


def _facets(rule: Rule, body: str, authorities: set[str], obligations: Sides, blocs: Sides) -> tuple[str, ...]:
    """The weaker readings of the same pairs, named as ``rule:body``."""
    readings = [(Rule.OBLIGATION, obligations), (Rule.BLOC, blocs)]
    return tuple(
        f"{other.value}:{each}"
        for other, by_body in readings
        for each in sorted(by_body)
        if (other, each) != (rule, body)
        and not (rule is Rule.BLOC and other is Rule.OBLIGATION)
        and authorities & {party.authority for party in by_body[each]}
    )


def internal(authority: str, group: str, scene: Scene) -> list[Conflict]:
    """An authority closes or suspends under one hard regime while another of its hard regimes keeps."""
    found: list[Conflict] = []
    if len(scene.of_authority(authority, group)) < 2:
        return found
    for ending in endings(authority, group, scene):
        stop = _as_stop(authority, group, ending)
        if stop.reason in _NO_MOVE or follows_its_entry(ending, scene):
            continue
        kept = []
        for history in scene.of_authority(authority, group):
            if history.regime == ending.history.regime:
                continue
            kept += [
                inside
                for keeper in keeper_in(history, stop, scene)
                if not _begun_with(stop, keeper, scene)
                and (inside := narrowed(keeper, Span(stop.day, first_in_force(ending.history, stop.day))))
            ]
        if kept:
            found.append(_conflict(Rule.INTERNAL, stop, _in_order(kept), scene))
    return found


def _as_stop(authority: str, group: str, ending: Ending) -> Stop:
    event = ending.history.event(ending.act)
    stated = date_of(event)
    return Stop(
        authority=authority,
        group=group,
        act=ending.act,
        regime=ending.history.regime,
        scope=ending.period.scope,
        suspended=event.effect is Effect.PAUSE,
        reason=event.reason,
        when=Bound(stated.earliest, stated.latest),
        acts=(ending.act,),
    )


def _in_the_family(stop: Stop, scene: Scene) -> list[Conflict]:
    """An authority stops the whole and keeps its wing, or stops a group and keeps the one it continues, or reverse."""
    if stop.reason in _NO_DIVERGENCE:
        return []
    found = []
    again = relisted_on(stop.authority, stop.group, stop.day, scene)
    for relative in sorted({*scene.wings_of(stop.group, stop.day), *scene.continuations(stop.group, stop.day)}):
        kept = [
            inside
            for history in scene.of_authority(stop.authority, relative)
            for keeper in keeper_in(history, stop, scene)
            if not _begun_with(stop, keeper, scene) and (inside := narrowed(keeper, Span(stop.day, again)))
        ]
        if kept:
            found.append(_conflict(Rule.FAMILY, stop, _in_order(kept), scene, other_group=relative))
    return found


def _in_order(parties: list[Keeper]) -> tuple[Keeper, ...]:
    return tuple(sorted(parties, key=_PLACE))


_PLACE = attrgetter("authority", "regime", "group")


def _begun_with(stop: Stop, keeper: Keeper, scene: Scene) -> bool:
    """Whether what is kept was listed within seven days of the stop: the group was moved or renamed, not kept."""
    history = scene.histories[keeper.regime, keeper.group]
    begins = date_of(history.event(listed_by(history, keeper.opened_by))).latest
    return begins is not None and begins >= stop.day - GRACE


def _conflict(
    rule: Rule,
    stop: Stop,
    parties: tuple[Keeper, ...],
    scene: Scene,
    *,
    body: str | None = None,
    other_group: str | None = None,
    facets: tuple[str, ...] = (),
) -> Conflict:
    stopping = scene.histories[stop.regime, stop.group].event(stop.act)
    return Conflict(
        key=":".join(part for part in (rule.value, stop.act, body or other_group) if part),
        rule=rule,
        group=stop.group,
        authority=stop.authority,
        act=stop.act,
        regime=stop.regime,
        body=body,
        other_group=other_group,
        scope=stop.scope,
        suspended=stop.suspended,
        reason=stop.reason,
        earliest=stop.when.earliest,
        span=hull(parties),
        likeness=_likeness(stop, parties, scene),
        grade=weakest([stopping.grade, *[party.grade for party in parties]]),
        parties=parties,
        facets=facets,
    )


def _likeness(stop: Stop, parties: tuple[Keeper, ...], scene: Scene) -> Likeness:
    """How alike the closest pair of instruments is."""
    regimes = scene.registry.regimes
    kinds = {regimes[party.regime].kind for party in parties if party.scope is stop.scope}
    if regimes[stop.regime].kind in kinds:
        return Likeness.SAME_KIND
    return Likeness.DIFFERENT_KIND if kinds else Likeness.DIFFERENT_SCOPE
