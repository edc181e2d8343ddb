"""Conflicts from edition to edition: what is kept is what comparing afresh would find."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from designations.domain.conflicts import Rule
from designations.domain.intervals import Span
from designations.domain.periods import fold
from designations.domain.recall import Recall
from designations.domain.registry import Registry
from designations.domain.rules import conflicts
from designations.domain.scene import Scene
from tests.domain.made import GROUP, act, found, member, world
from tests.strategies import BEGINNINGS, GROUPS, NUMBERS, life, registries

OWN = GROUPS[0]


@st.composite
def courses(draw: st.DrawFn) -> list[Scene]:
    """A world whose listings are added, changed and taken away one by one, now and then with its memberships."""
    registry = draw(registries())
    groups = [OWN, OWN, OWN, OWN, OWN, GROUPS[1]] if draw(st.booleans()) else [OWN]
    listings = [(slug, group) for slug in registry.regimes for group in groups]
    step = st.tuples(st.sampled_from(listings), BEGINNINGS, NUMBERS, st.sampled_from(["say"] * 5 + ["gone", "left"]))
    histories, scenes = {}, []
    for listing, begins, numbers, do in draw(st.lists(step, min_size=4, max_size=16)):
        if do == "say":
            histories[listing] = fold(life(*listing, begins, numbers))
        elif do == "gone":
            histories.pop(listing, None)
        else:
            registry = _without_a_membership(registry)
        scenes.append(Scene(registry, dict(histories)))
    return scenes


def _without_a_membership(registry: Registry) -> Registry:
    return Registry.of(
        registry.regimes.values(),
        memberships=registry.memberships[1:],
        coverage=registry.coverage,
        relations=registry.relations,
        no_lists=registry.no_lists,
        blocs=registry.blocs,
    )


@given(courses())
def test_what_is_recalled_is_what_is_found_afresh(course: list[Scene]) -> None:
    recall = Recall()

    for scene in course:
        assert recall.conflicts(OWN, scene) == conflicts(OWN, scene)


STOPPED = (
    act("kz-bans", "listed", "2020-01-01"),
    act("kz-bans", "delisted", "2022-01-01"),
    act("un-new", "listed", "2019-01-01"),
    act("us-terms", "listed", "2019-01-01"),
)
"""Kazakhstan leaves a list that the United Nations and the United States keep."""


def test_a_conflict_that_nothing_reaches_is_the_very_same() -> None:
    recall = Recall()
    scene = world(*STOPPED, memberships=[member("KZ", "UN")])
    before = recall.conflicts(GROUP, scene)
    confirmed = fold([STOPPED[3], act("us-terms", "confirmed", "2021-01-01")])

    after = recall.conflicts(GROUP, replace(scene, histories={**scene.histories, ("us-terms", GROUP): confirmed}))

    assert [conflict.rule for conflict in before] == [Rule.DIVERGENCE, Rule.OBLIGATION]
    assert all(one is two for one, two in zip(before, after, strict=True))


def test_a_keeper_that_leaves_ends_its_conflict_at_once() -> None:
    recall = Recall()
    scene = world(*STOPPED, memberships=[member("KZ", "UN")])
    recall.conflicts(GROUP, scene)
    left = fold([STOPPED[2], act("un-new", "delisted", "2024-01-01")])
    changed = replace(scene, histories={**scene.histories, ("un-new", GROUP): left})

    after = recall.conflicts(GROUP, changed)

    [obligation] = found(changed, Rule.OBLIGATION)
    assert obligation in after
    assert obligation.span == Span(STOPPED[1].date.latest, left.events[1].date.latest)
