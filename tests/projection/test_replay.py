"""A replay of the ledger: in batches of whole families, up to an edition, from nothing."""

from datetime import date

import pytest

from designations.actions import acts, disputes, groups
from designations.actions.editions import edition
from designations.actions.registry import state
from designations.domain.dates import StatedDate
from designations.models import Act, Coverage, Event, Group, Ledger, Period, Regime
from designations.projection import drift, rebuild, replay
from designations.projection.families import Families
from tests.actions.stating import act, cited, editor, later


def publish(kind: str, day: str) -> Act:
    event = acts.publish(
        act=act("tj-supreme-court", "taliban", kind, day),
        citations=[cited()],
        by=editor(),
        at=later(),
        although_it_does_not_fit=True,
    )
    return event.act


def test_batches_of_any_size_give_the_same_rows(record: None, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    monkeypatch.setattr(replay, "BATCH", 200)

    assert drift() == []
    rebuild(lambda done, total: sizes.append((done, total)))

    assert len(sizes) > 5
    assert sizes[-1][0] == sizes[-1][1] == Event.objects.values("group").distinct().count()
    monkeypatch.undo()
    assert drift() == []


def test_a_family_is_never_parted(record: None) -> None:
    families = list(Families.read().apart(Group.objects.values_list("pk", flat=True)))
    seen = [group for family in families for group in family]
    alqaida, taliban = (Group.objects.get(slug=slug).pk for slug in ("al-qaida", "taliban"))

    assert len(seen) == len(set(seen)) == Group.objects.count()
    for family in families:
        assert Families.read(family).near(family) == family
    assert next(family for family in families if taliban in family) != {alqaida}


def test_a_replay_stops_at_the_edition_that_it_is_asked_for(record: None) -> None:
    publish("delisted", "2025-06-01")
    latest = Ledger.objects.get().edition

    def opened(until: int) -> int:
        return sum(len(part.spans["periods"]) for part in replay.replay(until))

    assert opened(latest) == Period.objects.count()
    assert opened(latest - 1) == Period.objects.filter(known_from__lt=latest).count()


def test_an_empty_ledger_is_rebuilt_into_nothing(empty_ledger: None) -> None:
    assert rebuild() == 0
    assert drift() == []


def test_what_was_published_and_taken_back_leaves_no_row_that_stands(record: None) -> None:
    Group.objects.create(slug="made-up", name="Made up")
    said = act("tj-supreme-court", "made-up", "listed", "2020-01-01")
    made = acts.publish(act=said, citations=[cited()], by=editor(), at=later())
    acts.correct(
        act=made.act,
        to=act("tj-supreme-court", "made-up", "listed", "2021-01-01"),
        by=editor(),
        at=later(),
        reason="a day",
    )
    acts.retract(act=made.act, by=editor(), at=later(), reason="no such act")

    assert drift() == []
    rebuild()

    assert Period.objects.filter(listing__group__slug="made-up").count() == 2
    assert not Period.objects.current().filter(listing__group__slug="made-up").exists()


def test_what_coverage_touches_stays_what_it_was(record: None) -> None:
    before = Period.objects.count()
    regime = Regime.objects.get(slug="tj-supreme-court")
    with edition(by=editor(), at=later(), action="describe") as draft:
        of, says = (
            {"regime": regime, "starts": date(2020, 1, 1)},
            {"ends": date(2020, 2, 1), "level": "partial", "ground": "made"},
        )
        state(draft, Coverage, of, says)

    assert drift() == []
    assert Period.objects.count() == before


def test_groups_read_as_one_and_parted_again_are_replayed(record: None) -> None:
    network, taliban = (Group.objects.get(slug=slug) for slug in ("haqqani-network", "taliban"))
    groups.unify(group=network, into=taliban, by=editor(), at=later(), reason="one network")
    publish("confirmed", "2025-07-01")
    groups.separate(group=network, by=editor(), at=later(), reason="two after all")

    assert drift() == []


def test_a_date_settled_by_a_person_is_replayed_from_its_edition_on(record: None) -> None:
    key = "kz-court-list"
    event = Event.objects.alive().filter(regime__slug=key, group__slug="taliban", kind="delisted").get()
    disputes.settle(act=event.act, stated=StatedDate.parse("2024-06-03"), by=editor(), at=later(), reason="read again")

    assert drift() == []
