"""A list taken in: the first snapshot confirms, a later one tells what changed, one in doubt changes nothing."""

import threading
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.following import taking
from sources.following.enrolling import list_source
from sources.following.keeping import ListFile
from sources.following.taking import NotReleased, refuse, release, take
from sources.models import Candidate, Document, ListChange, ListEntry, Snapshot
from tests.following.made import MADE, START, bring, day_after, editor, un_source, un_xml, without


def told(snapshot):
    return sorted(
        (each.kind, each.entry.number, each.regime_id and each.regime.slug) for each in snapshot.changes.all()
    )


def present():
    return set(ListEntry.objects.filter(present=True).values_list("number", flat=True))


def test_the_first_snapshot_confirms_and_never_lists(record, tmp_path) -> None:
    taken = bring(tmp_path, un_xml(START.date()), 0)

    assert (taken.snapshot.standing, taken.snapshot.count, taken.snapshot.compared_with) == ("accepted", 4, None)
    assert told(taken.snapshot) == [("confirmed", number, "un-1267") for number in "123"]
    assert set(Candidate.objects.values_list("group__slug", "event_kind", "stated")) == {
        ("al-qaida", "confirmed", "2026-03-01"),
        ("boko-haram", "confirmed", "2026-03-01"),
    }
    assert dict(ListEntry.objects.values_list("number", "answer")) == {
        "1": "certain",
        "2": "certain",
        "3": "open",
        "4": "untold",
    }


def test_what_comes_and_goes_is_told_once_each_with_its_span(record, tmp_path) -> None:
    bring(tmp_path, un_xml(START.date(), without(2)), 0)
    come = bring(tmp_path, un_xml(day_after(10), without(1), listed_on="2026-03-08"), 10).snapshot
    back = bring(tmp_path, un_xml(day_after(20), MADE), 20).snapshot

    assert [each for each in told(come) if each[0] != "amended"] == [
        ("added", "2", "un-1267"),
        ("removed", "1", "un-1267"),
    ]
    listed, delisted = (come.changes.get(kind=kind).candidate for kind in ("added", "removed"))
    assert (listed.event_kind, listed.stated, listed.group.slug) == ("listed", "2026-03-08", "boko-haram")
    assert (delisted.event_kind, delisted.stated, delisted.group.slug) == (
        "delisted",
        "2026-03-01/2026-03-11",
        "al-qaida",
    )
    assert delisted.evidence == ""
    again = back.changes.get(kind="added").candidate
    assert (again.event_kind, again.group.slug, again.stated) == ("listed", "al-qaida", "2026-03-11/2026-03-21")
    assert present() == {"1", "2", "3", "4"}


def test_the_same_files_again_are_the_same_snapshot_seen_once_more(record, tmp_path) -> None:
    first = bring(tmp_path, un_xml(START.date()), 0)
    rows = (Candidate.objects.count(), ListChange.objects.count(), Document.objects.count())

    same_day = bring(tmp_path, un_xml(START.date()), 0)
    later = bring(tmp_path, un_xml(START.date()), 5)

    assert (first.fresh, same_day.fresh, later.fresh) == (True, False, False)
    assert later.snapshot == same_day.snapshot == first.snapshot
    assert later.snapshot.last_seen_on == day_after(5)
    assert (Candidate.objects.count(), ListChange.objects.count(), Document.objects.count()) == rows
    assert Document.objects.get().arrivals.count() == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<html><body>Down for maintenance</body></html>", "web_page"),
        ("", "empty"),
        (un_xml(day_after(1))[:-40], "truncated"),
        (un_xml(day_after(1), without(1, 2, 3)), "lost_too_many"),
        (un_xml(START.date() - timedelta(days=1)), "older"),
        (un_xml(day_after(1), {**MADE, 5: ("XXe.001", "Somebody", "Atlantis")}), "unknown_category"),
    ],
)
def test_what_is_in_doubt_is_held_and_changes_nothing(record, tmp_path, text, reason) -> None:
    bring(tmp_path, un_xml(START.date()), 0)
    before = (present(), Candidate.objects.count(), ListChange.objects.count())

    taken = bring(tmp_path, text, 1)

    assert (taken.held, taken.snapshot.held_for, taken.snapshot.applied_at) == (True, reason, None)
    assert taken.snapshot.held_why
    assert (present(), Candidate.objects.count(), ListChange.objects.count()) == before
    assert bring(tmp_path, text, 2).snapshot == taken.snapshot, "the same broken file again is the same hold"


