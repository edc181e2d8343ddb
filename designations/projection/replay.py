"""Rebuild every derived row from the ledger: replay the editions in their order."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction

from designations.models import Conflict, Edition, Keeper, Listing, Period, Position, Strip, Trouble
from designations.projection.refresh import refresh
from designations.projection.touched import touched


def rebuild(progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Empty the projections and replay every edition. Answers how many derived rows were written and closed.

    One transaction: readers see the old rows until the new ones are whole. It locks the ledger against writers.
    """
    written = 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT edition FROM designations_ledger FOR UPDATE")
        for model in (Keeper, Conflict, Trouble, Strip, Position, Period, Listing):
            model.objects.all().delete()
        editions = list(Edition.objects.order_by("number").values_list("number", flat=True))
        for done, number in enumerate(editions, start=1):
            groups = touched(number)
            if groups:
                written += refresh(groups, number).rows
            progress(done, len(editions))
    return written
