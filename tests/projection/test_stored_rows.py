"""Stored rows are a fold of the ledger as it stood, at every edition; what drifts is found."""

import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designations.actions import acts, groups
from designations.actions.statements import ActStatement, Refused
from designations.domain.dates import StatedDate
from designations.models import Act, Conflict, Event, Group, Ledger, Period
from designations.projection import drift, rebuild
from designations.projection.deriving import derive, rows_in
from designations.projection.reading import read_ledger
from designations.projection.storing import KEEPER
from tests.actions.stating import act, cited, editor, later

REGIMES = ("kz-court-list", "ru-federal-list", "un-1988", "us-fto", "us-sdgt")
GROUPS = ("made-up-one", "made-up-two")
KINDS = ("listed", "delisted", "suspended", "reinstated", "confirmed")


def step(source: random.Random) -> None:
    """One random edition on two groups of their own."""
    known = [event.act for event in Event.objects.alive().select_related("act").filter(group__slug__in=GROUPS)]
    roll = source.random()
    day = f"{source.randrange(2000, 2020)}" + source.choice(["", "-03", "-03-05", "-07-09"])
    try:
        if roll < 0.55 or not known:
            said = act(source.choice(REGIMES), source.choice(GROUPS), source.choice(KINDS), day)
            acts.publish(act=said, citations=[cited(day)], by=editor(), at=later(), although_it_does_not_fit=True)
        elif roll < 0.7:
            acts.retract(act=source.choice(known), by=editor(), at=later(), reason="made")
        elif roll < 0.8:
            event = acts.living(source.choice(known))
            to = ActStatement(**{**vars(ActStatement.of(event)), "stated": StatedDate.parse(day)})
            acts.correct(act=event.act, to=to, by=editor(), at=later(), reason="made", although_it_does_not_fit=True)
        elif roll < 0.9:
            acts.cite(act=source.choice(known), citation=cited(day), by=editor(), at=later())
        elif roll < 0.95:
            one, other = (Group.objects.get(slug=slug) for slug in GROUPS)
            groups.unify(group=one, into=other, by=editor(), at=later(), reason="made")
        else:
            groups.separate(group=Group.objects.get(slug=GROUPS[0]), by=editor(), at=later(), reason="made")
    except Refused:
        pass


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_at_every_edition_the_stored_rows_are_a_fresh_fold(record: None, seed: int) -> None:
    for slug in GROUPS:
        Group.objects.get_or_create(slug=slug, defaults={"name": slug})
    first = Ledger.objects.get().edition
    source = random.Random(seed)
    for _ in range(10):
        step(source)

    ids = set(Group.objects.filter(slug__in=GROUPS).values_list("pk", flat=True))
    for number in range(first, Ledger.objects.get().edition + 1):
        ledger = read_ledger(ids, number)
        derived = derive(ledger, ids, ids)
        said = {table: rows_in(by_group.values()) for table, by_group in derived.items()}
        periods = Period.objects.known_at(number).filter(listing__group__in=ids)
        stored = {
            (row.listing.regime_id, row.listing.group_id, row.opened_by_id): (row.closed_by_id, row.certain_from)
            for row in periods.select_related("listing")
        }
        assert stored == {
            key: (values["closed_by_id"], values["certain_from"]) for key, values in said["periods"].items()
        }
        conflicts = Conflict.objects.known_at(number).filter(group__in=ids)
        assert {row.key: (row.starts, row.ends) for row in conflicts} == {
            key[0]: (values["starts"], values["ends"]) for key, values in said["conflicts"].items()
        }
        assert {row.key: set(row.keepers.values_list(*KEEPER)) for row in conflicts} == {
            key[0]: set(values["keepers"]) for key, values in said["conflicts"].items()
        }


def test_what_drifts_is_printed_and_mended(record: None) -> None:
    acts.publish(
        act=act("tj-supreme-court", "taliban", "delisted", "2025-06-01"), citations=[cited()], by=editor(), at=later()
    )
    assert drift() == []
    Conflict.objects.current().filter(key__startswith="bloc:").update(grade="official")
    out = StringIO()

    with pytest.raises(CommandError) as failed:
        call_command("rebuild_projection", "--check", stdout=out)

    assert failed.value.returncode == 1
    assert "Conflict: stored, not said by the ledger" in out.getvalue()
    rebuild()
    assert drift() == []


def test_a_rebuild_keeps_keys(record: None) -> None:
    before = set(Conflict.objects.current().values_list("key", "known_from"))

    call_command("rebuild_projection", stdout=StringIO())

    assert set(Conflict.objects.current().values_list("key", "known_from")) == before
    assert Act.objects.count() > 1500
