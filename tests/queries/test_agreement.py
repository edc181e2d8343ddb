"""How far authorities agree, and what is left unsaid where it would mislead."""

from datetime import date, timedelta

import pytest

from designations.actions import groups
from designations.actions.registry import state_one
from designations.models import Coverage, Group, Position, Regime
from designations.queries.absent import Absent, ReadAs
from designations.queries.agreement import PAIRS, THIN, agreement, agreements, order_of
from designations.queries.moments import holds
from tests.queries.conftest import NOW, at

pytestmark = pytest.mark.usefixtures("record")


def listed(code: str, day: date) -> set[str]:
    rows = Position.objects.current().filter(holds(day), authority__code=code, state="listed", possible=False)
    return set(rows.values_list("group__slug", flat=True))


def cover(editor, *codes: str) -> None:
    """Claim that every list of some authorities is known whole."""
    for regime in Regime.objects.filter(authority__code__in=codes):
        of = {"regime": regime, "starts": date(1990, 1, 1), "ends": None}
        state_one(model=Coverage, of=of, says={"level": "complete", "ground": "for the test"}, by=editor, at=NOW)


def test_two_lists_are_counted_and_their_shares_told():
    one, two = listed("US", date(2026, 1, 1)), listed("CA", date(2026, 1, 1))
    found = agreement(at("2026-01-01"), "us", "CA")

    assert (found.shared.one_count, found.shared.two_count, found.shared.shared) == (len(one), len(two), len(one & two))
    assert found.shared.share_of_one == len(one & two) / len(one)
    assert found.shared.share_of_two == len(one & two) / len(two)
    assert {each.group for each in found.groups} == one & two
    assert {each.group for each in found.only_one} == one - two
    assert {each.group for each in found.only_two} == two - one
    assert {each.state for each in found.only_two} <= {"unknown", "delisted", "suspended", "announced", "listed"}


def test_an_index_of_both_needs_both_lists_whole(editor):
    day = date(2026, 1, 1)
    assert agreement(at("2026-01-01"), "US", "CA").shared.jaccard is None

    cover(editor, "US", "CA")
    one, two = listed("US", day), listed("CA", day)
    found = agreement(at("2026-01-01"), "US", "CA")
    assert found.shared.jaccard == len(one & two) / len(one | two)
    assert found.shared.limits == ()
    assert {each.state for each in found.only_one} <= {"not_listed", "delisted", "suspended", "announced", "listed"}
    assert agreement(at("2026-01-01", "e1"), "US", "CA").shared.jaccard is None, "it was not known then"


def test_a_body_and_others_have_no_index_of_both(editor):
    cover(editor, "UN", "EU")
    found = agreement(at("2026-01-01"), "UN", "EU").shared

    assert found.jaccard is None
    assert found.limits == ("No index of both: one list leaves out by law what the other holds.",)
    assert found.share_of_one is not None


def test_a_thin_list_has_no_share():
    thin = next(row for row in agreements(at("2026-01-01")) if row.one_count < THIN <= row.two_count)

    assert (thin.share_of_one, thin.share_of_two, thin.jaccard) == (None, None, None)
    assert thin.limits[0].startswith("Coverage too thin: fewer than 10 names of ")


def test_all_pairs_are_those_of_the_authorities_that_list():
    rows = agreements(at("2026-01-01"))
    listing = {code for row in rows for code in (row.one, row.two)}

    assert len(rows) == len(listing) * (len(listing) - 1) // 2
    assert all(listed(code, date(2026, 1, 1)) for code in listing)
    [pair] = agreements(at("2026-01-01"), ("us", "ca"))
    assert {pair.one, pair.two} == {"US", "CA"}
    assert pair.shared == agreement(at("2026-01-01"), "US", "CA").shared.shared


def test_an_order_is_told_of_many_groups_alone():
    told = agreement(at("2026-01-01"), "US", "CA").order
    low, middle, high = told.days

    assert told.pairs == told.one_first + told.two_first + told.same_day >= PAIRS
    assert 0 <= low <= middle <= high
    mirrored = agreement(at("2026-01-01"), "CA", "US").order
    assert (mirrored.one_first, mirrored.two_first, mirrored.days) == (told.two_first, told.one_first, told.days)
    few = agreement(at("2026-01-01"), "UN", "EU").order
    assert (few.days, few.one_first) == (None, 0)
    assert "Too few groups" in few.limits[0]


def test_crowded_days_and_coarse_dates_tell_no_order(publish):
    """Ten openings of one day are a list come into force, not ten decisions."""
    known = set(Position.objects.filter(authority__code="KZ").values_list("group__slug", flat=True))
    slugs = sorted(listed("US", date(2026, 1, 1)) - known)[: PAIRS + 2]
    regime = "kz-court-list"
    day = date(2025, 6, 1)
    before = agreement(at("2026-01-01"), "US", "KZ").order.pairs
    for place, slug in enumerate(slugs[:9]):
        publish(regime, slug, "listed", "open", (day + timedelta(days=3 * place)).isoformat())
    spread = agreement(at("2026-01-01"), "US", "KZ").order.pairs
    assert spread > before
    for slug in slugs[9:20]:
        publish(regime, slug, "listed", "open", "2025-12-01")
    assert agreement(at("2026-01-01"), "US", "KZ").order.pairs == spread
    publish(regime, slugs[20], "listed", "open", "2024")
    assert agreement(at("2026-01-01"), "US", "KZ").order.pairs == spread


def test_the_order_of_a_groups_listings_is_that_of_first_openings():
    rows = order_of(at("2024-06-10"), "taliban")

    assert [row.authority for row in rows][:4] == ["UN", "US", "RU", "KZ"]
    assert [row.latest for row in rows] == sorted(row.latest for row in rows)
    assert len({row.authority for row in rows}) == len(rows)
    assert [row.authority for row in order_of(at("2002-12-31"), "taliban")] == ["UN", "US"]


def test_what_is_not_there_is_said(editor):
    with pytest.raises(Absent, match="'ZZ'"):
        agreement(at(), "US", "ZZ")
    with pytest.raises(Absent):
        order_of(at(), "nothing")
    haqqani, taliban = Group.objects.get(slug="haqqani-network"), Group.objects.get(slug="taliban")
    groups.unify(group=haqqani, into=taliban, by=editor, at=NOW, reason="for the test")
    with pytest.raises(ReadAs):
        order_of(at(), "haqqani-network")
    assert "US" in {row.authority for row in order_of(at(), "taliban")}
