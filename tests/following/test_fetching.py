"""A followed list is fetched when it is due; whatever the host does, nothing is believed that is not whole."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.utils import timezone

from sources import archive as bytes_kept
from sources import tasks
from sources.following import fetching, keeping, scheduling
from sources.following.fetching import fetch_one
from sources.following.taking import release
from sources.models import Candidate, Document, Fetch, ListChange, Snapshot, Source
from tests.desk.site import url
from tests.following.made import START, editor, un_xml, without

LATER = START + timedelta(days=1)


def fetch(source: Source, at=START) -> str:
    leased = scheduling.lease_next(at, among=[source.slug])
    assert leased is not None
    said = fetch_one(leased, at)
    source.refresh_from_db()
    return said


def run(*args: object) -> str:
    out = StringIO()
    call_command(*map(str, args), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_list_is_fetched_kept_and_taken_in(followed, site) -> None:
    site.files["un.xml"] = un_xml(START.date()).encode()

    said = fetch(followed)

    assert said.startswith("read whole: 4 organisations, as of 2026-03-01. un-1267: 1 entry waits")
    attempt = Fetch.objects.get()
    assert (attempt.outcome, attempt.status, attempt.role, attempt.failure) == ("kept", 200, "list", "")
    assert attempt.headers["etag"] and attempt.document.arrivals.get().url == url(site, "un.xml")
    assert bytes_kept.read(attempt.document.sha256) == site.files["un.xml"]
    assert (followed.last_good_at, followed.failures, followed.lease_until) == (START, 0, None)
    assert timedelta(hours=24) <= followed.due_at - START <= timedelta(hours=27)


def test_what_has_not_changed_is_not_sent_and_the_list_is_seen_once_more(followed, site) -> None:
    site.files["un.xml"] = un_xml(START.date()).encode()
    fetch(followed)
    rows = (ListChange.objects.count(), Candidate.objects.count(), Document.objects.count())

    fetch(followed, LATER)

    assert list(Fetch.objects.order_by("pk").values_list("outcome", "status")) == [("kept", 200), ("unchanged", 304)]
    assert Snapshot.objects.get().last_seen_on == LATER.date()
    assert Document.objects.get().bytes_until == LATER.date() + timedelta(days=90)
    assert (ListChange.objects.count(), Candidate.objects.count(), Document.objects.count()) == rows
    assert followed.last_good_at == LATER


def test_bytes_that_were_let_go_are_asked_for_whole(followed, site) -> None:
    site.files["un.xml"] = un_xml(START.date()).encode()
    fetch(followed)

    assert keeping.let_go(START + timedelta(days=89)) == 0
    assert keeping.let_go(START + timedelta(days=90)) == 1
    assert keeping.let_go(START + timedelta(days=91)) == 0
    with pytest.raises(bytes_kept.Damaged):
        bytes_kept.read(Document.objects.get().sha256)
    fetch(followed, START + timedelta(days=92))

    assert [each.status for each in Fetch.objects.all()] == [200, 200]
    document = Document.objects.get()
    assert (document.bytes_gone_at, bytes_kept.read(document.sha256)) == (None, site.files["un.xml"])


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("busy", 429, "answered 429"),
        ("broken", 500, "answered 500"),
        ("cut", None, "broke off"),
        ("bomb", 200, "the most that is kept"),
        ("inward", None, "private address"),
        ("nothing-here", 404, "answered 404"),
    ],
)
def test_what_cannot_be_fetched_changes_nothing_and_is_tried_later(followed, site, path, status, sentence) -> None:
    site.files["un.xml"] = un_xml(START.date()).encode()
    fetch(followed)
    rows = (Snapshot.objects.count(), ListChange.objects.count())
    followed.moved_files = {"list": url(site, path)}
    followed.save()

    said = fetch(followed, LATER)

    assert said.startswith("not fetched: ") and sentence in said
    attempt = Fetch.objects.order_by("-pk").first()
    assert (attempt.outcome, attempt.status, attempt.document) == ("failed", status, None)
    assert sentence in attempt.failure
    assert (Snapshot.objects.count(), ListChange.objects.count()) == rows
    assert (followed.failures, followed.last_good_at) == (1, START)
    assert followed.due_at > LATER


def test_a_page_instead_of_the_list_is_held(followed, site) -> None:
    site.files["un.xml"] = un_xml(START.date()).encode()
    fetch(followed)
    site.files["un.xml"] = b"<html><body>Down for maintenance</body></html>"

    assert fetch(followed, LATER).startswith("held: ")
    assert (followed.failures, followed.last_good_at) == (1, START)

    held = Snapshot.objects.get(standing="held")
    held.standing, held.decided_by, held.decided_at, held.why = "refused", editor(), LATER, "A page."
    held.save()
    assert fetch(followed, LATER + timedelta(hours=1)) == "the same files that were refused: A page."


def test_what_was_released_is_read_whole_at_once(followed, site) -> None:
    site.files["un.xml"] = un_xml(START.date()).encode()
    fetch(followed)
    site.files["un.xml"] = un_xml(LATER.date(), without(1, 2, 3)).encode()
    assert fetch(followed, LATER).startswith("held: ")
    soon = LATER + timedelta(seconds=30)
    assert scheduling.lease_next(soon) is None

    release(Snapshot.objects.get(standing="held"), by=editor(), at=LATER, why="Announced.")
    leased = scheduling.lease_next(soon)
    assert leased == followed
    assert fetch_one(leased, soon).startswith("read whole: 1 organisations")
    followed.refresh_from_db()
    assert (followed.failures, followed.last_good_at) == (0, soon)


def test_a_delisting_is_found_by_the_next_fetch(followed, site) -> None:
    site.files["un.xml"] = un_xml(START.date()).encode()
    fetch(followed)
    site.files["un.xml"] = un_xml(LATER.date(), without(1)).encode()

    fetch(followed, LATER)

    [change] = ListChange.objects.filter(kind="removed")
    assert (change.candidate.event_kind, change.candidate.stated) == ("delisted", "2026-03-01/2026-03-02")


def test_a_host_is_not_asked_for_what_its_robots_txt_forbids(followed, site) -> None:
    site.robots = "User-agent: DesignationAtlas\nDisallow: /un"
    site.files["un.xml"] = un_xml(START.date()).encode()

    assert "robots.txt" in fetch(followed)
    assert not Snapshot.objects.exists()


def test_failures_are_further_and_further_apart_and_never_in_step(followed) -> None:
    waits = []
    for _ in range(12):
        scheduling.went_wrong(followed, START, chance=lambda: 1.0)
        waits.append((followed.due_at - START).total_seconds() / 60)
    scheduling.went_wrong(followed, START, chance=lambda: 0.0)
    least = (followed.due_at - START).total_seconds() / 60
    scheduling.went_wrong(followed, START, wait=3 * 24 * 3600)

    assert waits[:4] == [5, 10, 20, 40]
    assert waits[-1] == 24 * 60
    assert least == 12 * 60
    assert followed.due_at - START == timedelta(days=3)

    scheduling.went_well(followed, START, chance=lambda: 0.5)
    assert (followed.failures, followed.due_at - START) == (0, timedelta(hours=24 * 1.05))


def test_only_what_is_due_followed_and_free_is_leased(followed) -> None:
    assert scheduling.lease_next(START) == followed
    assert scheduling.lease_next(START) is None, "another has it"
    assert scheduling.lease_next(START + scheduling.LEASE) == followed, "whoever had it is dead"

    Source.objects.update(lease_until=None, due_at=LATER)
    assert scheduling.lease_next(START) is None
    assert scheduling.lease_next(START, now=True) == followed
    Source.objects.update(lease_until=None, active=False)
    assert scheduling.lease_next(LATER) is None
    assert scheduling.lease_next(LATER, now=True) is None
    assert scheduling.lease_next(LATER, among=[followed.slug]) == followed


def test_a_source_that_another_worker_is_leasing_is_passed_over(transactional_db, followed) -> None:
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT 1 FROM sources_source WHERE id = %s FOR UPDATE", [followed.pk])
        with transaction.atomic():
            assert scheduling.lease_next(START) is None
        with other.cursor() as cursor:
            cursor.execute("ROLLBACK")
    finally:
        other.close()

    assert scheduling.lease_next(START) == followed


def test_a_fetcher_that_falls_over_gives_the_source_back(followed, monkeypatch) -> None:
    def crash(*_: object) -> str:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(fetching, "FETCHERS", {"list": crash})

    with pytest.raises(RuntimeError):
        fetch(followed)

    followed.refresh_from_db()
    assert (followed.failures, followed.lease_until) == (1, None)


def test_a_crash_between_keeping_and_reading_is_made_good(followed, site, monkeypatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("pulled the plug")

    site.files["un.xml"] = un_xml(START.date()).encode()
    with monkeypatch.context() as patched:
        patched.setattr(fetching, "take_documents", crash)
        with pytest.raises(RuntimeError):
            fetch(followed)
    fetch(followed, LATER)

    assert [each.outcome for each in Fetch.objects.order_by("pk")] == ["kept", "unchanged"]
    assert (Snapshot.objects.count(), ListChange.objects.count()) == (1, 3)


def test_the_sweep_fetches_what_is_due(followed, site) -> None:
    now = timezone.now()
    site.files["un.xml"] = un_xml(now.date()).encode()

    tasks.fetch_due()
    tasks.fetch_due()
    tasks.let_go()

    assert Fetch.objects.count() == 1
    followed.refresh_from_db()
    assert followed.last_good_at >= now


def test_the_commands_fetch_and_tell(followed, site) -> None:
    now = timezone.now()
    site.files["un.xml"] = un_xml(now.date()).encode()

    with pytest.raises(CommandError, match="1 of 11 sources need a person"):
        run("check_sources")
    assert "un-consolidated: read whole: 4 organisations" in run("fetch_sources", "--due")
    assert run("fetch_sources", "--due") == "Nothing is due.\n"
    assert "un-consolidated: read whole" in run("fetch_sources", "un-consolidated")
    told = run("check_sources")
    assert "un-consolidated: followed, read whole just now, last tried just now, due " in told
    assert "waiting: entries 1, candidates 2" in told

    site.files["un.xml"] = b"<html>"
    with pytest.raises(CommandError, match="1 of 1 could not be fetched, or are held"):
        run("fetch_sources")
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 11"):
        call_command("check_sources", stdout=out)
    assert "Held since" in out.getvalue()
    with pytest.raises(CommandError, match="No source is called nowhere"):
        run("fetch_sources", "nowhere")
    Source.objects.update(active=False)
    assert run("fetch_sources") == "No source is followed.\n"