def test_a_broken_file_between_two_good_ones_leaves_no_trace(record, tmp_path) -> None:
    first = bring(tmp_path, un_xml(START.date()), 0).snapshot
    bring(tmp_path, "<html>", 1)
    last = bring(tmp_path, un_xml(day_after(2)), 2).snapshot

    assert last.compared_with == first
    assert told(last) == []


def test_a_mass_change_waits_for_one_look_and_is_not_lost(record, tmp_path) -> None:
    bring(tmp_path, un_xml(START.date()), 0)
    held = bring(tmp_path, un_xml(day_after(1), without(1, 2, 3)), 1).snapshot

    done = release(held, by=editor(), at=START + timedelta(days=2), why="Announced in a press release.")

    assert (done.standing, done.decided_by, done.why) == ("released", editor(), "Announced in a press release.")
    assert told(done) == [("removed", number, "un-1267") for number in "123"]
    assert present() == {"4"}
    assert Snapshot.objects.last_of(un_source()) == done
    with pytest.raises(NotReleased, match="is released"):
        release(held, by=editor(), at=START, why="Again.")


def test_what_cannot_be_read_cannot_be_released(record, tmp_path) -> None:
    bring(tmp_path, un_xml(START.date()), 0)
    held = bring(tmp_path, "<html>", 1).snapshot

    with pytest.raises(NotReleased, match="could not be read"):
        release(held, by=editor(), at=START, why="It looks fine.")
    with pytest.raises(NotReleased, match="Say why"):
        release(held, by=editor(), at=START, why=" ")


def test_a_hold_that_was_overtaken_cannot_be_released(record, tmp_path) -> None:
    bring(tmp_path, un_xml(START.date()), 0)
    held = bring(tmp_path, un_xml(day_after(1), without(1, 2, 3)), 1).snapshot
    bring(tmp_path, un_xml(day_after(2)), 2)

    with pytest.raises(NotReleased, match="behind it"):
        release(held, by=editor(), at=START, why="It looks fine.")


def test_what_is_refused_is_not_asked_again(record, tmp_path) -> None:
    bring(tmp_path, un_xml(START.date()), 0)
    text = un_xml(day_after(1), without(1, 2, 3))
    held = bring(tmp_path, text, 1).snapshot

    refuse(held, by=editor(), at=START, why="A test file of theirs.")
    again = bring(tmp_path, text, 2)

    assert (again.held, again.snapshot) == (False, held)
    assert again.snapshot.standing == "refused"


def test_the_first_snapshot_may_be_held_and_released(record, tmp_path) -> None:
    source = un_source()
    source.fewest = 10
    source.save()

    held = bring(tmp_path, un_xml(START.date()), 0, source).snapshot
    assert (held.held_for, ListEntry.objects.count()) == ("too_few", 0)

    release(held, by=editor(), at=START, why="It is a small list.")
    assert told(held) == [("confirmed", number, "un-1267") for number in "123"]


def test_a_new_number_for_one_entry_is_no_delisting(record, tmp_path) -> None:
    bring(tmp_path, un_xml(START.date()), 0)
    moved = {**without(1), 71: MADE[1]}

    snapshot = bring(tmp_path, un_xml(day_after(1), moved), 1).snapshot

    assert told(snapshot) == [("id_changed", "71", None)]
    assert ListEntry.objects.get(number="71").group.slug == "al-qaida"
    assert not ListEntry.objects.filter(number="1").exists()


