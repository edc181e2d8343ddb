"""What changed between two snapshots, by example and by law."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.lists.comparing import Difference, DifferenceKind, compare, span_between
from sources.lists.entries import Entry, Name, NameKind, Programme, Snapshot
from tests.lists.strategies import snapshots

FTO, SDGT = Programme("FTO", "us-fto"), Programme("SDGT", "us-sdgt")
MAY, JUNE, JULY = date(2024, 5, 2), date(2024, 6, 2), date(2024, 7, 2)
RIVER = Entry(id="36", names=(Name("Silver River Front"),), programmes=(FTO, SDGT))
COUNCIL = Entry(id="40", names=(Name("Northern Council"),), programmes=(SDGT,), listed_on="2012-07-01")


def on(day: date | None, *entries: Entry) -> Snapshot:
    return Snapshot("made", entries, generated_on=day)


def changes(old: Snapshot, new: Snapshot) -> list[tuple[str, str]]:
    return [(each.kind.value, each.id) for each in compare(old, new)]


def only(old: Snapshot, new: Snapshot) -> Difference:
    (found,) = compare(old, new)
    return found


def test_an_entry_that_comes_is_added_on_the_day_it_states() -> None:
    entry = replace(COUNCIL, listed_on="2024-05-28")

    found = only(on(MAY, RIVER), on(JUNE, RIVER, entry))

    assert (found.kind, found.on, found.span) == ("added", "2024-05-28", "2024-05-02/2024-06-02")
    assert found.regimes == ("us-sdgt",)
    assert found.entry == entry


@pytest.mark.parametrize("stated", [None, "2012-07-01", "2012-07", "2012", "2023-12"])
def test_an_entry_that_states_no_day_or_one_of_long_ago_is_added_within_the_span(stated: str | None) -> None:
    found = only(on(MAY, RIVER), on(JUNE, RIVER, replace(COUNCIL, listed_on=stated)))

    assert found.on == "2024-05-02/2024-06-02"


@pytest.mark.parametrize("stated", ["2024-05-02", "2024-04-20", "2024-04", "2024"])
def test_a_list_may_publish_late(stated: str) -> None:
    assert only(on(MAY), on(JUNE, replace(COUNCIL, listed_on=stated))).on == stated


def test_an_entry_that_goes_is_removed_within_the_span() -> None:
    found = only(on(MAY, RIVER, COUNCIL), on(JUNE, RIVER))

    assert (found.kind, found.id, found.on) == ("removed", "40", "2024-05-02/2024-06-02")
    assert found.regimes == ("us-sdgt",)


def test_in_out_in_gives_three_differences() -> None:
    listed, without, again = on(MAY, COUNCIL), on(JUNE), on(JULY, COUNCIL)

    assert changes(on(date(2024, 4, 2)), listed) == [("added", "40")]
    assert changes(listed, without) == [("removed", "40")]
    assert changes(without, again) == [("added", "40")]
    assert only(without, again).on == "2024-06-02/2024-07-02"


def test_leaving_one_programme_is_no_removal() -> None:
    found = only(on(MAY, RIVER), on(JUNE, replace(RIVER, programmes=(SDGT,))))

    assert (found.kind, found.programme, found.regimes) == ("programme_dropped", "FTO", ("us-fto",))


def test_a_second_programme_is_told_with_its_regime() -> None:
    found = only(on(MAY, COUNCIL), on(JUNE, replace(COUNCIL, programmes=(FTO, SDGT))))

    assert (found.kind, found.programme, found.regimes) == ("programme_added", "FTO", ("us-fto",))


def test_a_programme_that_moves_nothing_touches_no_regime() -> None:
    twin = Programme("SDGT2", "us-sdgt")

    found = only(on(MAY, COUNCIL), on(JUNE, replace(COUNCIL, programmes=(SDGT, twin))))

    assert (found.kind, found.regimes) == ("programme_added", ())


def test_another_name_under_one_id_is_a_renaming() -> None:
    renamed = replace(RIVER, names=(Name("Golden River Front"), Name("Silver River Front", kind=NameKind.FORMER)))

    assert changes(on(MAY, RIVER), on(JUNE, renamed)) == [("amended", "36"), ("renamed", "36")]


def test_another_spelling_of_the_same_letters_is_an_amendment() -> None:
    found = only(on(MAY, RIVER), on(JUNE, replace(RIVER, names=(Name("SILVER-RIVER FRONT"),))))

    assert (found.kind, found.fields) == ("amended", ("name",))


def test_an_amendment_names_its_fields_and_its_day() -> None:
    amended = replace(COUNCIL, countries=("Yemen",), updated_on="2024-05-20")

    found = only(on(MAY, COUNCIL), on(JUNE, amended))

    assert (found.kind, found.fields, found.on) == ("amended", ("countries", "updated_on"), "2024-05-20")


def test_the_order_of_aliases_is_no_amendment() -> None:
    names = (Name("A"), Name("B", kind=NameKind.ALIAS), Name("C", kind=NameKind.ALIAS))
    entry = replace(RIVER, names=names, countries=("Mali", "Yemen"))
    turned = replace(entry, names=(names[0], names[2], names[1]), countries=("Yemen", "Mali"))

    assert changes(on(MAY, entry), on(JUNE, turned)) == []


def test_another_id_with_the_same_reference_is_one_entry() -> None:
    old = replace(RIVER, official_ref="QDe.901")
    new = replace(RIVER, id="99", official_ref="qde.901")

    assert ("id_changed", "99") in changes(on(MAY, old), on(JUNE, new))


def test_another_id_with_the_same_name_is_one_entry() -> None:
    assert changes(on(MAY, RIVER), on(JUNE, replace(RIVER, id="99"))) == [("id_changed", "99")]


def test_a_name_that_two_entries_bear_pairs_nobody() -> None:
    twins = (replace(RIVER, id="98"), replace(RIVER, id="99"))

    assert changes(on(MAY, RIVER), on(JUNE, *twins)) == [("removed", "36"), ("added", "98"), ("added", "99")]


def test_the_same_name_under_another_programme_is_another_entry() -> None:
    other = replace(RIVER, id="99", programmes=(Programme("CUBA"),))

    assert changes(on(MAY, RIVER), on(JUNE, other)) == [("removed", "36"), ("added", "99")]


def test_where_the_name_is_the_id_a_former_name_leads_on() -> None:
    old = replace(RIVER, id="name:silver river front")
    names = (Name("Golden River"), Name("Silver River Front", kind=NameKind.FORMER))
    new = replace(RIVER, id="name:golden river", names=names)

    assert [kind for kind, _ in changes(on(MAY, old), on(JUNE, new))] == ["amended", "id_changed", "renamed"]


@pytest.mark.parametrize(
    ("after", "by", "span"),
    [
        (MAY, JUNE, "2024-05-02/2024-06-02"),
        (None, JUNE, "../2024-06-02"),
        (MAY, None, "2024-05-02/.."),
        (MAY, MAY, "2024-05-02"),
        (JUNE, MAY, "2024-05-02"),
        (None, None, ""),
    ],
)
def test_two_snapshots_prove_a_span(after: date | None, by: date | None, span: str) -> None:
    assert span_between(after, by) == span


@given(snapshots)
def test_a_snapshot_does_not_differ_from_itself(taken: Snapshot) -> None:
    assert compare(taken, taken) == ()


@given(st.data())
def test_order_never_matters(data: st.DataObject) -> None:
    old, new = data.draw(snapshots), data.draw(snapshots)
    shuffled = [replace(each, entries=tuple(data.draw(st.permutations(each.entries)))) for each in (old, new)]

    assert compare(*shuffled) == compare(old, new)


@given(snapshots, snapshots)
def test_applying_the_differences_gives_the_newer_ids(old: Snapshot, new: Snapshot) -> None:
    ids = set(old.by_id())
    for each in compare(old, new):
        if each.kind in (DifferenceKind.REMOVED, DifferenceKind.ID_CHANGED) and each.old:
            ids.remove(each.old.id)
    for each in compare(old, new):
        if each.kind in (DifferenceKind.ADDED, DifferenceKind.ID_CHANGED):
            assert each.id not in ids
            ids.add(each.id)

    assert ids == set(new.by_id())


@given(snapshots, snapshots)
def test_regimes_that_begin_or_end_are_told_once(old: Snapshot, new: Snapshot) -> None:
    def listings(taken: Snapshot, number: str) -> set[str]:
        return set(taken.by_id()[number].regimes) if number in taken.by_id() else set()

    moves = {DifferenceKind.PROGRAMME_ADDED: 1, DifferenceKind.PROGRAMME_DROPPED: -1}
    for number in set(old.by_id()) & set(new.by_id()):
        after = listings(old, number)
        for each in compare(old, new):
            if each.id == number and each.kind in moves:
                after = after | set(each.regimes) if moves[each.kind] > 0 else after - set(each.regimes)
        assert after == listings(new, number)
