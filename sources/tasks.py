"""Background work of the desk: read one document, or whatever is due."""

from celery import shared_task
from django.utils import timezone

from sources import inbox

MOST_AT_ONCE = 25
"""Documents of one sweep; the next one goes on."""


@shared_task(name="sources.read_document")
def read_document(document_id: int) -> None:
    """Read a document, if it still waits and nobody else is reading it."""
    inbox.read(document_id, at=timezone.now())


@shared_task(name="sources.read_waiting")
def read_waiting() -> None:
    """Read what is due: documents whose message was lost, or whose reader died."""
    for _ in range(MOST_AT_ONCE):
        if inbox.read_next(at=timezone.now()) is None:
            return
