"""Followed lists in the admin: their health, what is held, and who an entry is."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from designations.models import Event, Group
from sources.admin.lists import as_a_name
from sources.following import keeping
from sources.following.enrolling import follow
from sources.following.scheduling import went_wrong
from sources.models import Candidate, Document, Fetch, ListEntry, Snapshot, Source
from tests.admin.pages import filled, send
from tests.following.made import MADE, START, bring, day_after, un_source, un_xml, without

HEALTH = reverse("admin:sources_source_changelist")


@pytest.fixture
def folder(record, tmp_path, settings):
    settings.ARCHIVE_ROOT = tmp_path / "archive"
    return tmp_path


@pytest.fixture
def entry(folder) -> ListEntry:
    """An entry that nobody knows."""
    bring(folder, un_xml(START.date()), 0)
    return ListEntry.objects.get(number="3")


@pytest.fixture
def held(folder) -> Snapshot:
    """A snapshot that lost too much."""
    bring(folder, un_xml(START.date()), 0)
    return bring(folder, un_xml(day_after(1), without(1, 2, 3)), 1).snapshot


def page(row) -> str:
    return reverse(f"admin:sources_{row._meta.model_name}_change", args=[row.pk])


def test_the_page_of_sources_tells_how_each_is_doing(held, editing) -> None:
    source = un_source()
    source.active, source.due_at = True, timezone.now()
    source.save()
    Fetch.objects.create(
        source=source,
        role="list",
        url="https://x.example/",
        at=START,
        took_ms=3,
        outcome="failed",
        failure="No answer.",
    )
    went_wrong(source, START)
    went_wrong(source, START)

    text = editing.get(HEALTH).text

    assert "4 organisations read, as of 2026-03-01" in text
    assert "3 of 4 entries are gone, more than the 2 allowed at once" in text
    assert "Last attempt failed, 2 times in a row: No answer." in text
    assert "Never read whole." in text
    assert "1 entry" in text
    assert page(held) in text
    assert Source.objects.count() == 11, "every list that has facts is shown"


def test_an_editor_follows_a_list_and_moves_its_file(folder, editing) -> None:
    source = un_source()
    form = filled(editing, page(source), "source_form")

    assert "address" not in form
    assert send(editing, page(source), form, active="on", moved_files='{"list": "https://x.example/new.xml"}') == []
    source.refresh_from_db()
    assert (source.active, source.moved_files) == (True, {"list": "https://x.example/new.xml"})
    for wrong, sentence in (
        ('{"sdn": "https://x.example/"}', "no file 'sdn'"),
        ('{"list": "ftp://x.example/"}', "no web address"),
        ('["list"]', "Write it as"),
    ):
        assert any(sentence in each for each in send(editing, page(source), form, moved_files=wrong))


def test_a_feed_has_an_address_and_no_bounds(folder, editing) -> None:
    feed = Source.objects.create(
        slug="a-feed", kind="feed", title="A feed", publisher="X", address="https://x.example/"
    )

    assert set(filled(editing, page(feed), "source_form")) >= {"address", "every_minutes"}
    assert "fewest" not in filled(editing, page(feed), "source_form")
    assert editing.get(reverse("admin:sources_source_change", args=["x"])).status_code == 302


def test_an_editor_follows_a_feed_once(folder, editing) -> None:
    add = reverse("admin:sources_source_add")
    assert add in editing.get(HEALTH).content.decode()
    form = filled(editing, add, "source_form")
    said = {"title": "Şafak: news", "publisher": "Şafak", "address": "https://x.example/feed.xml"}

    assert send(editing, add, {**form, "kind": "feed", "active": "on", **said}) == []

    feed = Source.objects.get(kind="feed")
    assert (feed.slug, feed.address, feed.active, feed.every_minutes) == ("safak-news", said["address"], True, 1440)
    assert "safak-news" in editing.get(HEALTH).content.decode()
    for wrong, sentence in (
        ({}, "followed already, as safak-news"),
        ({"address": "ftp://x.example/"}, "no web address"),
        ({"address": "https://x.example/2", "kind": "list"}, "not one of the available choices"),
    ):
        assert any(sentence in each for each in send(editing, add, {**form, "kind": "feed", **said, **wrong}))
    assert send(editing, add, {**form, "kind": "page", **said, "address": "https://x.example/3"}) == []
    assert Source.objects.get(kind="page").slug == "safak-news-2"


def test_lists_and_doubles_are_not_followed_as_feeds(folder) -> None:
    said = {"title": "新闻", "publisher": "X", "address": "https://x.example/feed.xml"}
    first = follow(Source(kind="feed", **said))

    with pytest.raises(ValidationError, match="followed already"):
        follow(Source(kind="page", **said))
    with pytest.raises(ValidationError, match="by its facts"):
        follow(Source(kind="list", title="L", publisher="X"))
    assert first.slug == "xinwen"


def test_what_is_held_is_looked_at_and_released(held, editing) -> None:
    shown = editing.get(page(held)).text
    assert "it would change what stands below" in shown
    assert "QDe.004 Al-Qaida" in shown
    assert "real: the file is whole" in shown

    assert any("required" in each for each in send(editing, page(held), {"do": "release", "why": ""}))
    assert send(editing, page(held), {"do": "release", "why": "Announced."}) == []

    held.refresh_from_db()
    assert (held.standing, held.decided_by.username, held.why) == ("released", "editor", "Announced.")
    shown = editing.get(page(held)).text
    assert "3 changes" in shown
    assert "Announced." in shown
    assert any("waits for nobody" in each for each in send(editing, page(held), {"do": "refuse", "why": "No."}))


def test_what_is_held_is_set_aside(folder, editing) -> None:
    broken = bring(folder, "<html>", 0).snapshot
    assert "Released, it would change" not in editing.get(page(broken)).text

    assert send(editing, page(broken), {"do": "refuse", "why": "A page."}) == []
    broken.refresh_from_db()
    assert broken.standing == "refused"
    assert "refused" in editing.get(reverse("admin:sources_snapshot_changelist")).text


def test_an_entry_is_matched_and_the_answer_is_remembered(entry, folder, editing) -> None:
    assert "No group has a name like it" in editing.get(page(entry)).text
    for wrong in ({"do": "match", "group": "nobody"}, {"do": "other"}, {"do": "match"}):
        assert "Say which group it is." in send(editing, page(entry), wrong)

    boko_haram = Group.objects.get(slug="boko-haram")
    assert send(editing, page(entry), {"do": "other", "other": boko_haram.pk}) == []

    entry.refresh_from_db()
    assert (entry.answer, entry.group.slug, entry.answered_by.username) == ("matched", "boko-haram", "editor")
    assert entry.changes.get().candidate.group.slug == "boko-haram"
    bring(folder, un_xml(day_after(1), without(3)), 1)
    assert entry.changes.get(kind="removed").candidate is None, "another entry of the group stays on the list"
    bring(folder, un_xml(day_after(2), without(2)), 2)
    assert entry.changes.get(kind="added").candidate.group.slug == "boko-haram", "nobody is asked again"


def test_another_answer_takes_back_what_was_proposed(entry, editing) -> None:
    send(editing, page(entry), {"do": "match", "group": "boko-haram"})
    first = entry.changes.get().candidate

    assert send(editing, page(entry), {"do": "match", "group": "al-qaida"}) == []
    first.refresh_from_db()
    assert first.decision == "withdrawn"
    assert entry.changes.get().candidate.group.slug == "al-qaida"

    send(editing, page(entry), {"do": "match", "group": "boko-haram"})
    first.refresh_from_db()
    assert (first.decision, entry.changes.get().candidate) == ("open", first)


def test_an_entry_becomes_a_group_of_its_own(entry, editing) -> None:
    said = filled(editing, page(entry), "review_form")
    assert (said["slug"], said["name"]) == ("silver-river-front", "Silver River Front")

    assert send(editing, page(entry), said, do="split", slug="") == ["A new group needs a name and a short name."]
    assert any("There is a group" in each for each in send(editing, page(entry), said, do="split", slug="al-qaida"))
    assert send(editing, page(entry), said, do="split") == []

    entry.refresh_from_db()
    assert (entry.answer, entry.group) == ("split", Group.objects.get(slug="silver-river-front"))
    assert entry.changes.get().candidate.group == entry.group
    assert not Event.objects.filter(group=entry.group).exists(), "what the list says of it waits at the desk"


def test_an_entry_that_is_not_followed_is_asked_about_no_more(entry, folder, editing) -> None:
    rows = Candidate.objects.count()

    assert send(editing, page(entry), {"do": "not_followed", "why": "A shipping firm."}) == []
    entry.refresh_from_db()
    assert (entry.answer, entry.group, entry.why) == ("not_followed", None, "A shipping firm.")
    bring(folder, un_xml(day_after(1), without(3)), 1)
    bring(folder, un_xml(day_after(2), MADE), 2)
    assert Candidate.objects.count() == rows
    entry.refresh_from_db()
    assert entry.answer == "not_followed"


@pytest.mark.parametrize(("asks", "shown"), [("waiting", {"3"}), ("machine", {"1", "2"}), ("person", set())])
def test_entries_are_found_by_who_said_who_they_are(entry, editing, asks, shown) -> None:
    text = editing.get(reverse("admin:sources_listentry_changelist") + f"?asks={asks}").text

    assert {each.number for each in ListEntry.objects.all() if page(each) in text} == shown


def test_a_candidate_of_a_list_shows_its_reasons_and_its_reference(entry, editing) -> None:
    candidate = Candidate.objects.get(group__slug="al-qaida")
    text = editing.get(page(candidate)).text

    assert "stands on the first snapshot that was read, of 2026-03-01" in text
    assert "bears the reference QDe.004" in text
    form = filled(editing, page(candidate), "review_form")
    assert (form["official_ref"], form["source_kind"], form["stated"]) == ("QDe.004", "official", "2026-03-01")
    assert form["title"] == "United Nations Security Council Consolidated List, as of 2026-03-01"


def test_a_file_of_a_list_shows_its_snapshots_and_how_long_its_bytes_stay(entry, editing) -> None:
    document = Document.objects.get()
    address = reverse("admin:sources_document_bytes", args=[document.pk])

    shown = editing.get(page(document)).text
    assert "A file of an official list" in shown
    assert page(Snapshot.objects.get()) in shown
    assert "kept until 2026-05-30" in shown
    assert editing.get(address).content.startswith(b"<?xml")

    keeping.let_go(START + timedelta(days=90))
    assert "let go on 2026-05-30 since they name persons" in editing.get(page(document)).text
    assert editing.get(address).status_code == 404


def test_a_candidate_of_a_list_shows_what_the_list_holds_of_it(folder, editing) -> None:
    bring(folder, un_xml(START.date()), 0)
    bring(folder, un_xml(day_after(1), without(2)), 1)
    gone = Candidate.objects.get(event_kind="delisted")

    text = editing.get(reverse("sources:candidate", args=[gone.pk])).text

    assert page(ListEntry.objects.get(number="2")) in text
    assert "QDe.138, number 2" in text
    assert "it no longer stands on the list" in text
    assert "most probably real" in text


def test_an_answer_leads_on_to_the_next_entry_that_waits(folder, editing) -> None:
    bring(folder, un_xml(START.date(), {3: MADE[3], 5: ("QDe.998", "Amber River Front", "Al-Qaida")}), 0)
    first, second = ListEntry.objects.filter(answer="open").order_by("name")

    led = [editing.post(page(each), {"do": "not_followed", "why": "No."}).url for each in (first, second)]

    assert led == [page(second), page(second)]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("YAZD METAL (YMI)", "Yazd Metal (YMI)"),
        ("AL FURQAN (BOSNIA AND HERZEGOVINA)", "Al Furqan (Bosnia And Herzegovina)"),
        ("Front of the River", "Front of the River"),
    ],
)
def test_a_name_in_capitals_is_offered_as_the_record_writes_names(printed, name) -> None:
    assert as_a_name(printed) == name
