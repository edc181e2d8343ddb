"""The matrix: the same cells as the rules give, whatever is selected, at every edition."""

import random
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from designations.actions import groups
from designations.domain.periods import fold
from designations.domain.positions import Cell as Ruled
from designations.domain.positions import State, cell
from designations.models import Authority, Conflict, Group
from designations.projection.reading import read_ledger
from designations.queries.matrix import Matrix, matrix
from designations.queries.moments import Moment, holds
from designations.queries.selection import Selection
from tests.queries.conftest import NOW, REMOVAL, at

pytestmark = pytest.mark.usefixtures("record")

DAYS = ["1998-03-01", "2011-06-17", "2024-06-10", "2026-11-25"]


def by_place(found: Matrix) -> dict:
    return {(each.group, each.authority): each for each in found.cells}


def ruled(moment: Moment, slugs: list[str]) -> dict[tuple[str, str], Ruled]:
    """What the rules say, straight from the ledger."""
    ledger = read_ledger(Group.objects.filter(slug__in=slugs).values_list("pk", flat=True), moment.edition)
    histories = {key: fold(events) for key, events in ledger.events.items()}
    return {
        (slug, code): cell(code, slug, histories, ledger.registry, moment.day)
        for slug in slugs
        for code in Authority.objects.values_list("code", flat=True)
    }


@pytest.mark.parametrize("day", DAYS)
def test_every_cell_is_what_the_rules_say(day):
    moment = at(day)
    slugs = random.Random(day).sample(sorted(Group.objects.values_list("slug", flat=True)), 40)
    slugs = sorted({*slugs, "taliban", "hezbollah", "hamas", "al-qaida"})
    found = matrix(moment, Selection(groups=tuple(slugs)))
    told, unstated = by_place(found), {column.code: column.unstated for column in found.columns}

    for (slug, code), expected in ruled(moment, slugs).items():
        said = told.get((slug, code))
        if said is None:
            assert expected.state.value == unstated[code], (slug, code)
            assert (expected.position, expected.covered_by) == (None, ()), (slug, code)
            continue
        assert said.state == expected.state.value, (slug, code)
        covering = [(each.body, each.regime, each.scope) for each in said.covered_by]
        assert covering == [(each.body, each.regime, each.scope.value) for each in expected.covered_by], (slug, code)
        if expected.position is not None:
            own = expected.position
            assert (said.possible, said.mixed, said.political) == (own.possible, own.mixed, own.political)
            assert (said.scope, said.act) == (own.scope.value if own.scope else "", own.act or "")


def test_the_founding_cell_is_marked_and_covered():
    told = by_place(matrix(at("2024-06-10"), Selection(kept=True)))
    kazakhstan = told["taliban", "KZ"]

    assert (kazakhstan.state, kazakhstan.act, kazakhstan.conflicts) == ("delisted", REMOVAL, 3)
    assert [each.regime for each in kazakhstan.covered_by] == ["un-1988"]
    assert told["taliban", "TJ"].kept > 0
    assert by_place(matrix(at("2023-12-01")))["taliban", "KZ"].conflicts == 0


def test_conflicts_without_a_stop_mark_all_their_parties():
    moment = at("2024-06-10")
    told = by_place(matrix(moment))

    assert told["hezbollah", "US"].conflicts > 0
    assert told["hezbollah-military-wing", "EU"].conflicts > 0


def test_silence_is_told_by_the_column_alone():
    columns = {column.code: column for column in matrix(at("2024-06-10")).columns}

    assert columns["KZ"].unstated == State.UNKNOWN.value
    assert {"CSTO", "SCO", "UN"} <= set(columns["KZ"].bodies)
    assert {column.unstated for column in columns.values()} <= {"unknown", "not_listed", "no_list"}
    assert [column.unstated for column in columns.values() if column.code == "GB"] == [
        next(each.state.value for place, each in ruled(at("2024-06-10"), ["taliban"]).items() if place[1] == "GB")
    ]


