"""A host is asked one request at a time, with a pause between two, and as its robots.txt allows."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from sources import fetch, hosts
from sources.fetch import NotFetched
from sources.models import Host
from tests.desk.site import PAGE, url

DISALLOW = "User-agent: *\nDisallow: /private\nCrawl-delay: 0.5\n"


def ask(site, path, gate=hosts.courteous):
    return fetch.fetch(url(site, path), most_bytes=1000, gate=gate).content


def paths(site):
    return [path for path, _ in site.asked]


def test_what_robots_txt_forbids_is_not_asked_for(site, db) -> None:
    site.robots = DISALLOW
    site.files["private-page"] = b"secret"

    with pytest.raises(NotFetched, match=r"robots\.txt, not to fetch"):
        ask(site, "private-page")

    assert paths(site) == ["robots.txt"]


def test_a_page_that_a_person_asks_for_is_fetched_for_a_person(site, db) -> None:
    site.robots = DISALLOW
    site.files["private-page"] = PAGE

    assert ask(site, "private-page", hosts.one_at_a_time) == PAGE


def test_robots_txt_is_asked_for_once_a_day(site, db) -> None:
    assert ask(site, "page") == ask(site, "page") == PAGE
    assert paths(site) == ["robots.txt", "page", "page"]

    Host.objects.update(robots_at=Host.objects.get().robots_at - timedelta(hours=25))
    ask(site, "page")
    assert paths(site)[3:] == ["robots.txt", "page"]


@pytest.mark.parametrize("status", [500, 429])
def test_nothing_is_fetched_while_robots_txt_cannot_be_known(site, db, status) -> None:
    site.robots = status

    with pytest.raises(NotFetched, match=r"robots\.txt is not to be had") as failed:
        ask(site, "page")

    assert failed.value.status == status
    assert paths(site) == ["robots.txt"]


def test_a_robots_txt_without_end_is_read_from_its_beginning(site, db, monkeypatch) -> None:
    monkeypatch.setattr(hosts, "MOST_BYTES", 100)
    site.robots = DISALLOW + "#" * 1000

    assert ask(site, "page") == PAGE


def test_a_host_that_asks_for_patience_is_left_alone(site, db, monkeypatch) -> None:
    monkeypatch.setattr(hosts, "PATIENCE", 0.0)

    with pytest.raises(NotFetched, match="answered 429"):
        ask(site, "busy", hosts.one_at_a_time)
    with pytest.raises(NotFetched, match="asked to be left alone until"):
        ask(site, "page", hosts.one_at_a_time)

    assert paths(site) == ["busy"]


def test_the_delay_that_robots_txt_asks_for_is_kept(site, db) -> None:
    site.robots = DISALLOW
    ask(site, "page")
    ask(site, "page")

    host = Host.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        [now] = cursor.fetchone()
    assert host.busy_until is None
    assert timedelta() < host.free_at - now <= timedelta(seconds=0.5)


def test_two_requests_to_one_host_never_run_together(site, transactional_db) -> None:
    failed = []

    def work() -> None:
        try:
            ask(site, "a-while", hosts.one_at_a_time)
        except Exception as error:  # what is raised in a thread would be lost
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert (len(site.asked), site.counted.most) == (3, 1)


def test_a_host_that_stays_busy_is_told(site, db, monkeypatch) -> None:
    monkeypatch.setattr(hosts, "PATIENCE", 0.1)
    ask(site, "page")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sources_host SET busy_until = clock_timestamp() + interval '1 hour'")

    with pytest.raises(NotFetched, match="another worker"):
        ask(site, "page")


def test_the_lease_of_a_worker_that_died_runs_out(site, db) -> None:
    ask(site, "page")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sources_host SET busy_until = clock_timestamp() - interval '1 second'")

    assert ask(site, "page") == PAGE
