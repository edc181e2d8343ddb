"""A list beside those of others: the same numbers as the agreement of each pair."""

from datetime import date

import pytest

from designations.actions import groups
from designations.models import Group
from designations.queries import beside, portraits
from designations.queries.agreement import PAIRS, THIN, agreement
from designations.queries.columns import columns
from designations.queries.coverage import coverage
from designations.queries.moments import Moment
from tests.queries.conftest import NOW, at
from tests.queries.test_agreement import cover

pytestmark = pytest.mark.usefixtures("record")


def of(moment: Moment, code: str) -> beside.Beside:
    [column] = columns(moment, codes=[code])
    return beside.of_authority(moment, column, most=100)


@pytest.mark.parametrize("code", ["US", "UN", "KZ", "GB", "LV"])
@pytest.mark.parametrize("day", ["2026-01-01", "2004-06-10"])
def test_an_authority_is_told_as_each_of_its_pairs_is(code: str, day: str) -> None:
    found = of(at(day), code)

    for other in found.others:
        pair = agreement(at(day), code, other.shared.two)
        assert other.shared == pair.shared, other.name
        assert other.order == (pair.order if pair.shared.shared >= PAIRS else None), other.name
        assert other.shared.shared > 0
    assert found.sharing == len(found.others)


def test_pairs_are_told_as_each_other_where_groups_are_read_as_one(editor) -> None:
    one, two = Group.objects.get(slug="haqqani-network"), Group.objects.get(slug="taliban")
    before = of(at("2026-01-01"), "US").count
    groups.unify(group=one, into=two, by=editor, at=NOW, reason="for the test")
    found = of(at("2026-01-01"), "US")

    assert found.count == before - 1
    for other in found.others[:5]:
        pair = agreement(at("2026-01-01"), "US", other.shared.two)
        assert (other.shared, other.order) == (pair.shared, pair.order), other.name


def test_those_that_share_most_come_first_and_the_rest_is_counted() -> None:
    moment = at("2026-01-01")
    [column] = columns(moment, codes=["US"])
    few, all_of_them = beside.of_authority(moment, column, most=3), of(moment, "US")

    assert few.others == all_of_them.others[:3]
    assert few.sharing == all_of_them.sharing > 3
    shared = [other.shared.shared for other in all_of_them.others]
    assert shared == sorted(shared, reverse=True)


def test_the_only_list_of_an_authority_is_told_as_the_authority_is() -> None:
    moment = at("2026-01-01")
    rows = coverage(moment)
    kept = [row.regime.authority for row in rows if row.regime.hard]
    single = [row for row in rows if row.regime.hard and kept.count(row.regime.authority) == 1]
    told = [(row, beside.of_regime(moment, row, most=100), of(moment, row.regime.authority)) for row in single]

    assert len(told) > 20
    for row, regime, authority in told:
        assert regime.count == row.listed
        assert (regime.count, regime.sharing) == (authority.count, authority.sharing), row.regime.slug
        for one, two in zip(regime.others, authority.others, strict=True):
            assert (one.shared.shared, one.shared.jaccard, one.order) == (
                two.shared.shared, two.shared.jaccard, two.order,
            )  # fmt: skip


def test_one_of_several_lists_is_told_apart_from_its_authority() -> None:
    moment = at("2026-01-01")
    [row] = [row for row in coverage(moment, "US") if row.regime.slug == "us-fto"]
    fto, every = beside.of_regime(moment, row), of(moment, "US")

    assert THIN < fto.count == row.listed < every.count
    assert {other.shared.one for other in fto.others} == {"US"}
    assert "US" not in {other.shared.two for other in fto.others}
    assert any("US FTO" in limit for limit in fto.others[0].shared.limits)
    assert any(other.order and other.order.pairs >= PAIRS for other in fto.others)


def test_an_index_of_both_is_told_of_lists_that_are_known_whole(editor) -> None:
    cover(editor, "AU", "CA")
    moment = at("2026-01-01")
    [row] = [row for row in coverage(moment, "AU") if row.regime.slug == "au-criminal-code"]
    found = {other.shared.two: other.shared for other in beside.of_regime(moment, row, most=100).others}

    assert found["CA"].jaccard == found["CA"].shared / (row.listed + found["CA"].two_count - found["CA"].shared)
    assert found["US"].jaccard is None


def test_where_nothing_is_listed_nothing_is_compared() -> None:
    found = of(at("1980-01-01"), "US")

    assert (found.count, found.others, found.sharing) == (0, (), 0)


def test_a_list_that_makes_no_listing_is_not_compared() -> None:
    assert portraits.regime(at(), "us-tel").beside is None
    assert portraits.regime(at(), "us-fto").beside is not None


def test_a_regime_tells_the_conflicts_in_which_an_authority_stopped_or_keeps_under_it() -> None:
    found = portraits.regime(at("2024-06-10"), "un-1988").conflicts

    assert "obligation:nezrlagop2:UN" in {each.key for each in found}
    assert all(each.regime == "un-1988" or "un-1988" in {party.regime for party in each.parties} for each in found)
    assert all(each.starts <= date(2024, 6, 10) for each in found)
