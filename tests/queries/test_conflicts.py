"""Conflicts as an edition knows them: filters, sentences, versions."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from designations.actions import disputes
from designations.domain.dates import StatedDate
from designations.models import Act, Conflict, Membership
from designations.queries.absent import Absent
from designations.queries.conflicts import Wanted, conflict, conflicts, versions
from designations.queries.pages import Cut
from tests.queries.conftest import NOW, REMOVAL, at

pytestmark = pytest.mark.usefixtures("record")

OBLIGATION, BLOC = f"obligation:{REMOVAL}:UN", f"bloc:{REMOVAL}:CSTO"


def keys(wanted: Wanted, day: str = "2026-11-25") -> set[str]:
    return {row.key for row in conflicts(at(day), wanted).rows}


def test_the_founding_conflict_explains_itself():
    row = conflict(at("2024-06-10"), OBLIGATION)

    assert row.sentence == (
        "Kazakhstan removed the Taliban from its list of banned terrorist organisations (court ban) on 2023-12-29; a "
        "source states 2024-06-03. UN 1988 (sanctions), which binds UN members under Chapter VII, still reaches "
        "persons and entities associated with the Taliban. The atlas records the difference; it does not say that an "
        "obligation is breached."
    )
    assert (row.stated, row.others, row.starts, row.ends, row.open) == (
        "2023-12-29", ("2024-06-03",), date(2023, 12, 29), None, True,
    )  # fmt: skip
    assert (row.weight, row.likeness, row.regime_kind) == ("high", "different_scope", "court_ban")
    assert [(each.regime, each.scope, each.seen) for each in row.parties] == [("un-1988", "associated", True)]


def test_the_keepers_of_the_bloc_are_seen_or_presumed():
    row = conflict(at("2024-06-10"), BLOC)

    assert {each.authority: each.seen for each in row.parties} == {"TJ": True, "RU": True, "KG": True, "CSTO": False}
    assert row.facets == ("bloc:SCO",)


def test_none_of_them_stands_before():
    assert not keys(Wanted(acts=(REMOVAL,)), "2023-12-28")
    assert keys(Wanted(acts=(REMOVAL,)), "2023-12-29") == {OBLIGATION, BLOC, f"divergence:{REMOVAL}"}
    assert keys(Wanted(acts=(REMOVAL,), whole_history=True), "2000-01-01") == keys(Wanted(acts=(REMOVAL,)))


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(rule=("bloc", "internal")), lambda row: row.rule in ("bloc", "internal")),
        (Wanted(weight=("high",)), lambda row: row.weight == "high"),
        (Wanted(likeness=("same_kind",)), lambda row: row.likeness == "same_kind"),
        (Wanted(grade=("official",)), lambda row: row.grade == "official"),
        (Wanted(authority="ru"), lambda row: "RU" in {row.authority, *(each.authority for each in row.parties)}),
        (
            Wanted(authority="KZ", with_authority="RU"),
            lambda row: {"KZ", "RU"} <= {row.authority, *(each.authority for each in row.parties)},
        ),
        (
            Wanted(group="hezbollah"),
            lambda row: "hezbollah" in {row.group, row.other_group, *(each.group for each in row.parties)},
        ),
        (Wanted(open=True), lambda row: row.open),
        (Wanted(open=False), lambda row: not row.open),
        (Wanted(opened_from=date(2015, 1, 1)), lambda row: row.starts >= date(2015, 1, 1)),
        (Wanted(opened_until=date(2015, 1, 1)), lambda row: row.starts <= date(2015, 1, 1)),
        (Wanted(by_default=True), lambda row: row.by_default),
        (Wanted(by_default=False), lambda row: not row.by_default),
    ],
    ids=lambda each: "" if callable(each) else str(each),
)
def test_a_filter_leaves_exactly_what_fits(wanted, fits):
    moment = at("2026-11-25")
    everything = conflicts(moment).rows
    expected = {row.key for row in everything if fits(row)}

    assert 0 < len(expected) < len(everything)
    assert keys(wanted) == expected


def test_a_bloc_has_its_own_conflicts_and_those_of_members_that_stopped():
    found = conflicts(at("2026-11-25"), Wanted(bloc="csto")).rows
    members = set(Membership.objects.filter(body__code="CSTO").values_list("member__code", flat=True))

    assert BLOC in {row.key for row in found}
    assert all(row.body == "CSTO" or row.authority in members or row.authority == "CSTO" for row in found)
    assert {row.key for row in found} < {row.key for row in conflicts(at("2026-11-25")).rows}


def test_pages_are_cut_from_the_latest_on():
    moment = at("2026-11-25")
    everything = conflicts(moment)

    assert [row.starts for row in everything.rows] == sorted((row.starts for row in everything.rows), reverse=True)
    part = conflicts(moment, None, Cut(10, 5))
    assert (part.rows, part.total) == (everything.rows[5:15], everything.total)


def test_a_retracted_stop_leaves_its_conflicts_to_past_editions(retract):
    retract(REMOVAL)

    with pytest.raises(Absent, match="Edition 2"):
        conflict(at("2024-06-10"), OBLIGATION)
    assert conflict(at("2024-06-10", "e1"), OBLIGATION).known_until is None, "what followed is not known yet"
    assert [row.known_until for row in versions(at(), OBLIGATION)] == [2]
    known = conflicts(at("2024-06-10", "e1"), Wanted(acts=(REMOVAL,), rule=("obligation",)))
    assert {row.key for row in known.rows} == {OBLIGATION}
    assert "a source states 2024-06-03" in versions(at(), OBLIGATION)[0].sentence


def test_a_settled_date_is_the_one_that_is_told(editor):
    disputes.settle(
        act=Act.objects.get(key=REMOVAL),
        stated=StatedDate.parse("2024-06-03"),
        reason="the decree was read",
        by=editor,
        at=NOW,
    )

    now, then = conflict(at(), OBLIGATION), conflict(at(known_at="e1"), OBLIGATION)
    assert (now.stated, now.others, now.starts) == ("2024-06-03", ("2023-12-29",), date(2024, 6, 3))
    assert (then.stated, then.others, then.starts) == ("2023-12-29", ("2024-06-03",), date(2023, 12, 29))
    assert len(versions(at(), OBLIGATION)) == 2


def test_every_sentence_of_the_record_is_whole():
    for row in conflicts(at("2026-11-25")).rows:
        assert "  " not in row.sentence and " ," not in row.sentence, row.sentence
        assert row.sentence.endswith(("breached.", "must agree.")), row.sentence


def test_it_takes_as_many_queries_for_all_as_for_one():
    counts = set()
    for cut in (Cut(1), Cut(10)):
        with CaptureQueriesContext(connection) as asked:
            conflicts(at("2026-11-25"), None, cut)
        counts.add(len(asked))

    assert counts == {4}


@pytest.mark.usefixtures("empty_ledger")
def test_an_empty_record_has_no_conflict():
    assert conflicts(at()).rows == ()
    assert not Conflict.objects.exists()
    with pytest.raises(Absent):
        conflict(at(), OBLIGATION)
