"""Background work of the desk: read documents, fetch sources, and let go of bytes whose time is over."""

from celery import shared_task
from django.utils import timezone

from sources import inbox
from sources.following import keeping, scheduling
from sources.following.fetching import fetch_one

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


@shared_task(name="sources.fetch_due")
def fetch_due() -> None:
    """Fetch one source that is due, if there is one; the next sweep takes the next."""
    source = scheduling.lease_next(timezone.now())
    if source is not None:
        fetch_one(source, timezone.now())


@shared_task(name="sources.let_go")
def let_go() -> None:
    """Remove the bytes of lists whose time is over."""
    keeping.let_go(timezone.now())
