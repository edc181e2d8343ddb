"""Groups, authorities, regimes, coverage, the first page and the search."""

from datetime import date

import pytest

from designations.actions import acts
from designations.actions import groups as identities
from designations.models import Group, Position
from designations.queries.absent import Absent, ReadAs
from designations.queries.authorities import authorities, authority
from designations.queries.coverage import coverage
from designations.queries.editions import between, latest
from designations.queries.groups import Wanted, group, groups
from designations.queries.home import home
from designations.queries.keys import check_keys
from designations.queries.moments import holds
from designations.queries.pages import Cut
from designations.queries.regimes import Wanted as WantedRegimes
from designations.queries.regimes import regime, regimes
from designations.queries.search import search, suggest_groups
from tests.queries.conftest import NOW, REMOVAL, at, citation, removal

pytestmark = pytest.mark.usefixtures("record")


def test_a_group_is_told_whole():
    found = group(at("2024-06-10"), "Taliban")
    standing = {each.authority: each for each in found.standing}

    assert (found.slug, found.absorbed) == ("taliban", ())
    assert (standing["KZ"].state, standing["KZ"].since, standing["KZ"].act) == ("delisted", date(2023, 12, 29), REMOVAL)
    assert [(each.body, each.scope) for each in standing["AM"].covered_by] == [("UN", "associated")]
    assert [each.state for each in found.standing][:2] == ["listed", "listed"]
    assert {row.regime for row in found.periods} >= {"kz-court-list", "un-1988", "un-1267"}
    assert [each.kind for each in found.troubles] == ["dispute"]
    assert {"skvujevd3f"} <= {each.act for each in found.events}, "acts after the day are told too"
    assert any(row.kind == "primary" for row in found.names)
    relation = next(each for each in found.relations if each.other == "haqqani-network")
    assert (relation.kind, relation.outward, relation.on_day) == ("affiliate_of", False, True)


def test_a_group_read_as_another_points_to_it_from_that_edition_on(editor):
    haqqani, taliban = Group.objects.get(slug="haqqani-network"), Group.objects.get(slug="taliban")
    identities.unify(group=haqqani, into=taliban, by=editor, at=NOW, reason="for the test")

    with pytest.raises(ReadAs, match="taliban") as other:
        group(at(), "haqqani-network")
    assert other.value.slug == "taliban"
    assert group(at(known_at="e1"), "haqqani-network").slug == "haqqani-network"
    now, then = group(at(), "taliban"), group(at(known_at="e1"), "taliban")
    assert (now.absorbed, then.absorbed) == (("haqqani-network",), ())
    assert {row.of for row in now.names} == {"taliban", "haqqani-network"}
    assert "haqqani-network" not in {row.other for row in now.relations}
    assert groups(at()).total == groups(at(known_at="e1")).total - 1
    assert [row.slug for row in groups(at(), Wanted(name="haqqani")).rows] == ["taliban"]
    assert [row.slug for row in groups(at(), Wanted(slugs=("haqqani-network",))).rows] == ["taliban"]

    identities.separate(group=haqqani, by=editor, at=NOW, reason="it was not")
    assert group(at(), "haqqani-network").slug == "haqqani-network"
    assert group(at(known_at="e2"), "taliban").absorbed == ("haqqani-network",)


def test_relations_of_a_relative_read_as_another_lead_to_it(editor):
    relation = group(at(), "hamas-qassam-brigades").relations[0]
    other = Group.objects.get(slug=relation.other)
    identities.unify(group=other, into=Group.objects.get(slug="taliban"), by=editor, at=NOW, reason="for the test")

    assert group(at(), "hamas-qassam-brigades").relations[0].other == "taliban"


def test_unknown_groups_are_absent():
    with pytest.raises(Absent, match="no group 'nothing'"):
        group(at(), "nothing")


def test_groups_count_who_lists_them():
    rows = {row.slug: row for row in groups(at("2024-06-10")).rows}
    held = Position.objects.current().filter(
        holds(date(2024, 6, 10)), group__slug="taliban", possible=False, state="listed"
    )

    assert rows["taliban"].listed_by == held.count()
    assert rows["taliban"].conflicts > 0
    part = groups(at("2024-06-10"), None, Cut(3, 2))
    assert (part.rows, part.total) == (tuple(rows.values())[2:5], len(rows))


