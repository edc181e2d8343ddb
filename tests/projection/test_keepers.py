"""Keepers by themselves: what all forms of a conflict hold, told once for as long as it stays what it is."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from designations.actions import acts
from designations.models import Conflict, Keeper
from designations.projection import drift
from designations.projection.replay import keepers_of
from designations.projection.storing import KEEPER, Span
from tests.actions.stating import act, cited, editor, later
from tests.projection.test_replay import publish

REGIMES = range(1, 5)


def party(regime: int, last_seen: int) -> tuple[Any, ...]:
    return (7, regime, 1, 2, "whole", date(2020, 1, 1), None, True, date(2021, 1, last_seen), "official")


parties = st.dictionaries(st.sampled_from(REGIMES), st.integers(1, 2)).map(
    lambda held: tuple(party(regime, day) for regime, day in sorted(held.items()))
)
"""The parties of one form: each regime once."""


@st.composite
def forms(draw: st.DrawFn) -> list[Span]:
    """One conflict in form after form; between some of them no edition knew it."""
    edition = draw(st.integers(1, 3))
    found = []
    for held in draw(st.lists(parties, min_size=1, max_size=8)):
        until = edition + draw(st.integers(1, 3))
        found.append(Span(("bloc:one:UN",), {"keepers": held}, edition, until))
        edition = until + draw(st.sampled_from((0, 0, 0, 2)))
    if draw(st.booleans()):
        found[-1] = found[-1]._replace(known_until=None)
    return found


def stands(span: Span, edition: int) -> bool:
    return span.known_from <= edition and (span.known_until is None or edition < span.known_until)


@given(forms(), st.randoms(use_true_random=False))
def test_every_form_has_the_keepers_that_it_holds(held: list[Span], source: Any) -> None:
    shuffled = source.sample(held, len(held))
    kept = list(keepers_of(shuffled))

    for edition in range(held[-1].known_from + 5):
        form = next((each for each in held if stands(each, edition)), None)
        said = [
            tuple(({"regime_id": span.key[1], "group_id": span.key[2]} | span.values)[name] for name in KEEPER)
            for span in kept
            if stands(span, edition)
        ]
        assert sorted(said) == sorted(form.values["keepers"] if form else ())


@given(forms())
def test_what_stays_is_told_once(held: list[Span]) -> None:
    kept = list(keepers_of(held))

    assert len({(span.key, span.known_from) for span in kept}) == len(kept)
    follows = {(span.key, span.known_until): span for span in kept}
    for span in kept:
        before = follows.get((span.key, span.known_from))
        unbroken = any(form.known_until == span.known_from for form in held) and any(
            form.known_from == span.known_from for form in held
        )
        assert before is None or not unbroken or before.values != span.values


def test_a_sighting_writes_only_the_keeper_that_was_seen(record: None) -> None:
    publish("delisted", "2025-06-01")
    [stopped] = [row for row in Conflict.objects.current().filter(group__slug="taliban") if row.keepers.count() > 2][:1]
    seen, *others = stopped.keepers.order_by("last_seen").select_related("regime")

    sighting = act(seen.regime.slug, "taliban", "confirmed", "2026-05-05")
    acts.publish(act=sighting, citations=[cited()], by=editor(), at=later())

    now = Conflict.objects.current().get(key=stopped.key)
    assert now.known_from > stopped.known_from
    assert set(others) <= set(now.keepers)
    assert Keeper.objects.get(pk=seen.pk).known_until == now.known_from
    assert now.keepers.exclude(pk__in=[other.pk for other in others]).get().last_seen == date(2026, 5, 5)
    assert drift() == []
