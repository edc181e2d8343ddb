"""Acts, events and listings: what is said now, what was said before, and what is left out."""

from dataclasses import replace
from datetime import date

import pytest

from designations.actions import acts as writing
from designations.actions import disputes, groups
from designations.actions.statements import ActStatement
from designations.domain.dates import StatedDate
from designations.models import Act, Group
from designations.queries.absent import Absent
from designations.queries.acts import act
from designations.queries.events import Wanted, events
from designations.queries.listings import Wanted as WantedListings
from designations.queries.listings import listings
from designations.queries.pages import Cut
from tests.queries.conftest import NOW, REMOVAL, at, citation, removal

pytestmark = pytest.mark.usefixtures("record")


def test_an_act_tells_its_evidence_and_its_conflicts():
    found = act(at("2024-06-10"), REMOVAL.upper())

    assert found.event is not None
    assert (found.event.kind, found.event.held, found.event.disputed) == (
        "delisted", "2023-12-29", ("2023-12-29", "2024-06-03"),
    )  # fmt: skip
    assert found.event.grade == "corroborated"
    assert {each.stated for each in found.event.citations} == {"2023-12-29", "2024-06-03"}
    assert len(found.conflicts) == 3
    assert [each.kind for each in found.history] == ["act_published"]
    assert found.versions[0].edition.author.startswith("loader ")


def test_each_version_stays_with_who_and_why(editor):
    moved = replace(ActStatement.of(removal()), stated=StatedDate.parse("2023-12-20"), note="found")
    found = Act.objects.get(key=REMOVAL)
    writing.correct(act=found, to=moved, by=editor, at=NOW, reason="the decision was found")
    writing.cite(act=found, citation=citation(stated=StatedDate.parse("2023-12-20")), by=editor, at=NOW)
    writing.redact(act=found, by=editor, at=NOW, reason="a name", note=True)

    now = act(at(), REMOVAL)
    assert [(each.stated, each.note, each.redacted) for each in now.versions] == [
        ("2023-12-20", "", True),
        ("2023-12-29", "", True),
    ]
    assert [each.retracted.number if each.retracted else None for each in now.versions] == [None, 2]
    assert [each.kind for each in now.history] == ["act_published", "act_corrected", "act_cited", "act_redacted"]
    assert now.history[1].edition.reason == "the decision was found"
    assert now.history[1].edition.author == f"editor {editor.pk}"
    assert len(now.event.citations) == 4

    then = act(at(known_at="e2"), REMOVAL)
    assert [each.retracted.number if each.retracted else None for each in then.versions] == [None, 2]
    assert len(then.event.citations) == 3
    first = act(at(known_at="e1"), REMOVAL)
    assert [each.retracted for each in first.versions] == [None]
    assert [each.kind for each in first.history] == ["act_published"]


def test_a_retracted_act_keeps_its_key_and_says_nothing(retract):
    retract(REMOVAL)
    found = act(at(), REMOVAL)

    assert (found.event, found.conflicts) == (None, ())
    assert found.versions[0].retracted.reason == "never happened"
    assert act(at(known_at="e1"), REMOVAL).event is not None


def test_an_act_is_not_there_before_it_was_recorded(publish):
    made = publish("kz-court-list", "hamas", "listed", "open", "2024-01-05")

    assert act(at(), made.act.key).event.group == "hamas"
    with pytest.raises(Absent, match="Edition 1"):
        act(at(known_at="e1"), made.act.key)
    with pytest.raises(Absent):
        act(at(), "nosuchact")


def test_a_settlement_is_told_with_its_reason(editor):
    disputes.settle(
        act=Act.objects.get(key=REMOVAL), stated=StatedDate.parse("2024-06-03"), reason="decree", by=editor, at=NOW
    )
    [row] = events(at(), Wanted(acts=(REMOVAL,))).rows

    assert (row.held, row.stated, row.settled_reason, row.latest) == (
        "2024-06-03", "2023-12-29", "decree", date(2024, 6, 3),
    )  # fmt: skip


def test_events_are_those_that_may_have_happened_by_the_day():
    early, late = events(at("2001-01-01")), events(at("2026-11-25"))

    assert 0 < early.total < late.total
    assert {row.act for row in early.rows} < {row.act for row in late.rows}
    assert all(row.earliest is None or row.earliest <= date(2001, 1, 1) for row in early.rows)
    assert events(at("2001-01-01"), Wanted(whole_history=True)).total == late.total
    days = [row.latest or row.earliest for row in late.rows if row.stated == row.held]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(groups=("TALIBAN",)), lambda row: row.group == "taliban"),
        (Wanted(authorities=("kz",)), lambda row: row.authority == "KZ"),
        (Wanted(regimes=("un-1988",)), lambda row: row.regime == "un-1988"),
        (Wanted(kinds=("delisted", "lapsed")), lambda row: row.kind in ("delisted", "lapsed")),
        (Wanted(effects=("pause",)), lambda row: row.effect == "pause"),
        (Wanted(acts=(REMOVAL,)), lambda row: row.act == REMOVAL),
        (Wanted(acts=()), lambda row: False),
        (Wanted(recorded_by=0), lambda row: False),
        (Wanted(recorded_after=1), lambda row: False),
    ],
    ids=lambda each: "" if callable(each) else str(each),
)
def test_a_filter_of_events_leaves_exactly_what_fits(wanted, fits):
    everything = events(at("2026-11-25")).rows

    assert {row.act for row in events(at("2026-11-25"), wanted).rows} == {row.act for row in everything if fits(row)}


