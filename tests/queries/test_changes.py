"""The feed: in order, without gaps, to be gone on with from any place, also while others write."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designations.actions import acts as writing
from designations.actions import groups
from designations.actions.editions import LedgerBusy
from designations.actions.statements import ActStatement
from designations.domain.acts import Effect, EventKind
from designations.domain.dates import StatedDate
from designations.models import Act, Change, Edition, Group, Regime
from designations.queries.changes import BadCursor, Wanted, changes, latest, place
from designations.queries.moments import pin
from tests.queries.conftest import NOW, REMOVAL, at, citation


def follow(moment, after: str = "", limit: int = 1000, wanted: Wanted | None = None) -> list:
    """All that the feed holds after a place, page by page."""
    found = []
    while True:
        feed = changes(moment, after, limit, wanted)
        found += feed.rows
        after = feed.next
        if not feed.more:
            return found


@pytest.mark.usefixtures("record")
class TestReading:
    def test_it_tells_every_change_once_in_order(self):
        told = follow(at())

        assert [(row.edition, row.seq) for row in told] == [(1, seq) for seq in range(1, Change.objects.count() + 1)]
        assert {row.author.split()[0] for row in told} == {"loader"}

    @given(start=st.integers(0, 3500), limit=st.integers(1, 400))
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_it_can_be_gone_on_with_from_any_place(self, start, limit):
        whole = [row.cursor for row in changes(at(), "", 5000).rows]
        feed = changes(at(), f"1.{start}", limit)

        assert [row.cursor for row in feed.rows] == whole[start : start + limit]
        assert feed.more is (start + limit < len(whole))
        assert feed.next == (feed.rows[-1].cursor if feed.more else "1")

    def test_what_followed_an_edition_is_read_after_it(self, retract):
        retract(REMOVAL)

        told = follow(at(), "1")
        assert told[0].kind == "act_retracted"
        assert {row.edition for row in told} == {2}
        withdrawn = {row.subject for row in told if row.kind == "conflict_withdrawn"}
        assert withdrawn == {f"obligation:{REMOVAL}:UN", f"bloc:{REMOVAL}:CSTO", f"divergence:{REMOVAL}"}
        assert {row.kind for row in told} == {"act_retracted", "conflict_withdrawn", "conflict_changed"}
        assert follow(at(), "2") == []
        assert changes(at(), "2").next == "2"
        assert changes(at(), "e7").next == "e7", "a place to come is kept"
        assert follow(at(known_at="e1"), "1") == []
        assert [row.cursor for row in latest(at(), 2)] == [row.cursor for row in reversed(told[-2:])]

    def test_conflicts_are_told_as_the_edition_knew_them(self, editor, retract):
        opened = {row.subject: row for row in follow(at()) if row.kind == "conflict_opened"}
        key = f"obligation:{REMOVAL}:UN"
        assert "a source states 2024-06-03" in opened[key].sentence
        assert all(row.sentence for row in opened.values())

        retract(REMOVAL)
        gone = {row.subject: row for row in follow(at(), "1")}
        assert gone[key].kind == "conflict_withdrawn"
        assert gone[key].sentence == opened[key].sentence
        assert (gone[key].before["rule"], gone[key].after) == ("obligation", None)
        again = {row.subject: row for row in follow(at(), wanted=Wanted(kinds=("conflict_opened",)))}
        assert again[key].sentence == opened[key].sentence

    @pytest.mark.parametrize(
        ("wanted", "fits"),
        [
            (Wanted(kinds=("act_published",)), lambda row: row.kind == "act_published"),
            (Wanted(groups=("Taliban",)), lambda row: row.group == "taliban"),
            (Wanted(authorities=("kz",)), lambda row: row.authority == "KZ"),
            (Wanted(regimes=("un-1988",)), lambda row: row.regime == "un-1988"),
            (Wanted(acts=(REMOVAL,)), lambda row: row.act == REMOVAL),
            (Wanted(subjects=(REMOVAL,)), lambda row: row.subject == REMOVAL),
        ],
        ids=lambda each: "" if callable(each) else str(each),
    )
    def test_a_filter_leaves_exactly_what_fits(self, wanted, fits):
        expected = [row.cursor for row in follow(at()) if fits(row)]

        assert expected
        assert [row.cursor for row in follow(at(), limit=7, wanted=wanted)] == expected
        assert changes(at(), "", 5000, wanted).next == "1", "what the filter left out is behind the reader"

    def test_unified_groups_are_told(self, editor):
        haqqani, taliban = Group.objects.get(slug="haqqani-network"), Group.objects.get(slug="taliban")
        groups.unify(group=haqqani, into=taliban, by=editor, at=NOW, reason="for the test")

        told = follow(at(), "1")
        assert (told[0].kind, told[0].subject, told[0].after) == (
            "groups_unified", "haqqani-network", {"into": "taliban"},
        )  # fmt: skip


@pytest.mark.parametrize("after", ["", "x", "17.", ".3", "17.3.4", "-1"])
def test_what_is_no_place_is_refused(after):
    with pytest.raises(BadCursor, match=r"after=17\.240"):
        place(after)


def test_a_place_is_an_edition_and_a_sequence():
    assert place("17.240") == (17, 240)
    assert place("e17")[0] == place("17")[0] == 17
    assert place("17") > place("17.999999999")


WRITERS, EACH = 8, 4


@pytest.mark.usefixtures("transactional_db")
def test_a_reader_misses_nothing_and_sees_nothing_twice_while_eight_publish():
    user = get_user_model().objects.create_user(username="writer")
    slugs = list(Group.objects.order_by("slug").values_list("slug", flat=True)[: WRITERS // 2])
    done = threading.Event()

    def write(number: int) -> int:
        published = 0
        try:
            for turn in range(EACH):
                statement = ActStatement(
                    regime=Regime.objects.select_related("authority").get(slug="kz-court-list"),
                    group=Group.objects.get(slug=slugs[number % len(slugs)]),
                    kind=EventKind.CONFIRMED,
                    effect=Effect.NONE,
                    stated=StatedDate.parse(f"2020-0{turn + 1}-0{number + 1}"),
                )
                writing.publish(act=statement, citations=[citation()], by=user, at=datetime.now(UTC))
                published += 1
        except LedgerBusy:
            return published
        finally:
            connection.close()
        return published

    def read() -> list[str]:
        told, after = [], "1"
        try:
            while True:
                last = done.is_set()
                feed = changes(pin(None, None, now=datetime.now(UTC)), after, 3)
                told += [row.cursor for row in feed.rows]
                after = feed.next
                if last and not feed.more:
                    return told
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reader = pool.submit(read)
        written = sum(pool.map(write, range(WRITERS)))
        done.set()
        told = reader.result()

    kept = [f"{edition}.{seq}" for edition, seq in Change.objects.filter(edition__gt=1).order_by(
        "edition", "seq"
    ).values_list("edition", "seq")]  # fmt: skip
    assert told == kept
    assert written == WRITERS * EACH
    assert list(Edition.objects.order_by("number").values_list("number", flat=True)) == list(range(1, written + 2))
    assert Act.objects.filter(recorded_in__gt=1).count() == written