def test_what_is_selected_is_all_there_is_of_it():
    moment = at("2024-06-10")
    whole = by_place(matrix(moment))

    part = matrix(moment, Selection(authorities=("kz", "RU"), groups=("TALIBAN",)))
    assert [column.code for column in part.columns] == ["KZ", "RU"]
    assert by_place(part) == {place: whole[place] for place in (("taliban", "KZ"), ("taliban", "RU"))}
    named = matrix(moment, Selection(name="талиб"))
    assert "taliban" in {row.slug for row in named.rows}
    assert {row.slug for row in matrix(moment, Selection(countries=("af",))).rows} >= {"taliban", "haqqani-network"}
    asia = matrix(moment, Selection(regions=("Central Asia",), kinds=("state",)))
    assert {column.code for column in asia.columns} == {"KG", "KZ", "TJ", "TM", "UZ"}
    assert all(column.kind == "body" for column in matrix(moment, Selection(kinds=("body",))).columns)


def test_rows_may_be_chosen_by_state_and_conflict():
    moment = at("2024-06-10")

    delisted = matrix(moment, Selection(states=("delisted",)))
    assert delisted.rows
    states = {row.slug: set() for row in delisted.rows}
    for each in delisted.cells:
        states[each.group].add(each.state)
    assert all("delisted" in found for found in states.values())
    clashing = {row.slug for row in matrix(moment, Selection(in_conflict=True)).rows}
    stored = Conflict.objects.current().filter(holds(moment.day), starts__lte=moment.day, by_default=True)
    assert clashing == set(stored.values_list("group__slug", flat=True))


def test_pages_part_the_rows_and_lose_none():
    moment = at("2024-06-10")
    whole = matrix(moment)
    pages = [matrix(moment, Selection(page=page, size=100)) for page in range(1, 7)]

    assert pages[0].pages == -(-whole.total // 100)
    assert [row for page in pages for row in page.rows] == list(whole.rows)
    assert [each for page in pages for each in page.cells] == list(whole.cells)


def test_rows_may_be_ordered_by_how_many_list_them_and_by_conflicts():
    moment = at("2024-06-10")
    found = matrix(moment, Selection(order="listed"))
    listed = {row.slug: 0 for row in found.rows}
    for each in found.cells:
        listed[each.group] += each.state == "listed"

    counts = list(listed.values())
    assert counts == sorted(counts, reverse=True)
    clashing = Conflict.objects.current().filter(holds(moment.day), starts__lte=moment.day, by_default=True)
    numbers = Counter(clashing.values_list("group__slug", flat=True))
    by_conflicts = [row.slug for row in matrix(moment, Selection(order="conflicts")).rows]
    assert sorted(by_conflicts) == sorted(listed)
    assert [numbers[slug] for slug in by_conflicts] == sorted((numbers[slug] for slug in listed), reverse=True)


def test_covered_cells_may_be_left_to_the_rows():
    moment = at("2024-06-10")
    told, pale = by_place(matrix(moment, Selection(covered=False))), by_place(matrix(moment))

    assert set(told) < set(pale)
    assert all(pale[place] == said for place, said in told.items())
    assert all(said.covered_by and not said.act for place, said in pale.items() if place not in told)


def test_a_past_edition_shows_what_was_known(retract):
    before = by_place(matrix(at("2024-06-10")))
    retract(REMOVAL)

    assert by_place(matrix(at("2024-06-10")))["taliban", "KZ"].state == "listed"
    assert by_place(matrix(at("2024-06-10", "e1"))) == before


def test_a_group_read_as_another_gives_its_row_to_it(editor):
    pair = Group.objects.get(slug="haqqani-network"), Group.objects.get(slug="taliban")
    groups.unify(group=pair[0], into=pair[1], by=editor, at=NOW, reason="for the test")

    now = matrix(at("2024-06-10"), Selection(groups=("haqqani-network",)))
    assert [row.slug for row in now.rows] == ["taliban"]
    assert [row.slug for row in matrix(at("2024-06-10"), Selection(name="haqqani")).rows] == ["taliban"]
    then = matrix(at("2024-06-10", "e1"), Selection(groups=("haqqani-network",)))
    assert [row.slug for row in then.rows] == ["haqqani-network"]


def test_it_takes_as_many_queries_for_much_as_for_little():
    counts = set()
    for selection in (Selection(), Selection(groups=("taliban",)), Selection(authorities=("KZ",), size=1)):
        with CaptureQueriesContext(connection) as asked:
            list(matrix(at("2024-06-10"), selection).cells)
        counts.add(len(asked))

    assert counts == {8}


@pytest.mark.usefixtures("empty_ledger")
def test_an_empty_record_has_an_empty_matrix():
    found = matrix(at())

    assert (found.rows, list(found.cells), found.columns, found.pages) == ((), [], (), 1)
    assert found.moment.day == NOW.date()
