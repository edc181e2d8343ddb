"""Feeds and pages are followed: each article is kept once, and one that cannot be had keeps nobody waiting."""

from datetime import date, timedelta

import pytest

from sources import archive as bytes_kept
from sources import hosts, inbox
from sources.following import articles, scheduling
from sources.following.fetching import fetch_one
from sources.models import Arrival, Candidate, Document, Fetch, Source
from tests.desk.site import url
from tests.following.made import START

LATER = START + timedelta(days=1)
ARTICLE = """<html lang="en"><head><title>{title}</title></head><body><article><h1>{title}</h1><p>Kazakhstan removed the
Taliban from its list of terrorist organizations on Monday, a ministry said in Astana. Traders hope for more freight to
the south, and ministers in other capitals took note of the step.</p></article></body></html>"""


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr(hosts, "PAUSE", 0.0)


def feed_of(site, *names, form="rss") -> bytes:
    if form == "atom":
        entries = "".join(
            f'<entry><title>{name}</title><link href="{url(site, name)}"/>'
            "<updated>2026-02-27T08:00:00Z</updated></entry>"
            for name in names
        )
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{entries}</feed>'.encode()
    items = "".join(
        f"<item><title>{name}</title><link>{url(site, name)}</link>"
        "<pubDate>Fri, 27 Feb 2026 08:00:00 GMT</pubDate></item>"
        for name in names
    )
    return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


def source(site, kind="feed", path="feed.xml") -> Source:
    return Source.objects.create(
        slug="evening-gazette",
        kind=kind,
        title="News of the Evening Gazette",
        publisher="Evening Gazette",
        address=url(site, path),
        active=True,
        every_minutes=60,
    )


def fetch(followed: Source, at=START) -> str:
    leased = scheduling.lease_next(at, among=[followed.slug])
    assert leased is not None
    said = fetch_one(leased, at)
    followed.refresh_from_db()
    return said


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_feed_brings_its_articles_once(record, site, form) -> None:
    site.files |= {name: ARTICLE.format(title=name).encode() for name in ("one", "two")}
    site.files["feed.xml"] = feed_of(site, "one", "two", "one", form=form)
    followed = source(site)

    assert fetch(followed) == "2 articles named, 2 new ones kept, 0 not to be had"
    assert fetch(followed, LATER) == "2 articles named, 0 new ones kept, 0 not to be had"

    found = Document.objects.filter(kind="article").order_by("pk")
    assert [(each.title, each.publisher, each.published_on, each.url) for each in found] == [
        (name, "Evening Gazette", date(2026, 2, 27), url(site, name)) for name in ("one", "two")
    ]
    assert [each.state for each in found] == ["waiting", "waiting"]
    outcomes = Fetch.objects.order_by("pk").values_list("role", "outcome", "status")
    assert list(outcomes) == [("feed", "kept", 200), *[("page", "kept", 200)] * 2, ("feed", "unchanged", 304)]
    assert followed.last_good_at == LATER


def test_an_article_of_a_feed_is_read_and_proposed(record, site) -> None:
    site.files |= {"one": ARTICLE.format(title="Off the list").encode(), "feed.xml": feed_of(site, "one")}
    fetch(source(site))

    document = inbox.read_next(at=START)

    assert document is not None
    assert (document.state, document.language) == ("read", "en")
    candidate = Candidate.objects.get()
    assert (candidate.proposed["authority"], candidate.event_kind, candidate.stated) == ("KZ", "delisted", "2026-02-23")


def test_what_cannot_be_had_is_told_and_given_up_after_some_attempts(record, site) -> None:
    site.files |= {"one": ARTICLE.format(title="one").encode(), "feed.xml": feed_of(site, "broken", "one", "empty")}
    site.files["empty"] = b"  "
    followed = source(site)

    assert fetch(followed) == "3 articles named, 1 new ones kept, 2 not to be had"
    for day in range(1, 4):
        fetch(followed, START + timedelta(days=day))

    failed = Fetch.objects.filter(outcome="failed")
    assert failed.count() == 2 * articles.MOST_FAILURES
    assert {row.failure.split(":")[0][:12] for row in failed} == {"127.0.0.1 an", "It is empty"}
    assert followed.failures == 0


def test_one_turn_fetches_some_and_the_next_the_rest(record, site, monkeypatch) -> None:
    monkeypatch.setattr(articles, "MOST_AT_ONCE", 2)
    names = ("one", "two", "three")
    site.files |= {name: ARTICLE.format(title=name).encode() for name in names} | {"feed.xml": feed_of(site, *names)}
    followed = source(site)

    assert "2 new ones" in fetch(followed)
    assert "1 new ones" in fetch(followed, LATER)


def test_an_article_that_came_in_otherwise_is_not_fetched_again(record, site) -> None:
    site.files |= {"one": ARTICLE.format(title="one").encode(), "feed.xml": feed_of(site, "one")}
    inbox.keep_page(url(site, "one"), at=START)

    assert "0 new ones" in fetch(source(site))
    assert Arrival.objects.filter(url=url(site, "one")).count() == 1


def test_a_fetch_that_was_killed_gives_the_same_rows_once(record, site, monkeypatch) -> None:
    names = ("one", "two")
    site.files |= {name: ARTICLE.format(title=name).encode() for name in names} | {"feed.xml": feed_of(site, *names)}
    followed = source(site)
    keep = inbox.keep

    def killed_at_the_second(content, **said):
        if b"two" in content:
            raise KeyboardInterrupt
        return keep(content, **said)

    monkeypatch.setattr(inbox, "keep", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        fetch(followed)
    monkeypatch.undo()
    fetch(followed, LATER)

    assert sorted(Document.objects.filter(kind="article").values_list("title", flat=True)) == ["one", "two"]
    assert Arrival.objects.count() == 2


@pytest.mark.parametrize(
    "content", [b"<html><body>Down for maintenance</body></html>", b"\xff\xfe\x00", b"<rss><channel>", b"plain words"]
)
def test_what_is_no_feed_is_told_and_tried_later(record, site, content) -> None:
    site.files["feed.xml"] = content
    followed = source(site)

    assert fetch(followed).startswith("no feed")
    assert followed.failures == 1
    assert bytes_kept.read(Document.objects.get(kind="feed").sha256) == content


@pytest.mark.parametrize("kind", ["feed", "page"])
def test_a_host_that_is_busy_is_left_alone(record, site, kind) -> None:
    followed = source(site, kind, "busy")

    assert fetch(followed).startswith("not fetched: ")
    assert (followed.failures, followed.due_at >= START + timedelta(seconds=120)) == (1, True)


def test_a_page_is_kept_anew_when_it_has_changed(record, site) -> None:
    followed = source(site, "page", "statement")
    site.files["statement"] = ARTICLE.format(title="First").encode()

    assert fetch(followed) == "kept, to be read"
    assert fetch(followed, LATER) == "unchanged"
    site.files["statement"] = ARTICLE.format(title="Second").encode()
    assert fetch(followed, LATER + timedelta(days=1)) == "kept, to be read"

    assert Document.objects.filter(kind="article", url=url(site, "statement")).count() == 2


def test_a_day_that_a_feed_names_and_that_is_yet_to_come_is_left_open(record, site) -> None:
    site.files |= {"one": ARTICLE.format(title="one").encode()}
    site.files["feed.xml"] = feed_of(site, "one").replace(b"2026", b"2031")

    fetch(source(site))

    assert Document.objects.get(kind="article").published_on is None
