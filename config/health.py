"""Probes: is this process alive, and can it do its work?"""

import logging
import time
from collections.abc import Callable, Mapping

from celery.exceptions import CeleryError
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from config.celery import HEARTBEAT_KEY, app

log = logging.getLogger(__name__)

FAILURES = (DatabaseError, RedisError, CeleryError, KombuError, OSError)


class NotReady(Exception):
    """A part answers, but is not as the program needs it; the message is for the probe's reader."""


def alive(request: HttpRequest) -> HttpResponse:
    """`/healthz`: 200 as long as this process answers; touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


def ready(request: HttpRequest) -> JsonResponse:
    """`/readyz`: each part by name with `ok` and a word; 503 when one fails."""
    parts = {name: probe(check) for name, check in CHECKS.items()}
    healthy = all(part["ok"] for part in parts.values())
    body = {"ready": healthy, "parts": parts, "worker": worker()}
    return JsonResponse(body, status=200 if healthy else 503, headers={"Cache-Control": "no-store"})


def probe(check: Callable[[], str]) -> dict[str, object]:
    """Run one check; what went wrong goes to the log, the public answer holds only its kind."""
    try:
        return {"ok": True, "word": check()}
    except NotReady as reason:
        return {"ok": False, "word": str(reason)}
    except FAILURES as failure:
        log.warning("Not ready: %s", failure)
        return {"ok": False, "word": type(failure).__name__}


def database() -> str:
    """A statement is answered. Raises DatabaseError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "answers"


def queue() -> str:
    """The broker accepts a connection. Raises what kombu and redis raise."""
    with app.connection_for_write(transport_options={"max_retries": 0}) as link:
        link.ensure_connection(max_retries=1, timeout=2)
    return "answers"


def migrations() -> str:
    """Every migration of this build is applied; NotReady names how many are not."""
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        raise NotReady(f"{waiting} not applied")
    return "applied"


def worker() -> dict[str, float | None]:
    """Seconds since a worker last took work, or None; told, not judged: pages do not need one."""
    try:
        seen = cache.get(HEARTBEAT_KEY)
    except (RedisError, OSError):
        seen = None
    return {"seconds_since_last_work": None if seen is None else round(time.time() - seen, 1)}


CHECKS: Mapping[str, Callable[[], str]] = {"database": database, "queue": queue, "migrations": migrations}
