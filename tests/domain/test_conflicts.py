"""What holds of the conflicts of any record."""

from datetime import timedelta
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from designations.domain.acts import Reason, Scope, date_of
from designations.domain.conflicts import WEIGHT_REASONS, WEIGHTS, Conflict, Rule
from designations.domain.intervals import Span
from designations.domain.registry import Registry
from designations.domain.rules import conflicts
from designations.domain.scene import SHORTEST_DAYS, Scene
from tests.strategies import GROUPS, scenes

BETWEEN = (Rule.OBLIGATION, Rule.BLOC, Rule.DIVERGENCE)


def everything(scene: Scene) -> list[Conflict]:
    return [conflict for group in GROUPS for conflict in conflicts(group, scene)]


def inside(inner: Span, outer: Span) -> bool:
    return inner.intersect(outer) == inner


@given(scenes(), st.randoms(use_true_random=False))
def test_conflicts_do_not_depend_on_the_order_of_anything(scene: Scene, random: Random) -> None:
    registry = scene.registry
    mixed = Registry.of(
        random.sample(list(registry.regimes.values()), len(registry.regimes)),
        memberships=tuple(random.sample(registry.memberships, len(registry.memberships))),
        coverage=tuple(random.sample(registry.coverage, len(registry.coverage))),
        relations=tuple(random.sample(registry.relations, len(registry.relations))),
        no_lists=registry.no_lists,
        blocs=registry.blocs,
    )
    histories = random.sample(list(scene.histories.items()), len(scene.histories))

    assert everything(Scene(mixed, dict(histories))) == everything(scene)


@given(scenes())
def test_every_conflict_has_a_key_of_its_own(scene: Scene) -> None:
    keys = [conflict.key for conflict in everything(scene)]

    assert len(set(keys)) == len(keys)


@given(scenes())
def test_no_span_is_shorter_than_eight_days(scene: Scene) -> None:
    for conflict in everything(scene):
        assert conflict.parties
        for span in (conflict.span, *(party.span for party in conflict.parties if conflict.rule is not Rule.SCOPE)):
            length = span.length()
            assert length is None or length >= SHORTEST_DAYS
        assert all(inside(party.span, conflict.span) for party in conflict.parties)


@given(scenes())
def test_a_pair_of_authorities_counts_in_the_strongest_rule_only(scene: Scene) -> None:
    by_stop: dict[str, list[Conflict]] = {}
    for conflict in everything(scene):
        if conflict.rule in BETWEEN:
            by_stop.setdefault(conflict.act, []).append(conflict)
    for of_one_stop in by_stop.values():
        parties = [{party.authority for party in conflict.parties} for conflict in of_one_stop]
        assert not any(one & two for one, two in combinations(parties, 2))
        for conflict in of_one_stop:
            assert f"{conflict.rule.value}:{conflict.body}" not in conflict.facets


@given(scenes())
def test_keepers_are_fixed_on_the_day_of_the_stop(scene: Scene) -> None:
    for conflict in everything(scene):
        if conflict.rule is Rule.SCOPE:
            continue
        day = date_of(scene.histories[conflict.regime, conflict.group].event(conflict.act)).latest
        assert day is not None
        assert conflict.span.starts == day
        for party in conflict.parties:
            assert party.span.starts == day
            history = scene.histories[party.regime, party.group]
            assert any(
                period.opened_by == party.opened_by and period.certain and period.certain.contains(day)
                for period in history.periods
            )
            opened = date_of(history.event(party.opened_by)).latest
            assert opened is not None
            assert opened <= day
            assert scene.registry.regimes[party.regime].hard


@given(scenes())
def test_a_party_is_last_seen_after_the_stop_if_it_is_seen_at_all(scene: Scene) -> None:
    for conflict in everything(scene):
        for party in conflict.parties:
            assert party.last_seen is not None
            if party.seen and conflict.span.starts:
                assert party.last_seen >= conflict.span.starts


@given(scenes())
def test_each_rule_asks_for_what_it_is_about(scene: Scene) -> None:
    registry = scene.registry
    for conflict in everything(scene):
        others = {party.authority for party in conflict.parties}
        match conflict.rule:
            case Rule.OBLIGATION:
                assert others == {conflict.body}
                assert all(registry.regimes[party.regime].binds_members for party in conflict.parties)
                assert all(party.scope is not Scope.COOPERATION_ONLY for party in conflict.parties)
            case Rule.BLOC:
                assert conflict.body in registry.blocs
                assert conflict.reason is not Reason.ERROR
                assert all(party.scope is conflict.scope for party in conflict.parties)
                assert conflict.authority not in others
            case Rule.DIVERGENCE:
                assert conflict.reason not in (Reason.ERROR, Reason.MOVED, Reason.REPLACED)
                assert all(party.scope is conflict.scope for party in conflict.parties)
                assert conflict.authority not in others
            case Rule.INTERNAL:
                assert others == {conflict.authority}
                assert conflict.regime not in {party.regime for party in conflict.parties}
            case Rule.FAMILY:
                assert others == {conflict.authority}
                assert {party.group for party in conflict.parties} == {conflict.other_group}
            case Rule.SCOPE:
                assert conflict.authority is None
                assert len(others) > 1


@given(scenes())
def test_the_stopper_has_nothing_in_force_while_others_contradict_it(scene: Scene) -> None:
    for conflict in everything(scene):
        if conflict.rule in BETWEEN and conflict.authority and conflict.span.ends:
            last = conflict.span.ends - timedelta(days=1)
            assert not scene.in_force(conflict.authority, conflict.group, last)


def test_every_rule_has_a_weight_and_says_why() -> None:
    assert set(WEIGHTS) == set(WEIGHT_REASONS) == set(Rule)