def test_groups_may_be_chosen():
    moment = at("2024-06-10")

    assert {row.slug for row in groups(moment, Wanted(name="талибан")).rows} >= {"taliban"}
    assert all("AF" in row.countries for row in groups(moment, Wanted(countries=("af",))).rows)
    both = groups(moment, Wanted(listed_by=("ru", "TJ"))).rows
    assert "taliban" in {row.slug for row in both}
    assert "al-shabaab" not in {row.slug for row in both}
    assert "taliban" in {row.slug for row in groups(moment, Wanted(states=("delisted",))).rows}
    assert all(row.conflicts for row in groups(moment, Wanted(in_conflict=True)).rows)


def test_an_authority_is_told_whole():
    found = authority(at("2024-06-10"), "kz")

    assert (found.row.code, found.row.regimes, found.row.conflicts) == ("KZ", 1, 3)
    assert {each.other for each in found.bodies if each.on_day} == {"CSTO", "SCO", "UN", "OIC"} & {
        each.other for each in found.bodies
    } | {"CSTO", "SCO", "UN"}
    assert [each.regime.slug for each in found.regimes] == ["kz-court-list"]
    standing = {each.group: each for each in found.standing}
    assert standing["taliban"].state == "delisted"
    assert standing["al-qaida"].covered_by
    assert {row.authority for row in found.latest} == {"KZ"}
    assert authority(at("2024-06-10"), "CSTO").members
    with pytest.raises(Absent, match="'ZZ'"):
        authority(at(), "ZZ")


def test_authorities_count_what_they_list():
    rows = {row.code: row for row in authorities(at("2024-06-10")).rows}
    own = authority(at("2024-06-10"), "RU")

    assert rows["RU"].listed == sum(each.state == "listed" and not each.possible for each in own.standing)
    assert {row.kind for row in authorities(at(), kinds=("body",)).rows} == {"body"}
    assert {row.code for row in authorities(at(), regions=("Central Asia",)).rows} == {"KG", "KZ", "TJ", "TM", "UZ"}
    assert authorities(at("2024-06-10"), cut=Cut(2, 1)).rows == tuple(rows.values())[1:3]


def test_a_regime_is_told_whole():
    found = regime(at("2024-06-10"), "UN-1988")

    assert (found.row.level, found.row.regime.binds_members, found.row.listed) == (
        "complete",
        True,
        len(found.standing),
    )
    assert found.row.last_seen == date(2024, 6, 10), "complete coverage shows the list on the day"
    assert "taliban" in {row.group for row in found.standing}
    assert (found.terms[0].kind, found.terms[0].since.number, found.terms[0].until) == ("sanctions", 1, None)
    assert found.program_keys == ("UN-SC1988",)
    with pytest.raises(Absent, match="no regime 'nothing'"):
        regime(at(), "nothing")


def test_coverage_is_of_the_day():
    then, now = coverage(at("2010-01-01"), "un"), coverage(at("2024-06-10"), "UN")

    assert {row.level for row in then} == {""}
    assert "complete" in {row.level for row in now}
    assert {row.regime.authority for row in now} == {"UN"}
    after = {row.regime.slug: row for row in coverage(at("2026-11-25"), "UN")}
    assert after["un-1988"].last_seen == date(2026, 2, 27), "the last day of complete coverage"


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (WantedRegimes(authorities=("us",)), lambda row: row.regime.authority == "US"),
        (WantedRegimes(kinds=("court_ban",)), lambda row: row.regime.kind == "court_ban"),
        (WantedRegimes(binds_members=True), lambda row: row.regime.binds_members),
        (WantedRegimes(binds_members=False), lambda row: not row.regime.binds_members),
        (WantedRegimes(level="complete"), lambda row: row.level == "complete"),
    ],
    ids=lambda each: "" if callable(each) else str(each),
)
def test_a_filter_of_regimes_leaves_exactly_what_fits(wanted, fits):
    everything = regimes(at("2024-06-10")).rows
    expected = [row.regime.slug for row in everything if fits(row)]

    assert 0 < len(expected) < len(everything)
    assert [row.regime.slug for row in regimes(at("2024-06-10"), wanted).rows] == expected


