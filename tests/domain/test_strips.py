"""Strips of the matrix: on every day the same cells as the positions, the bodies and their listings give."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from designations.domain.intervals import Span
from designations.domain.periods import History, Standing, fold
from designations.domain.positions import positions, reaches_members
from designations.domain.registry import Membership, Regime, Registry
from designations.domain.strips import Strip, strips
from tests.domain.made import BAN, DESIGNATION, GROUP, SANCTIONS, STATEMENT, act, span

KINDS = ("listed", "delisted", "suspended", "reinstated", "confirmed")
MONTHS = st.integers(0, 47).map(lambda month: date(2020 + month // 12, month % 12 + 1, 1))
REGIMES = (
    Regime("un-list", "UN", SANCTIONS, True),
    Regime("eu-list", "EU", SANCTIONS, True),
    Regime("kz-list", "KZ", BAN, False),
    Regime("fr-list", "FR", DESIGNATION, False),
    Regime("fr-words", "FR", STATEMENT, False),
)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[History], Registry]:
    histories = []
    for regime in REGIMES:
        steps = draw(
            st.lists(st.tuples(MONTHS, st.sampled_from(KINDS), st.booleans()), max_size=4, unique_by=lambda a: a[0])
        )
        acts = [act(regime.slug, kind, day.isoformat()[: 7 if coarse else 10]) for day, kind, coarse in steps]
        if acts:
            histories.append(fold(acts))
    memberships = []
    for member, body in (("KZ", "UN"), ("FR", "UN"), ("FR", "EU")):
        starts, ends = draw(st.none() | MONTHS), draw(st.none() | MONTHS)
        if starts is None or ends is None or starts < ends:
            memberships.append(Membership(member, body, Span(starts, ends)))
    return histories, Registry.of(REGIMES, memberships=tuple(memberships))


def made(histories: list[History], registry: Registry) -> tuple[Strip, ...]:
    codes = sorted({registry.authority_of(history.regime) for history in histories})
    said = [position for code in codes for position in positions(code, GROUP, histories, registry)]
    return strips(said, histories, registry)


def reaching(histories: list[History], registry: Registry, day: date) -> list[tuple[str, str]]:
    """Body and regime of every binding listing that is surely in force."""
    return sorted(
        (registry.authority_of(history.regime), history.regime)
        for history in histories
        for period in history.periods
        if registry.regimes[history.regime].binds_members
        and (period.standing, reaches_members(period)) == (Standing.IN_FORCE, True)
        and period.certain is not None
        and period.certain.contains(day)
    )


@given(worlds())
def test_a_strip_says_what_the_rules_say_on_each_of_its_days(world: tuple[list[History], Registry]) -> None:
    histories, registry = world
    found = made(histories, registry)

    for month in range(-1, 50):
        for day in (date(2020, 1, 1) + timedelta(days=30 * month), date(2020 + month // 12, month % 12 + 1, 1)):
            held = [strip for strip in found if strip.span.contains(day)]
            said = {
                position.authority: position
                for code in ("EU", "FR", "KZ", "UN")
                for position in positions(code, GROUP, histories, registry)
                if position.span.contains(day)
            }
            if not said:
                assert held == []
                continue
            [strip] = held
            binding = reaching(histories, registry, day)
            assert [position for position, _ in strip.cells] == [said[code] for code in sorted(said)]
            assert [(each.body, each.regime) for each in strip.bindings] == sorted(binding, key=lambda each: each[1])
            for position, covered_by in strip.cells:
                bodies = registry.bodies_of(position.authority, day)
                assert list(covered_by) == sorted(regime for body, regime in binding if body in bodies)


@given(worlds())
def test_strips_are_in_order_and_one_turns_into_another_only_where_something_changes(
    world: tuple[list[History], Registry],
) -> None:
    found = made(*world)

    for one, two in itertools.pairwise(found):
        assert one.span.ends is not None
        assert two.span.starts is not None
        assert one.span.ends <= two.span.starts
        if one.span.ends == two.span.starts:
            assert (one.cells, one.bindings) != (two.cells, two.bindings)


def test_a_membership_that_begins_cuts_a_strip_and_nothing_else() -> None:
    histories = [fold([act("un-list", "listed", "2020-01-01")]), fold([act("kz-list", "listed", "2020-02-01")])]
    registry = Registry.of(REGIMES, memberships=(Membership("KZ", "UN", span("2021-01-01")),))

    found = made(histories, registry)

    assert [strip.span for strip in found] == [
        span("2020-01-01", "2020-02-01"), span("2020-02-01", "2021-01-01"), span("2021-01-01"),
    ]  # fmt: skip
    assert [[covered for _, covered in strip.cells] for strip in found] == [[()], [(), ()], [("un-list",), ()]]
    assert found[1].cells[1] is found[2].cells[1]
