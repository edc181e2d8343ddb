"""Stops: acts after which an authority has a group on none of its hard lists."""

from datetime import date

import pytest
from hypothesis import given

from designations.domain.acts import Effect, Reason, Scope
from designations.domain.scene import Scene
from designations.domain.stops import GRACE, Stop, endings, relisted_on, stops
from tests.domain.made import GROUP, act, wing, world
from tests.strategies import AUTHORITIES, GROUPS, scenes


def of(scene: Scene, authority: str = "KZ", group: str = GROUP) -> list[Stop]:
    return stops(authority, group, scene)


def days(found: list[Stop]) -> list[str]:
    return [str(stop.day) for stop in found]


@given(scenes())
def test_after_a_stop_no_hard_list_of_the_authority_has_the_group(scene: Scene) -> None:
    for authority in AUTHORITIES:
        for group in GROUPS:
            found = stops(authority, group, scene)
            for stop in found:
                assert not scene.in_force(authority, group, stop.day + GRACE)
                assert scene.registry.regimes[stop.regime].hard
                assert scene.histories[stop.regime, group].event(stop.act).effect in (Effect.CLOSE, Effect.PAUSE)
            assert sorted(stop.day for stop in found) == [stop.day for stop in found]


@given(scenes())
def test_every_ending_is_in_one_stop_at_most(scene: Scene) -> None:
    for authority in AUTHORITIES:
        for group in GROUPS:
            joined = [act for stop in stops(authority, group, scene) for act in stop.acts]
            ended = [ending.act for ending in endings(authority, group, scene)]

            assert len(set(joined)) == len(joined)
            assert set(joined) <= set(ended)


def test_a_close_is_a_stop_with_its_reason_and_scope() -> None:
    [stop] = of(
        world(
            act("kz-bans", "listed", "2005-03-15", scope=Scope.WING),
            act("kz-bans", "delisted", "2023-12-29", reason=Reason.REVOKED),
        )
    )

    assert (stop.regime, stop.act, stop.day) == ("kz-bans", "kz-bans delisted 2023-12-29", date(2023, 12, 29))
    assert (stop.scope, stop.reason, stop.suspended) == (Scope.WING, Reason.REVOKED, False)


def test_a_suspension_is_a_stop_and_the_close_after_it_is_not_another() -> None:
    [stop] = of(
        world(
            act("kz-bans", "listed", "2005-03-15"),
            act("kz-bans", "suspended", "2020-01-01"),
            act("kz-bans", "delisted", "2022-01-01"),
        )
    )

    assert stop.suspended
    assert stop.day == date(2020, 1, 1)


def test_under_a_soft_regime_nothing_stops() -> None:
    assert not of(world(act("kz-bars", "listed", "2005-03-15"), act("kz-bars", "delisted", "2020-01-01")))


def test_an_amendment_ends_a_period_and_no_listing() -> None:
    assert not of(world(act("kz-bans", "listed", "2005-03-15"), act("kz-bans", "amended", "2020", scope=Scope.WING)))


def test_an_ending_of_no_latest_day_is_no_stop() -> None:
    assert not of(world(act("kz-bans", "listed", "2005-03-15"), act("kz-bans", "delisted", "2020-01-01/..")))


def test_a_coarse_ending_stops_on_its_latest_day() -> None:
    [stop] = of(world(act("kz-bans", "listed", "2005-03-15"), act("kz-bans", "delisted", "2020-02")))

    assert (stop.when.earliest, stop.day) == (date(2020, 2, 1), date(2020, 2, 29))


def test_one_list_dropped_while_another_stays_is_no_stop() -> None:
    scene = world(
        act("kz-bans", "listed", "2005-03-15"),
        act("kz-bans", "delisted", "2020-01-01"),
        act("kz-freezes", "listed", "2010-01-01"),
    )

    assert not of(scene)


@pytest.mark.parametrize(("relisted", "expected"), [("2011-06-17", []), ("2011-06-24", []), ("2011-06-25", 1)])
def test_a_move_between_lists_within_seven_days_is_no_stop(relisted: str, expected: int | list) -> None:
    scene = world(
        act("un-old", "listed", "2001-01-25"),
        act("un-old", "delisted", "2011-06-17"),
        act("un-new", "listed", relisted),
    )

    assert len(of(scene, "UN")) == (expected or 0)


