"""The work waits in PostgreSQL: an emptied queue or a killed worker loses nothing."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings as project
from django.db import connection, connections, transaction
from django.utils import timezone
from psycopg.conninfo import make_conninfo
from redis import Redis

from config.celery import app
from sources import inbox, nudges
from sources.models import Candidate, Document, State
from tests.conftest import Worker, start_worker
from tests.desk.made import ARTICLE, keep, make_world
from tests.house.tree import ROOT

pytestmark = pytest.mark.journey


@pytest.fixture(autouse=True)
def committed_world(transactional_db, empty_ledger) -> None:
    """A record that a worker in another process sees, and an archive where it looks."""
    make_world()


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Return once something is true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def nudge(document: Document) -> None:
    with transaction.atomic():
        nudges.read_soon(document.pk)


def state(document: Document) -> str:
    return Document.objects.values_list("state", flat=True).get(pk=document.pk)


def test_a_nudged_document_is_read_by_the_worker(worker: Worker) -> None:
    document = keep(at=timezone.now())

    nudge(document)

    until(lambda: state(document) == State.READ.value)
    assert Candidate.objects.get().document == document


def test_an_emptied_queue_loses_nothing(tmp_path) -> None:
    document = keep(at=timezone.now())
    nudge(document)
    with Redis.from_url(project.REDIS_URL) as redis:
        assert redis.llen("celery") == 1
        redis.flushall()

    worker = start_worker(tmp_path / "worker.log")
    try:
        app.send_task("sources.read_waiting")
        until(lambda: state(document) == State.READ.value)
    finally:
        worker.kill()

    assert Candidate.objects.count() == 1


def test_a_queue_that_is_down_loses_nothing(tmp_path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE)
    database = make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])

    told = subprocess.run(
        [sys.executable, ROOT / "manage.py", "ingest_article", file, "--wait", "0"],
        env={**os.environ, "DATABASE_URL": database, "REDIS_URL": "redis://127.0.0.1:1/0"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 0, told.stderr
    assert "waits in the database" in told.stdout
    assert "No message could be sent" in told.stderr
    assert inbox.read_next(at=timezone.now()).state == State.READ.value


def test_a_worker_killed_while_reading_loses_nothing_and_nothing_comes_twice(tmp_path) -> None:
    document = keep(at=timezone.now())
    worker = start_worker(tmp_path / "worker.log")
    with held_up():
        nudge(document)
        until(lambda: Document.objects.filter(pk=document.pk, lease_until__isnull=False).exists())
        worker.kill()

    assert state(document) == State.WAITING.value
    assert not Candidate.objects.exists()
    # The lease runs out: twenty minutes, without waiting for them.
    Document.objects.filter(pk=document.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    second = start_worker(tmp_path / "second.log")
    try:
        app.send_task("sources.read_waiting")
        until(lambda: state(document) == State.READ.value)
    finally:
        second.kill()
    assert Candidate.objects.count() == 1


class held_up:
    """A lock of another connection under which no candidate can be written."""

    def __enter__(self) -> None:
        self.over, locked = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self.hold, args=[locked])
        self.thread.start()
        assert locked.wait(5)

    def hold(self, locked: threading.Event) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE sources_candidate IN ACCESS EXCLUSIVE MODE")
            locked.set()
            self.over.wait(30)
        connections.close_all()

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()
