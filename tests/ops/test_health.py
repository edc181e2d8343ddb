"""The probes."""

import time

import pytest
from django.core.cache import cache
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from config import health
from config.celery import HEARTBEAT_KEY, app, heartbeat
from tests.conftest import Worker


def test_healthz_answers_without_the_database(client: Client) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.content == b"ok\n"


@pytest.mark.django_db
def test_readyz_names_every_part(client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["ready"] is True
    assert set(answer.json()["parts"]) == {"database", "queue", "migrations"}


@pytest.mark.django_db
def test_readyz_fails_while_a_migration_waits(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"]["migrations"] == {"ok": False, "word": "1 not applied"}
    assert answer.json()["parts"]["database"]["ok"] is True


@pytest.mark.django_db
def test_readyz_fails_without_a_queue(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.conf, "broker_write_url", "redis+socket:///nowhere/redis.sock")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"]["queue"]["ok"] is False


@pytest.mark.django_db
def test_readyz_fails_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        """A connection to a server that is not there."""

        def cursor(self) -> object:
            return connections.create_connection("default").cursor()

    monkeypatch.setitem(connections.settings["default"], "HOST", "/nowhere")
    monkeypatch.setitem(connections.settings["default"]["OPTIONS"], "pool", False)
    monkeypatch.setattr("config.health.connection", Gone())
    monkeypatch.setattr("config.health.CHECKS", {"database": health.database})

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"]["database"] == {"ok": False, "word": "OperationalError"}


def test_a_worker_takes_tasks_from_the_queue(worker: Worker, client: Client) -> None:
    heartbeat.delay()
    worker.wait_until("config.heartbeat")
    deadline = time.monotonic() + 10
    while cache.get(HEARTBEAT_KEY) is None and time.monotonic() < deadline:
        time.sleep(0.05)

    assert client.get("/readyz").json()["worker"]["seconds_since_last_work"] < 30
