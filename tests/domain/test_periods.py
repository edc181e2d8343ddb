"""The fold: the acts of one listing become periods; what does not fit is reported."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designations.domain.acts import Effect, Event, Scope
from designations.domain.periods import Break, Doubt, History, Standing, fold
from tests.domain.made import act, read
from tests.strategies import DAYS, FIRST, LAST, listings

IN_FORCE, SUSPENDED = Standing.IN_FORCE, Standing.SUSPENDED


def listed(stated: str, **said: object) -> Event:
    return act("list", "listed", stated, **said)


def delisted(stated: str, **said: object) -> Event:
    return act("list", "delisted", stated, **said)


def suspended(stated: str, **said: object) -> Event:
    return act("list", "suspended", stated, **said)


def resumed(stated: str, **said: object) -> Event:
    return act("list", "reinstated", stated, effect=Effect.RESUME, **said)


def amended(stated: str, **said: object) -> Event:
    return act("list", "amended", stated, **said)


def spans(history: History) -> list[tuple[str, str | None, Standing, Scope]]:
    """Periods as (first day, end, standing, scope), of dates that are days."""
    return [
        (str(period.starts.latest), period.ends and str(period.ends.earliest), period.standing, period.scope)
        for period in history.periods
    ]


def misfits(history: History) -> dict[str, Break]:
    return {misfit.act: misfit.why for misfit in history.misfits}


@given(listings(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_matters(events: list[Event], random: Random) -> None:
    arrived = random.sample(events, len(events))

    assert fold(arrived) == fold(events)


@given(listings())
def test_certain_periods_are_disjoint_and_ordered(events: list[Event]) -> None:
    certain = [period.certain for period in fold(events).periods if period.certain]

    for one, two in pairwise(certain):
        assert one.ends is not None
        assert two.starts is not None
        assert one.ends <= two.starts


@given(listings())
def test_the_certain_days_of_a_period_are_possible(events: list[Event]) -> None:
    for period in fold(events).periods:
        assert period.possible is not None
        assert period.certain is None or period.certain.intersect(period.possible) == period.certain


@given(listings())
def test_every_act_that_changes_the_state_is_used_once_or_reported(events: list[Event]) -> None:
    history = fold(events)
    openers = [period.opened_by for period in history.periods]
    closers = [period.closed_by for period in history.periods if period.closed_by]
    reported = [misfit.act for misfit in history.misfits]
    changing = {event.act for event in events if event.changes_state}

    assert len(set(openers)) == len(openers)
    assert len(set(closers)) == len(closers)
    assert len(set(reported)) == len(reported)
    assert set(reported) <= changing
    assert not set(reported) & {*openers, *closers}
    assert changing <= {*openers, *closers, *reported}


@given(listings())
def test_removing_misfits_changes_no_period(events: list[Event]) -> None:
    history = fold(events)
    effects = {event.act: event.effect for event in events}
    # What was listed and suspended on one day has no day in force, and is suspended all the same.
    on_one_day = (Break.CLOSED_THE_SAME_DAY, Effect.OPEN, Effect.PAUSE)
    gone = {
        misfit.act
        for misfit in history.misfits
        if (misfit.why, effects[misfit.act], effects.get(misfit.after or "")) != on_one_day
    }
    left = [event for event in events if event.act not in gone]

    if left:
        assert fold(left).periods == history.periods
    else:
        assert not history.periods


@given(listings())
def test_every_pair_of_acts_whose_dates_meet_is_a_doubt_unless_ordered(events: list[Event]) -> None:
    history = fold(events)
    changing = [event for event in history.events if event.changes_state]

    assert len(history.events) == len(events)
    for doubt in history.doubts:
        assert set(doubt.acts) <= {event.act for event in changing}
    assert len(history.doubts) <= len(changing) * (len(changing) - 1) // 2


WALK = st.lists(
    st.tuples(st.sampled_from([Effect.OPEN, Effect.CLOSE, Effect.PAUSE, Effect.RESUME]), DAYS),
    min_size=1,
    max_size=8,
    unique_by=lambda pair: pair[1],
)
MAKES = {Effect.OPEN: listed, Effect.CLOSE: delisted, Effect.PAUSE: suspended, Effect.RESUME: resumed}
NEXT = {
    (None, Effect.OPEN): IN_FORCE,
    (IN_FORCE, Effect.CLOSE): None,
    (IN_FORCE, Effect.PAUSE): SUSPENDED,
    (SUSPENDED, Effect.RESUME): IN_FORCE,
    (SUSPENDED, Effect.CLOSE): None,
}


@given(WALK)
def test_acts_of_different_days_are_read_day_by_day(walk: Sequence[tuple[Effect, date]]) -> None:
    history = fold(MAKES[effect](day.isoformat()) for effect, day in walk)
    state: Standing | None = None
    by_day: dict[date, Standing | None] = {}
    for effect, day in sorted(walk, key=lambda pair: pair[1]):
        state = NEXT.get((state, effect), state)
        by_day[day] = state

    assert not history.doubts
    now: Standing | None = None
    for number in range((LAST - FIRST).days + 2):
        day = FIRST + timedelta(days=number)
        now = by_day.get(day, now)
        holding = [period.standing for period in history.periods if period.certain and period.certain.contains(day)]
        assert holding == ([now] if now else [])


def test_a_listing_goes_through_its_states() -> None:
    history = fold(
        [
            delisted("2021-01-01"),
            listed("2020-01-01"),
            suspended("2020-03-01"),
            resumed("2020-05-01"),
            act("list", "renewed", "2020-06-01"),
            listed("2022-01-01"),
        ]
    )

    assert spans(history) == [
        ("2020-01-01", "2020-03-01", IN_FORCE, Scope.WHOLE),
        ("2020-03-01", "2020-05-01", SUSPENDED, Scope.WHOLE),
        ("2020-05-01", "2021-01-01", IN_FORCE, Scope.WHOLE),
        ("2022-01-01", None, IN_FORCE, Scope.WHOLE),
    ]
    assert not history.misfits
    assert [event.stated.text for event in history.events] == sorted(event.stated.text for event in history.events)


def test_a_close_after_a_pause_ends_the_suspension() -> None:
    history = fold([listed("2020-01-01"), suspended("2020-03-01"), delisted("2020-05-01")])

    assert spans(history)[-1] == ("2020-03-01", "2020-05-01", SUSPENDED, Scope.WHOLE)
    assert not history.misfits


def test_reinstated_after_a_close_opens() -> None:
    history = fold(
        [listed("2020-01-01"), delisted("2020-03-01"), act("list", "reinstated", "2020-05-01", effect=Effect.OPEN)]
    )

    assert spans(history)[-1] == ("2020-05-01", None, IN_FORCE, Scope.WHOLE)


@pytest.mark.parametrize(
    ("events", "act_misfit", "why"),
    [
        ([listed("2020"), listed("2021")], "list listed 2021", Break.ALREADY_LISTED),
        ([delisted("2020")], "list delisted 2020", Break.NOT_LISTED),
        ([resumed("2020")], "list reinstated 2020", Break.NOT_LISTED),
        ([suspended("2020"), listed("2021")], "list suspended 2020", Break.NOT_LISTED),
        (
            [listed("2020"), suspended("2021"), suspended("2022")],
            "list suspended 2022",
            Break.ALREADY_SUSPENDED,
        ),
        ([listed("2020"), resumed("2021")], "list reinstated 2021", Break.NOT_SUSPENDED),
    ],
)
def test_what_does_not_fit_is_reported(events: list[Event], act_misfit: str, why: Break) -> None:
    assert misfits(fold(events)) == {act_misfit: why}


def test_a_misfit_names_the_act_that_made_the_state() -> None:
    [misfit] = fold([listed("2020"), act("list", "confirmed", "2020-06"), listed("2021")]).misfits

    assert misfit.after == "list listed 2020"


def test_opened_and_closed_on_one_day_makes_no_period_and_reports_both() -> None:
    history = fold([listed("2020-05-01"), delisted("2020-05-01")])

    assert not history.periods
    assert set(misfits(history).values()) == {Break.CLOSED_THE_SAME_DAY}
    assert len(history.misfits) == 2


def test_suspended_and_resumed_on_one_day_leaves_the_listing_unbroken() -> None:
    history = fold([listed("2020-01-01"), suspended("2020-05-01", order=1), resumed("2020-05-01", order=2)])

    assert spans(history) == [("2020-01-01", None, IN_FORCE, Scope.WHOLE)]
    assert set(misfits(history)) == {"list suspended 2020-05-01", "list reinstated 2020-05-01"}


def test_suspended_and_closed_on_one_day_is_closed() -> None:
    history = fold([listed("2020-01-01"), suspended("2020-05-01", order=1), delisted("2020-05-01", order=2)])

    assert spans(history) == [("2020-01-01", "2020-05-01", IN_FORCE, Scope.WHOLE)]
    assert misfits(history) == {"list suspended 2020-05-01": Break.CLOSED_THE_SAME_DAY}


def test_listed_and_suspended_on_one_day_is_suspended() -> None:
    history = fold([listed("2020-05-01"), suspended("2020-05-01"), delisted("2020-09-01")])

    assert spans(history) == [("2020-05-01", "2020-09-01", SUSPENDED, Scope.WHOLE)]
    assert misfits(history) == {"list listed 2020-05-01": Break.CLOSED_THE_SAME_DAY}


def test_an_amendment_changes_the_scope_from_its_day_on() -> None:
    history = fold(
        [
            listed("2020-01-01", scope=Scope.WING),
            amended("2020-05-01", scope=Scope.WHOLE),
            amended("2020-06-01"),
            amended("2020-07-01", scope=Scope.WHOLE),
        ]
    )

    assert spans(history) == [
        ("2020-01-01", "2020-05-01", IN_FORCE, Scope.WING),
        ("2020-05-01", None, IN_FORCE, Scope.WHOLE),
    ]


def test_an_amendment_may_name_another_entry() -> None:
    history = fold(
        [
            listed("2020-01-01", scope=Scope.ALIAS_OF, of="front"),
            amended("2020-05-01", scope=Scope.ALIAS_OF, of="brigade"),
        ]
    )

    assert [period.scope_of for period in history.periods] == ["front", "brigade"]


def test_amended_on_the_day_of_its_listing_it_has_the_scope_from_the_start() -> None:
    history = fold([listed("2020-05-01"), amended("2020-05-01", scope=Scope.ASSOCIATED), delisted("2020-09-01")])

    assert spans(history) == [("2020-05-01", "2020-09-01", IN_FORCE, Scope.ASSOCIATED)]
    assert history.periods[0].opened_by == "list listed 2020-05-01"
    assert not history.misfits


def test_amended_and_closed_on_one_day_it_is_closed_by_the_close() -> None:
    history = fold(
        [
            listed("2020-01-01"),
            amended("2020-05-01", scope=Scope.WING, order=1),
            delisted("2020-05-01", order=2),
        ]
    )

    assert spans(history) == [("2020-01-01", "2020-05-01", IN_FORCE, Scope.WHOLE)]
    assert history.periods[0].closed_by == "list delisted 2020-05-01"
    assert not history.misfits


def test_amended_and_suspended_on_one_day_the_suspended_entry_has_the_new_scope() -> None:
    history = fold(
        [
            listed("2020-01-01"),
            amended("2020-05-01", scope=Scope.WING, order=1),
            suspended("2020-05-01", order=2),
        ]
    )

    assert spans(history) == [
        ("2020-01-01", "2020-05-01", IN_FORCE, Scope.WHOLE),
        ("2020-05-01", None, SUSPENDED, Scope.WING),
    ]
    assert history.periods[0].closed_by == "list suspended 2020-05-01"


def test_an_amendment_that_may_have_come_first_waits_for_the_listing() -> None:
    history = fold([listed("2020"), amended("2020-05-01", scope=Scope.WING)])

    assert [period.scope for period in history.periods] == [Scope.WHOLE, Scope.WING]


def test_an_amendment_of_what_is_not_listed_does_nothing() -> None:
    history = fold([amended("2020-05-01", scope=Scope.WING)])

    assert not history.periods
    assert not history.misfits


def test_a_period_is_certain_from_its_latest_start_to_its_earliest_end() -> None:
    [period] = fold([listed("2020"), delisted("2021")]).periods

    assert period.certain is not None
    assert (period.certain.starts, period.certain.ends) == (date(2020, 12, 31), date(2021, 1, 1))
    assert period.possible is not None
    assert (period.possible.starts, period.possible.ends) == (date(2020, 1, 1), date(2021, 12, 31))


def test_without_a_latest_start_or_an_earliest_end_no_day_is_certain() -> None:
    [begun_at_some_time] = fold([listed("2020/..")]).periods
    [ended_by] = fold([listed("2019"), delisted("../2021-05-01")]).periods
    [coarse] = fold([listed("2020"), delisted("2020")]).periods

    assert begun_at_some_time.certain is ended_by.certain is coarse.certain is None


def test_one_list_replaced_on_a_day_is_closed_before_it_is_opened() -> None:
    history = fold([listed("2020-01-01"), listed("2020-05-01"), delisted("2020-05-01")])

    assert len(history.periods) == 2
    assert not history.misfits
    assert history.doubts == (Doubt(("list delisted 2020-05-01", "list listed 2020-05-01"), "one_day"),)


def test_an_order_stated_by_a_person_leaves_no_doubt() -> None:
    history = fold([listed("2020-05-01", order=1), delisted("2020-05-01", order=2)])

    assert not history.doubts


def test_a_persons_order_holds_beyond_the_next_act() -> None:
    history = fold([listed("2020", order=2), delisted("2020-06", order=None), suspended("2020-12", order=1)])
    order = [event.act for event in history.events]

    assert order.index("list suspended 2020-12") < order.index("list listed 2020")


def test_orders_that_contradict_the_dates_do_not_stop_the_fold() -> None:
    history = fold([listed("2020", order=2), suspended("2020-12", order=1), delisted("2020-02-01", order=3)])

    assert len(history.events) == 3


def test_all_pairs_are_examined_not_neighbours_alone() -> None:
    history = fold([listed("2020"), delisted("2020-03-01"), listed("2020-06-01")])

    assert history.doubts == (
        Doubt(("list delisted 2020-03-01", "list listed 2020"), "dates_intersect"),
        Doubt(("list listed 2020", "list listed 2020-06-01"), "dates_intersect"),
    )


def test_where_dates_leave_the_order_open_acts_that_fit_are_read_first() -> None:
    history = fold([listed("2020"), delisted("2020-06-01")])

    assert not history.misfits
    assert len(history.periods) == 1


def test_a_misfit_does_not_decide_the_order_of_the_others() -> None:
    with_it = fold([listed("2020"), resumed("2020-03-01"), delisted("2020"), listed("2020-06-01")])
    without = fold([listed("2020"), delisted("2020"), listed("2020-06-01")])

    assert with_it.periods == without.periods
    assert misfits(with_it) == {"list reinstated 2020-03-01": Break.NOT_LISTED}


def test_the_date_is_the_one_folded_from_the_citations() -> None:
    [period] = fold([listed("2020", cited=[read("2020-05-01")])]).periods

    assert period.starts.earliest == period.starts.latest == date(2020, 5, 1)


def test_a_fold_is_of_exactly_one_listing() -> None:
    with pytest.raises(ValueError, match="exactly one listing"):
        fold([])
    with pytest.raises(ValueError, match="exactly one listing"):
        fold([act("list", "listed", "2020"), act("other", "listed", "2020")])