def test_a_number_that_was_used_before_may_return(record, tmp_path) -> None:
    bring(tmp_path, un_xml(START.date()), 0)
    bring(tmp_path, un_xml(day_after(1), {**without(1), 71: MADE[1]}), 1)
    bring(
        tmp_path, un_xml(day_after(2), {**without(1), 72: ("QDe.500", "Copper Hill Party", "Al-Qaida"), 71: MADE[1]}), 2
    )
    bring(tmp_path, un_xml(day_after(3), {**without(1), 71: MADE[1]}), 3)

    back = bring(tmp_path, un_xml(day_after(4), {**without(1), 72: MADE[1]}), 4).snapshot

    assert told(back) == [("id_changed", "72", None)]
    assert ListEntry.objects.get(number="72").group.slug == "al-qaida"
    assert present() == {"2", "3", "4", "72"}


def test_an_entry_that_lives_on_under_another_name_is_neither_delisted_nor_listed(record, tmp_path) -> None:
    bring(tmp_path, un_xml(START.date()), 0)
    renamed = {**without(2), 20: ("QDe.500", "Boko Haram Group", "Al-Qaida")}

    snapshot = bring(tmp_path, un_xml(day_after(1), renamed), 1).snapshot

    assert told(snapshot) == [("added", "20", "un-1267"), ("removed", "2", "un-1267")]
    removed = snapshot.changes.get(kind="removed")
    assert (removed.removal, removed.became.number, removed.candidate) == ("renamed", "20", None)
    assert snapshot.changes.get(kind="added").candidate is None
    assert ListEntry.objects.get(number="20").group.slug == "boko-haram"


def test_a_group_with_another_entry_on_the_list_stays_listed(record, tmp_path) -> None:
    two = {**MADE, 5: ("QDe.500", "Boko Haram", "Al-Qaida")}
    bring(tmp_path, un_xml(START.date(), two), 0)

    snapshot = bring(tmp_path, un_xml(day_after(1)), 1).snapshot

    assert told(snapshot) == [("removed", "5", "un-1267")]
    assert snapshot.changes.get().candidate is None


def test_a_rename_and_another_committee_are_told(record, tmp_path) -> None:
    bring(tmp_path, un_xml(START.date()), 0)
    other = {**MADE, 1: ("QDe.004", "The Base", "Al-Qaida"), 2: ("QDe.138", "Boko Haram", "Taliban")}

    snapshot = bring(tmp_path, un_xml(day_after(1), other), 1).snapshot

    proposed = {
        (each.event_kind, each.group.slug, each.regime.slug)
        for each in Candidate.objects.filter(pk__in=snapshot.changes.values("candidate"))
    }
    assert proposed == {
        ("renamed", "al-qaida", "un-1267"),
        ("listed", "boko-haram", "un-1988"),
        ("delisted", "boko-haram", "un-1267"),
    }


def test_an_entry_that_comes_under_a_followed_regime_is_asked_about(record, tmp_path) -> None:
    bring(tmp_path, un_xml(START.date()), 0)

    bring(tmp_path, un_xml(day_after(1), {**MADE, 4: ("IRe.001", "Amber Shipping", "Taliban")}), 1)

    assert ListEntry.objects.get(number="4").answer == "open"


