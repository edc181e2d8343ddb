"""Two moments side by side: which cells and conflicts differ, why, and what was learnt late."""

from dataclasses import replace
from datetime import date

import pytest

from designations.actions import acts as writing
from designations.actions import groups
from designations.actions.registry import state_one
from designations.actions.statements import ActStatement
from designations.domain.dates import StatedDate
from designations.models import Act, Coverage, Group, Regime
from designations.queries.compare import Wanted, compare, sides
from designations.queries.matrix import matrix
from designations.queries.moments import BadMoment
from designations.queries.pages import Cut
from designations.queries.selection import Selection
from tests.queries.conftest import NOW, REMOVAL, at, removal

pytestmark = pytest.mark.usefixtures("record")


def test_two_days_differ_by_the_acts_between_them():
    found = compare(at("2023-12-01"), at("2024-06-10"))
    changed = {(each.group, each.authority): each for each in found.cells}

    kazakhstan = changed["taliban", "KZ"]
    assert (kazakhstan.before.state, kazakhstan.after.state, kazakhstan.acts) == ("listed", "delisted", (REMOVAL,))
    assert {f"obligation:{REMOVAL}:UN", f"bloc:{REMOVAL}:CSTO"} <= {row.key for row in found.conflicts_opened}
    assert all(row.starts > date(2023, 12, 1) for row in found.conflicts_opened)
    assert REMOVAL in {row.act for row in found.acts}
    assert (found.learnt_late, found.withdrawn, found.conflicts_changed) == ((), (), ())


@pytest.mark.parametrize(("early", "late"), [("2001-09-01", "2001-12-31"), ("2011-06-16", "2011-06-17")])
def test_exactly_the_cells_that_differ_are_told(early, late):
    found = compare(at(early), at(late))

    def said(day):
        return {
            (each.group, each.authority): (each.state, each.possible, each.mixed, each.political, each.scope)
            for each in matrix(at(day), Selection(covered=False)).cells
        }

    one, two = said(early), said(late)
    expected = {place for place in one.keys() | two.keys() if one.get(place) != two.get(place)}
    assert {(each.group, each.authority) for each in found.cells} == expected
    assert all(each.acts for each in found.cells), "every change has its act"


def test_backwards_is_the_mirror_image():
    forth, back = compare(at("2023-12-01"), at("2024-06-10")), compare(at("2024-06-10"), at("2023-12-01"))

    assert [(each.group, each.authority, each.after, each.before) for each in forth.cells] == [
        (each.group, each.authority, each.before, each.after) for each in back.cells
    ]
    assert {row.key for row in forth.conflicts_opened} == {row.key for row in back.conflicts_closed}


def test_a_binding_listing_that_moved_is_told_once():
    found = compare(at("2011-06-16"), at("2011-06-17"))
    moved = {(each.regime, each.began) for each in found.coverings if each.group == "taliban"}

    assert moved == {("un-1267", False), ("un-1988", True)}


def test_two_editions_differ_by_what_was_recorded_between(publish, editor):
    publish("kz-court-list", "hamas", "listed", "open", "2005-01-05")
    moved = replace(ActStatement.of(removal()), stated=StatedDate.parse("2023-12-20"))
    writing.correct(act=Act.objects.get(key=REMOVAL), to=moved, by=editor, at=NOW, reason="found")
    writing.retract(act=Act.objects.get(key="skvujevd3f"), by=editor, at=NOW, reason="never happened")
    found = compare(at("2026-01-01", "e1"), at("2026-01-01"))
    changed = {(each.group, each.authority): each for each in found.cells}

    assert (changed["hamas", "KZ"].before, changed["hamas", "KZ"].after.state) == (None, "listed")
    assert len(changed["hamas", "KZ"].acts) == 1
    assert (changed["taliban", "RU"].before.state, changed["taliban", "RU"].after.state) == ("suspended", "listed")
    assert [(row.group, row.authority) for row in found.learnt_late] == [("hamas", "KZ")]
    assert [row.act for row in found.withdrawn] == ["skvujevd3f"]
    assert {row.act for row in found.acts} == {row.act for row in found.learnt_late} | {REMOVAL}
    assert "obligation:skvujevd3f:UN" in {row.key for row in found.conflicts_closed}
    assert f"obligation:{REMOVAL}:UN" in {before.key for before, _ in found.conflicts_changed}


