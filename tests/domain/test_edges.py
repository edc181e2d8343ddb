"""What lies at the edge of a rule: spans of too few days, dates that begin twice, days that are not known."""

from dataclasses import replace

import pytest

from designations.domain.acts import Scope
from designations.domain.conflicts import Rule
from designations.domain.dates import StatedDate
from designations.domain.keepers import narrowed
from designations.domain.stops import stops
from tests.domain.made import GROUP, act, found, member, span, world

LISTED, STOPPED = act("kz-bans", "listed", "2010-01-01"), act("kz-bans", "delisted", "2020-01-01")


@pytest.mark.parametrize(("left", "expected"), [("2020-01-08", 0), ("2020-01-09", 1)])
def test_a_body_that_is_left_within_a_week_binds_no_more(left: str, expected: int) -> None:
    scene = world(
        LISTED, STOPPED, act("un-new", "listed", "2005-01-01"), memberships=[member("KZ", "UN", "1992-03-02", left)]
    )

    assert len(found(scene, Rule.OBLIGATION)) == expected


@pytest.mark.parametrize(("left", "expected"), [("2020-01-08", 0), ("2020-01-09", 1)])
def test_a_bloc_that_is_left_within_a_week_is_no_bloc_of_two(left: str, expected: int) -> None:
    scene = world(
        LISTED,
        STOPPED,
        act("kg-bans", "listed", "2005-01-01"),
        memberships=[member("KZ", "CSTO", "2002-01-01", left), member("KG", "CSTO", "2002-01-01")],
    )

    assert len(found(scene, Rule.BLOC)) == expected


def test_a_keeper_of_few_days_keeps_nothing() -> None:
    scene = world(
        LISTED, STOPPED, act("un-new", "listed", "2005-01-01"), memberships=[member("KZ", "UN", "1992-03-02")]
    )
    (conflict,) = found(scene, Rule.OBLIGATION)
    (keeper,) = conflict.parties

    assert narrowed(keeper, span("2020-01-01", "2020-01-05")) is None
    assert narrowed(keeper, span("2019-01-01", "2019-02-01")) is None
    assert narrowed(keeper, span("2020-02-01", "2020-02-20")).span == span("2020-02-01", "2020-02-20")


def test_an_act_of_a_coarse_date_that_begins_two_spans_makes_one_conflict() -> None:
    changed = act("kz-bans", "amended", "2010", scope=Scope.WING)
    scene = world(
        act("kz-bans", "listed", "2005-01-01", scope=Scope.WHOLE),
        changed,
        act("kz-freezes", "listed", "2006-01-01", scope=Scope.WING),
        act("kz-freezes", "delisted", "2010-07-01"),
        act("ru-bans", "listed", "2000-01-01", scope=Scope.WHOLE),
        act("ru-bans", "delisted", "2010-06-01"),
        act("us-terms", "listed", "2010-09-01", scope=Scope.WHOLE),
    )

    (conflict,) = found(scene, Rule.SCOPE)
    assert (conflict.act, conflict.span) == (changed.act, span("2010-01-01"))
    assert {party.authority for party in conflict.parties} == {"KZ", "RU", "US"}


def test_a_stop_whose_latest_day_is_unknown_has_no_day() -> None:
    scene = world(LISTED, STOPPED)
    (stop,) = stops("KZ", GROUP, scene)

    assert str(stop.day) == "2020-01-01"
    with pytest.raises(ValueError, match="has a latest day"):
        replace(stop, when=StatedDate.parse("2020-01-01/..")).day  # noqa: B018
