"""Positions and cells: where an authority stands towards a group on a day, and what reaches it."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designations.domain.acts import Event, EventKind, Scope, date_of
from designations.domain.intervals import Span
from designations.domain.periods import History, Standing, fold
from designations.domain.positions import Cell, Covering, Position, State, cell, coverings, positions, reaches_members
from designations.domain.registry import NoList, Regime, Registry
from designations.domain.scene import Scene
from tests.domain.made import BAN, GROUP, act, complete, member, read, span, world
from tests.strategies import AUTHORITIES, DAYS, GROUPS, STATES, listings, scenes

EMPTY = Span(None, None)


def on(day: str, scene: Scene, authority: str = "KZ", group: str = GROUP) -> Cell:
    return cell(authority, group, scene.histories, scene.registry, date.fromisoformat(day))


def of(scene: Scene, authority: str = "KZ") -> tuple[Position, ...]:
    return positions(authority, GROUP, scene.histories.values(), scene.registry)


def told_by(history: History, day: date) -> tuple[State, bool] | None:
    """What a listing says on a day, from its own periods and acts: the state, and whether it is only possible."""
    for when, possible in (("certain", False), ("possible", True)):
        for period in history.periods:
            days = getattr(period, when)
            if days is not None and days.contains(day):
                in_force = period.standing is Standing.IN_FORCE
                return (State.LISTED if in_force else State.SUSPENDED), possible
    if any(period.ends and period.ends.latest and period.ends.latest <= day for period in history.periods):
        return State.DELISTED, False
    by_then = [event for event in history.events if (latest := date_of(event).latest) and latest <= day]
    if any(event.changes_state for event in by_then):
        return None
    return (State.ANNOUNCED, False) if any(event.kind is EventKind.ANNOUNCED for event in by_then) else None


def strongest(told: Iterable[tuple[State, bool]]) -> tuple[State, bool] | None:
    return min(told, key=lambda pair: (list(State).index(pair[0]), pair[1]), default=None)


@given(scenes(), DAYS)
def test_positions_are_ordered_and_disjoint_and_agree_with_the_acts_of_any_day(scene: Scene, day: date) -> None:
    for authority in AUTHORITIES:
        for group in GROUPS:
            own = [
                history
                for history in scene.histories.values()
                if history.group == group and scene.registry.authority_of(history.regime) == authority
            ]
            found = positions(authority, group, own, scene.registry)
            for one, two in pairwise(found):
                assert one.span.ends is not None
                assert two.span.starts is not None
                assert one.span.ends <= two.span.starts
                assert one.span.ends < two.span.starts or (one.state, one.act, one.possible) != (
                    (two.state, two.act, two.possible) if one == two else None
                )
            hard = [history for history in own if scene.registry.regimes[history.regime].hard]
            expected = strongest(told for history in hard if (told := told_by(history, day)))
            held = next((each for each in found if each.span.contains(day)), None)
            if expected is None:
                assert held is None or (held.state, held.political) == (State.UNKNOWN, True)
            else:
                assert held is not None
                assert (held.state, held.possible) == expected
                assert held.act in {event.act for history in own for event in history.events}


@given(scenes(), DAYS)
def test_a_cell_never_infers_a_state_from_silence(scene: Scene, day: date) -> None:
    for authority in STATES:
        for group in GROUPS:
            found = cell(authority, group, scene.histories, scene.registry, day)
            if found.state is State.NOT_LISTED:
                hard = scene.registry.hard_regimes(authority)
                assert hard
                assert all(scene.registry.is_complete(regime.slug, day) for regime in hard)
            if found.state is State.NO_LIST:
                assert scene.registry.keeps_no_list(authority, day)
            if found.position and found.position.state is not State.UNKNOWN:
                assert found.state is found.position.state


@given(scenes(), DAYS)
def test_only_bodies_of_which_it_is_a_member_cover_an_authority(scene: Scene, day: date) -> None:
    for authority in STATES:
        for group in GROUPS:
            for covering in coverings(authority, group, scene.histories.values(), scene.registry, day):
                regime = scene.registry.regimes[covering.regime]
                assert covering.body in scene.registry.bodies_of(authority, day)
                assert (regime.binds_members, regime.hard) == (True, True)
                assert covering.scope is not Scope.COOPERATION_ONLY


def test_a_listing_goes_through_its_states() -> None:
    scene = world(
        act("kz-bans", "announced", "2019-01-01"),
        act("kz-bans", "listed", "2020-01-01"),
        act("kz-bans", "suspended", "2021-01-01"),
        act("kz-bans", "delisted", "2022-01-01"),
        act("kz-bans", "announced", "2023-01-01"),
    )

    assert [(position.state, str(position.span.starts)) for position in of(scene)] == [
        (State.ANNOUNCED, "2019-01-01"),
        (State.LISTED, "2020-01-01"),
        (State.SUSPENDED, "2021-01-01"),
        (State.DELISTED, "2022-01-01"),
    ]
    assert on("2018-12-31", scene).state is State.UNKNOWN
    assert on("2024-01-01", scene).state is State.DELISTED


def test_nothing_is_announced_after_a_first_act_that_did_not_fit() -> None:
    scene = world(act("kz-bans", "announced", "2019-01-01"), act("kz-bans", "delisted", "2020-01-01"))

    assert on("2019-06-01", scene).state is State.ANNOUNCED
    assert on("2020-01-01", scene).state is State.UNKNOWN


def test_days_that_coarse_dates_leave_open_are_possible() -> None:
    scene = world(act("kz-bans", "listed", "2020"), act("kz-bans", "delisted", "2022-05"))

    assert [(str(each.span.starts), each.state, each.possible) for each in of(scene)] == [
        ("2020-01-01", State.LISTED, True),
        ("2020-12-31", State.LISTED, False),
        ("2022-05-01", State.LISTED, True),
        ("2022-05-31", State.DELISTED, False),
    ]


def test_a_listing_of_unknown_beginning_is_possible_ever_before() -> None:
    scene = world(act("kz-bans", "listed", "../2007-12-24"))

    assert [(each.span, each.possible) for each in of(scene)] == [
        (span("", "2007-12-24"), True),
        (span("2007-12-24"), False),
    ]


def test_the_strongest_of_an_authoritys_hard_regimes_tells() -> None:
    scene = world(
        act("kz-bans", "listed", "2019-01-01"),
        act("kz-bans", "delisted", "2021-01-01"),
        act("kz-freezes", "listed", "2020-01-01", scope=Scope.WING),
    )
    found = on("2021-06-01", scene)

    assert found.state is State.LISTED
    assert found.position is not None
    assert (found.position.mixed, found.position.regimes) == (True, ("kz-freezes",))
    assert found.position.scope is Scope.WING
    both = on("2020-06-01", scene).position
    assert both is not None
    assert (both.mixed, both.regimes, both.scope) == (False, ("kz-bans", "kz-freezes"), Scope.WHOLE)


def test_an_announcement_under_another_list_makes_nothing_mixed() -> None:
    scene = world(act("kz-bans", "listed", "2019-01-01"), act("kz-freezes", "announced", "2019-06-01"))
    found = on("2020-01-01", scene).position

    assert found is not None
    assert not found.mixed


def test_a_soft_regime_is_a_mark_and_no_state() -> None:
    scene = world(act("kz-bars", "listed", "2019-01-01"), act("kz-bars", "delisted", "2020-01-01"))
    barred = on("2019-06-01", scene)

    assert barred.state is State.UNKNOWN
    assert barred.position is not None
    assert (barred.position.political, barred.position.act) == (True, None)
    assert on("2020-06-01", scene).position is None


def test_a_soft_regime_is_a_mark_on_the_state_of_a_hard_one() -> None:
    scene = world(act("kz-bars", "listed", "2019-01-01"), act("kz-bans", "listed", "2019-01-01"))
    found = on("2019-06-01", scene).position

    assert found is not None
    assert (found.state, found.political) == (State.LISTED, True)


def test_not_listed_needs_complete_coverage_of_every_hard_regime() -> None:
    partly = world(act("us-terms", "listed", "2019-01-01"), coverage=[complete("kz-bans", "2020-01-01")])
    wholly = world(coverage=[complete("kz-bans", "2020-01-01"), complete("kz-freezes", "2020-01-01", "2021-01-01")])

    assert on("2020-06-01", partly).state is State.UNKNOWN
    assert on("2020-06-01", wholly).state is State.NOT_LISTED
    assert on("2021-01-01", wholly).state is State.UNKNOWN


def test_no_list_is_stated_and_dated() -> None:
    scene = world(no_lists=[NoList("CH", span("2020-01-01", "2021-01-01"))])

    assert on("2020-06-01", scene, "CH").state is State.NO_LIST
    assert on("2021-01-01", scene, "CH").state is State.UNKNOWN
    assert on("2020-06-01", scene, "LI").state is State.UNKNOWN


def test_the_founding_cell_is_delisted_and_covered() -> None:
    scene = world(
        act("kz-bans", "listed", "2005-03-15"),
        act("kz-bans", "delisted", "2023-12-29"),
        act("un-new", "listed", "2011-06-17", scope=Scope.ASSOCIATED),
        memberships=[member("KZ", "UN", "1992-03-02")],
    )
    found = on("2024-06-10", scene)

    assert found.state is State.DELISTED
    assert found.covered_by == (Covering("UN", "un-new", Scope.ASSOCIATED),)


@pytest.mark.parametrize(
    ("day", "ties", "scope"),
    [
        ("2010-01-01", [member("KZ", "UN")], None),
        ("2020-01-01", [member("KZ", "UN", "2021-01-01")], None),
        ("2020-01-01", [member("KZ", "UN", "1992-03-02", "2020-01-01")], None),
        ("2020-01-01", [member("KG", "UN")], None),
        ("2020-01-01", [member("KZ", "UN")], Scope.COOPERATION_ONLY),
    ],
    ids=["before it", "not yet a member", "no longer a member", "another is", "cooperation only"],
)
def test_what_does_not_reach_a_member_does_not_cover_it(day: str, ties: list, scope: Scope | None) -> None:
    scene = world(act("un-new", "listed", "2011-06-17", scope=scope), memberships=ties)

    assert not on(day, scene).covered_by


def test_a_suspended_listing_covers_nobody() -> None:
    scene = world(
        act("un-new", "listed", "2011-06-17"),
        act("un-new", "suspended", "2020-01-01"),
        memberships=[member("KZ", "UN")],
    )

    assert on("2019-12-31", scene).covered_by
    assert not on("2020-01-01", scene).covered_by


def test_an_entry_for_police_cooperation_alone_reaches_no_member() -> None:
    scene = world(
        act("eu-list", "listed", "2011-06-17", scope=Scope.COOPERATION_ONLY), act("un-new", "listed", "2011-06-17")
    )

    assert not reaches_members(scene.histories["eu-list", GROUP].periods[0])
    assert reaches_members(scene.histories["un-new", GROUP].periods[0])


def test_another_group_is_another_cell() -> None:
    scene = world(act("kz-bans", "listed", "2019-01-01", group="front"))

    assert on("2020-01-01", scene).state is State.UNKNOWN
    assert on("2020-01-01", scene, group="front").state is State.LISTED


@given(listings(), st.data())
def test_what_moves_nothing_leaves_positions_and_grades_as_they_are(events: list[Event], data: st.DataObject) -> None:
    fewer = data.draw(st.lists(st.sampled_from(events), min_size=1, unique_by=lambda event: event.act))
    one, two = fold(events), fold(fewer)
    registry = Registry.of([Regime("list", "KZ", BAN)])

    if one.stands_as(two):
        said = positions("KZ", "movement", [one], registry)
        assert said == positions("KZ", "movement", [two], registry)
        assert all(one.event(each.act).grade is two.event(each.act).grade for each in said if each.act)


def test_a_renewal_moves_nothing_and_an_amendment_may() -> None:
    listed = act("kz-bans", "listed", "2020-01-01")
    plain = fold([listed])

    assert fold([listed, act("kz-bans", "renewed", "2021-01-01")]).stands_as(plain)
    assert not fold([listed, act("kz-bans", "amended", "2021-01-01")]).stands_as(plain)
    assert not fold([act("kz-bans", "listed", "2020-01-01", cited=[read()])]).stands_as(plain)