def test_silence_that_means_something_else_is_told_of_the_authority_alone(editor):
    regime = Regime.objects.get(slug="kz-court-list")
    says = {"level": "complete", "ground": "read whole"}
    state_one(
        model=Coverage, of={"regime": regime, "starts": date(2024, 1, 1), "ends": None}, says=says, by=editor, at=NOW
    )
    found = compare(at("2023-12-01"), at("2024-06-10"))

    assert [(each.authority, each.before, each.after) for each in found.silences if each.authority == "KZ"] == [
        ("KZ", "unknown", "not_listed")
    ]
    assert ("al-shabaab", "KZ") not in {(each.group, each.authority) for each in found.cells}


def test_a_part_may_be_compared():
    found = compare(at("2023-12-01"), at("2024-06-10"), Wanted(groups=("taliban",), authorities=("kz",)))

    assert [(each.group, each.authority) for each in found.cells] == [("taliban", "KZ")]
    assert {row.act for row in found.acts} == {REMOVAL}
    assert {row.group for row in found.conflicts_opened} == {"taliban"}


def test_sides_are_days_editions_or_both(retract):
    retract(REMOVAL)

    one, two = sides("2023-12-01@e1", "e2", "2024-06-10", None, now=NOW)
    assert (one.day, one.edition) == (date(2023, 12, 1), 1)
    assert (two.day, two.edition) == (date(2024, 6, 10), 2)
    one, two = sides("2023-12-01", "", None, "e1", now=NOW)
    assert (one.edition, two.day, two.edition) == (1, NOW.date(), 1)
    with pytest.raises(BadMoment, match="from: known_at: there is no edition 9") as refused:
        sides("e9", "", None, None, now=NOW)
    assert (refused.value.parameter, refused.value.missing) == ("from", True)
    with pytest.raises(BadMoment, match="Write to as a day"):
        sides("e1", "tomorrow", None, None, now=NOW)


def test_what_says_the_same_at_both_moments_is_no_change():
    same = compare(at("2024-06-10"), at("2024-06-11"))

    assert (same.cells, same.coverings) == ((), ())
    assert same.counts["cells"] == 0


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(authorities=("US", "KZ"))])
def test_parts_of_a_comparison_make_the_whole(wanted, publish):
    publish("kz-court-list", "hamas", "listed", "open", "2005-01-05")
    moments = at("2010-01-01", "e1"), at("2024-06-10")
    whole = compare(*moments, wanted)
    size = 150
    parts = [
        compare(*moments, wanted, Cut(size, offset)) for offset in range(0, max(whole.counts.values()) + 2 * size, size)
    ]

    for name, number in whole.counts.items():
        assert len(getattr(whole, name)) == number, name
        assert {part.counts[name] for part in parts} == {number}, name
        held = [row for part in parts for row in getattr(part, name)]
        assert held[:number] == [*getattr(whole, name)], name
        # What silence means is told on every page.
        assert len(held) == number or name == "silences"


def test_a_group_read_as_another_is_told_with_the_other(editor):
    one, other = Group.objects.get(slug="haqqani-network"), Group.objects.get(slug="taliban")
    before = {each.authority: each for each in matrix(at("2015-01-01"), Selection(groups=("taliban",))).cells}
    groups.unify(group=one, into=other, by=editor, at=NOW, reason="one network")
    after = {each.authority: each for each in matrix(at("2015-01-01"), Selection(groups=("taliban",))).cells}

    found = compare(at("2015-01-01", "e1"), at("2015-01-01"))

    told = {(each.group, each.authority) for each in found.cells}
    same = {code for code in before.keys() & after.keys() if before[code][2:7] == after[code][2:7]}
    assert before.keys() == after.keys() == same, "all that list the network list the other too"
    assert {group for group, _ in told} == {"haqqani-network"}