def test_a_relisting_within_seven_days_is_no_stop() -> None:
    scene = world(
        act("kz-bans", "listed", "2005-03-15"),
        act("kz-bans", "delisted", "2020-01-01"),
        act("kz-bans", "listed", "2020-01-05"),
    )

    assert not of(scene)


@pytest.mark.parametrize(("second", "expected"), [("2020-01-08", ["2020-01-08"]), ("2020-01-09", ["2020-01-09"])])
def test_endings_within_seven_days_are_one_stop_dated_by_the_last(second: str, expected: list[str]) -> None:
    found = of(
        world(
            act("kz-bans", "listed", "2005-03-15"),
            act("kz-bans", "delisted", "2020-01-01"),
            act("kz-freezes", "listed", "2005-03-15"),
            act("kz-freezes", "delisted", second),
        )
    )

    assert days(found) == expected
    assert len(found[0].acts) == (2 if second == "2020-01-08" else 1)


def test_endings_long_after_each_other_are_two_stops() -> None:
    found = of(
        world(
            act("kz-bans", "listed", "2005-03-15"),
            act("kz-bans", "delisted", "2010-01-01"),
            act("kz-bans", "listed", "2012-01-01"),
            act("kz-bans", "delisted", "2014-01-01"),
        )
    )

    assert days(found) == ["2010-01-01", "2014-01-01"]


def test_a_wing_replaced_by_its_whole_is_no_stop() -> None:
    acts = (
        act("kz-bans", "listed", "2003-05-05", group="brigade"),
        act("kz-bans", "delisted", "2021-12-10", group="brigade"),
        act("kz-bans", "listed", "2021-12-10"),
    )

    assert not of(world(*acts, relations=[wing("brigade")]), group="brigade")
    assert of(world(*acts), group="brigade")
    assert of(world(*acts, relations=[wing("brigade", ends="2020-01-01")]), group="brigade")


def test_a_whole_dropped_while_its_wing_stays_is_a_stop() -> None:
    scene = world(
        act("kz-bans", "listed", "2003-05-05"),
        act("kz-bans", "delisted", "2021-12-10"),
        act("kz-bans", "listed", "2003-05-05", group="brigade"),
        relations=[wing("brigade")],
    )

    assert days(of(scene)) == ["2021-12-10"]


def alias(ends: str, *entry_ends: str, kind: str = "delisted", scope: Scope | None = None) -> Scene:
    """Another name of the entry "front", closed on a day; the entry itself on others."""
    of_entry = [act("kz-bans", kind, day, group="front", scope=scope) for day in entry_ends]
    return world(
        act("kz-bans", "listed", "2018-06-01", scope=Scope.ALIAS_OF, of="front"),
        act("kz-bans", "delisted", ends),
        act("kz-bans", "listed", "2014-05-15", group="front"),
        *of_entry,
    )


@pytest.mark.parametrize(
    ("entry_ends", "own"),
    [(["2025-07-08"], 0), (["2025-07-01"], 0), (["2025-07-15"], 0), (["2025-07-16"], 1), ([], 1)],
)
def test_another_name_that_ends_with_its_entry_is_part_of_the_stop_of_that_entry(
    entry_ends: list[str], own: int
) -> None:
    scene = alias("2025-07-08", *entry_ends)

    assert len(of(scene)) == own
    assert len(of(scene, group="front")) == len(entry_ends)


def test_another_name_that_ends_while_its_entry_is_only_amended_stops_by_itself() -> None:
    assert len(of(alias("2025-07-08", "2025-07-08", kind="amended", scope=Scope.WING))) == 1


def test_another_name_without_an_entry_in_the_record_stops_by_itself() -> None:
    unnamed = act("kz-bans", "listed", "2018-06-01", scope=Scope.ALIAS_OF)
    named = act("kz-bans", "listed", "2018-06-01", scope=Scope.ALIAS_OF, of="front")
    close = act("kz-bans", "delisted", "2025-07-08")

    assert len(of(world(unnamed, close))) == 1
    assert len(of(world(named, close))) == 1


def test_the_next_listing_after_a_stop_is_found_under_any_hard_regime() -> None:
    scene = world(
        act("kz-bars", "listed", "2020-06-01"),
        act("kz-freezes", "listed", "2022-01-01"),
        act("kz-bans", "listed", "2021"),
    )

    assert relisted_on("KZ", GROUP, date(2020, 1, 1), scene) == date(2021, 12, 31)
    assert relisted_on("KZ", GROUP, date(2022, 1, 1), scene) is None