def test_an_act_that_happened_by_a_later_day_is_none_of_the_dated_ones_before_it(publish):
    publish("kz-court-list", "boko-haram", "listed", "open", "../2026-07-17")
    dated, whole = Wanted(dated=True), Wanted()

    assert [(row.authority, row.held) for row in events(at("1950-01-01"), dated).rows] == [("IE", "1939")]
    assert events(at("1950-01-01"), whole).total > 1, "what may have happened is told where it is asked for"
    assert "../2026-07-17" not in {row.stated for row in events(at("2026-07-16"), dated).rows}
    assert "../2026-07-17" in {row.stated for row in events(at("2026-07-17"), dated).rows}
    late = at("2026-11-25")
    assert {row.act for row in events(late, dated).rows} == {row.act for row in events(late).rows}


def test_events_may_be_asked_for_between_days():
    found = events(at("2026-11-25"), Wanted(dated_from=date(2011, 6, 17), dated_until=date(2011, 6, 17)))

    assert "22cwudh42x" in {row.act for row in found.rows}
    for row in found.rows:
        stated = StatedDate.parse(row.stated)
        assert stated.earliest is None or stated.earliest <= date(2011, 6, 17)
        assert stated.latest is None or stated.latest >= date(2011, 6, 17)


def test_events_of_a_group_read_as_another_belong_to_it(editor):
    haqqani, taliban = Group.objects.get(slug="haqqani-network"), Group.objects.get(slug="taliban")
    own = {row.act for row in events(at(), Wanted(groups=("haqqani-network",))).rows}
    groups.unify(group=haqqani, into=taliban, by=editor, at=NOW, reason="for the test")

    for slug in ("taliban", "haqqani-network"):
        rows = events(at(), Wanted(groups=(slug,))).rows
        assert own < {row.act for row in rows}
        assert {row.group for row in rows} == {"taliban"}
        assert {row.recorded_group for row in rows} == {"taliban", "haqqani-network"}
    assert {row.act for row in events(at(known_at="e1"), Wanted(groups=("haqqani-network",))).rows} == own
    assert {row.group for row in listings(at(), WantedListings(groups=("haqqani-network",))).rows} == {"taliban"}


def test_events_are_cut_into_pages():
    whole, part = events(at("2026-11-25")), events(at("2026-11-25"), None, Cut(20, 40))

    assert (part.rows, part.total) == (whole.rows[40:60], whole.total)


def test_listings_tell_whether_they_stood_on_the_day():
    rows = listings(at("2024-06-10"), WantedListings(groups=("taliban",))).rows
    of = {(row.regime, row.opened_by): row for row in rows}

    kazakhstan = of["kz-court-list", "s4n7u22pom"]
    assert (kazakhstan.on_day, kazakhstan.closed_by, kazakhstan.ended) == ("no", REMOVAL, "2023-12-29")
    assert of["un-1988", "tta244dkud"].on_day == "certain"
    assert (of["csto-list", "kit25y46u6"].started, of["csto-list", "kit25y46u6"].on_day) == ("2016-10", "certain")
    mid = listings(at("2016-10-15"), WantedListings(groups=("taliban",), regimes=("csto-list",))).rows
    assert [row.on_day for row in mid] == ["possible"]


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (WantedListings(authorities=("ru",)), lambda row: row.authority == "RU"),
        (WantedListings(regimes=("us-fto",)), lambda row: row.regime == "us-fto"),
        (WantedListings(kinds=("court_ban",)), lambda row: row.regime_kind == "court_ban"),
        (WantedListings(hard=True), lambda row: row.regime_kind in ("terrorist_designation", "sanctions", "court_ban")),
        (WantedListings(kinds=("immigration_bar", "sanctions"), hard=True), lambda row: row.regime_kind == "sanctions"),
        (WantedListings(standings=("suspended",)), lambda row: row.standing == "suspended"),
        (WantedListings(scopes=("alias_of",)), lambda row: row.scope == "alias_of"),
        (WantedListings(on_day=True), lambda row: row.on_day != "no"),
    ],
    ids=lambda each: "" if callable(each) else str(each),
)
def test_a_filter_of_listings_leaves_exactly_what_fits(wanted, fits):
    everything = listings(at("2024-06-10")).rows
    expected = {(row.regime, row.group, row.opened_by) for row in everything if fits(row)}

    assert 0 < len(expected) < len(everything)
    found = listings(at("2024-06-10"), wanted).rows
    assert {(row.regime, row.group, row.opened_by) for row in found} == expected


def test_listings_to_come_are_left_out_unless_the_whole_history_is_asked_for():
    then = listings(at("2000-01-01"), WantedListings(groups=("taliban",)))
    whole = listings(at("2000-01-01"), WantedListings(groups=("taliban",), whole_history=True))

    assert [row.regime for row in then.rows] == ["un-1267"]
    assert len(whole.rows) > 8
    assert listings(at("2024-06-10"), None, Cut(5, 5)).rows == listings(at("2024-06-10")).rows[5:10]