def test_a_crash_leaves_nothing_and_the_next_run_everything_once(record, tmp_path, monkeypatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("pulled the plug")

    bring(tmp_path, un_xml(START.date(), without(1)), 0)
    rows = (ListChange.objects.count(), Snapshot.objects.count(), present())
    with monkeypatch.context() as patched:
        patched.setattr("sources.following.proposing.propose", crash)
        with pytest.raises(RuntimeError):
            bring(tmp_path, un_xml(day_after(1)), 1)
    assert (ListChange.objects.count(), Snapshot.objects.count(), present()) == rows

    done = bring(tmp_path, un_xml(day_after(1)), 1).snapshot
    assert told(done) == [("added", "1", "un-1267")]


class Killed(BaseException):
    """The process is gone."""


def killing_at(number: int):
    """A wrapper of statements that ends the process at one of them."""
    seen = 0

    def execute(run, sql, params, many, context):
        nonlocal seen
        seen += 1
        if seen == number:
            raise Killed
        return run(sql, params, many, context)

    return execute


def test_killed_at_any_statement_it_leaves_all_or_nothing_and_ends_the_same(record, tmp_path) -> None:
    source = un_source()
    bring(tmp_path, un_xml(START.date(), without(1)), 0, source)
    before, left = state(), []
    for number in count(1):
        try:
            with connection.execute_wrapper(killing_at(number)):
                bring(tmp_path, un_xml(day_after(1)), 1, source)
            break
        except Killed:
            left.append(state())

    assert len(left) > 30
    assert left.count(before) > 30
    assert set(left) <= {before, state()}, "all of it or nothing"
    assert Snapshot.objects.count() == 2
    assert told(Snapshot.objects.latest("pk")) == [("added", "1", "un-1267")]
    assert Candidate.objects.filter(event_kind="listed").count() == 1


def state():
    """How much there is of everything that taking a list writes."""
    counts = [model.objects.count() for model in (Snapshot, ListChange, ListEntry, Candidate)]
    return (*counts, frozenset(present()))


def test_two_workers_at_once_take_it_once(transactional_db, tmp_path, settings) -> None:
    source, failed, taken = un_source(), [], []
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    def work(folder: str) -> None:
        try:
            taken.append(bring(tmp_path / folder, un_xml(START.date()), 0, source))
        except Exception as error:  # what is raised in a thread would be lost
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[folder]) for folder in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert sorted(each.fresh for each in taken) == [False, True]
    assert (Snapshot.objects.count(), ListChange.objects.count()) == (1, 3)


def test_a_stored_snapshot_is_what_was_read(record, tmp_path) -> None:
    snapshot = bring(tmp_path, un_xml(START.date()), 0).snapshot
    snapshot.refresh_from_db()

    read = taking.stored(snapshot)

    assert {entry.id: (entry.official_ref, entry.name) for entry in read.entries} == {
        str(number): entry[:2] for number, entry in MADE.items()
    }


def test_the_stored_entries_are_read_only_where_they_are_compared(record, tmp_path) -> None:
    bring(tmp_path, un_xml(START.date()), 0)

    with CaptureQueriesContext(connection) as asked:
        bring(tmp_path, un_xml(day_after(1), without(1)), 1)

    reads = [query["sql"] for query in asked if "SELECT" in query["sql"] and '."entries"' in query["sql"]]
    assert len(reads) == 1


def test_a_list_without_days_dates_a_change_by_when_it_was_seen(record, tmp_path) -> None:
    source = list_source("us-ofac-sdn")
    source.fewest, source.most_removals = 1, 0
    source.save()
    both = {1: "AL-QAIDA", 2: "BOKO HARAM"}

    def seen(days: int, entries: dict[int, str]) -> Snapshot:
        path = tmp_path / f"sdn-{days}.csv"
        rows = [f'{number},"{name}",-0- ,"SDGT"{",-0- " * 8}' for number, name in entries.items()]
        path.write_bytes("\r\n".join([*rows, "\x1a"]).encode())
        at = START + timedelta(days=days)
        return take(source, {"sdn": ListFile(path)}, at=at, seen_on=at.date()).snapshot

    for days in (0, 5, 9):
        seen(days, both)
    for days in (12, 20):
        held = seen(days, {2: "BOKO HARAM"})
    release(held, by=editor(), at=START + timedelta(days=30), why="It is so.")

    [change] = held.changes.all()
    assert (change.kind, change.stated) == ("removed", f"{day_after(9)}/{day_after(12)}")