def test_the_first_page_shows_what_stands_and_what_happened():
    found = home(at("2024-06-10"))

    assert found.counts.groups == Group.objects.count()
    assert found.counts.acts > 1500
    assert all(row.open and row.by_default for row in found.of_note)
    weights = [row.weight for row in found.of_note]
    assert weights == sorted(weights, key="high".__ne__), "the heavy ones first"
    assert [row.year for row in found.years] == list(range(1997, 2025))
    assert sum(row.opened for row in found.years) > 500
    assert len(found.latest) == 8
    assert len(home(at("2024-06-10"), conflicts_of_note=2).of_note) == 2


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("taleban", "taliban"),
        ("Талибан", "taliban"),
        ("طالبان", "taliban"),
        ("hizbollah", "hezbollah"),
        ("حزب الله", "hezbollah"),
        ("PKK", "pkk"),
        ("moslem brotherhood", "muslim-brotherhood"),
        ("al quaida", "al-qaida"),
        ("ИГИЛ", "isil"),
        ("haram boko", "boko-haram"),
    ],
)
def test_groups_are_found_misspelt_and_in_other_scripts(words, slug):
    found = search(at(), words)

    assert found.groups[0].key == slug
    assert suggest_groups(at(), words)[0] == found.groups[0]
    assert len({hit.key for hit in found.groups}) == len(found.groups)


def test_authorities_regimes_and_acts_are_found():
    assert search(at(), "KAZ").authorities[0].key == "KZ"
    assert search(at(), "russia").authorities[0].key == "RU"
    assert search(at(), "un 1267").regimes[0].key == "un-1267"
    assert [row.act for row in search(at(), REMOVAL).acts] == [REMOVAL]
    assert "22cwudh42x" in {row.act for row in search(at(), "S/RES/1988").acts}
    assert search(at(), "isl", limit=3).groups
    assert search(at(), " - ").groups == ()
    assert suggest_groups(at(), "") == ()
    assert search(at(), "qqqqqqqqqqqq").groups == ()


def test_a_group_read_as_another_is_found_under_the_other(editor):
    haqqani, taliban = Group.objects.get(slug="haqqani-network"), Group.objects.get(slug="taliban")
    identities.unify(group=haqqani, into=taliban, by=editor, at=NOW, reason="for the test")

    hit = search(at(), "haqqani network").groups[0]
    assert (hit.key, hit.title) == ("taliban", "Taliban")
    assert search(at(known_at="e1"), "haqqani network").groups[0].key == "haqqani-network"


def test_editions_are_told_under_public_names(retract):
    retract(REMOVAL)

    assert [row.number for row in latest(at(), 5)] == [2, 1]
    assert [row.number for row in latest(at(known_at="e1"), 5)] == [1]
    assert [row.reason for row in between(1, 2)] == ["never happened"]


def test_unknown_keys_are_named():
    check_keys(groups=["Taliban"], authorities=["kz"], regimes=["UN-1988"])
    for kind, key in (("groups", "nobody"), ("authorities", "ZZ"), ("regimes", "nothing")):
        with pytest.raises(Absent, match=key):
            check_keys(**{kind: [key]})


def test_search_finds_the_words_that_a_source_is_quoted_with(editor):
    words = "The court removed the movement from its Register of Banned Organisations."
    acts.cite(act=removal().act, citation=citation(quote=words), by=editor, at=NOW)

    [found] = search(at(), "“register of banned”").quoted
    assert (found.act.act, found.words, found.source) == (REMOVAL, words, "A report")
    assert search(at(), "register of banned").acts == ()
    assert search(at("", "e1"), "register of banned").quoted == ()
    assert search(at(), "reg").quoted == ()
    assert [row.act for row in search(at(), REMOVAL).acts] == [REMOVAL]
