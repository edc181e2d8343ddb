"""Nudges: messages that there is work. The work itself waits in the database, so a lost one costs only time."""

from __future__ import annotations

import logging
from functools import partial

from celery import current_app
from celery.exceptions import CeleryError
from django.db import transaction
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def read_soon(document_id: int) -> None:
    """Ask a worker, once this transaction has committed, to read a document."""
    transaction.on_commit(partial(_send, "sources.read_document", document_id))


def _send(task: str, document_id: int) -> None:
    try:
        current_app.send_task(task, [document_id], retry=False)
    except (CeleryError, KombuError, RedisError, OSError) as error:
        log.warning("No message could be sent for document %s (%s); the sweep will find it", document_id, error)
