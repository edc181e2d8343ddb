"""Statements of acts on the shipped record, in a line each."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection

from designations.actions.statements import ActStatement, CitationStatement
from designations.domain.acts import CitationKind, Effect, EventKind
from designations.domain.dates import StatedDate
from designations.models import Edition, Group, Regime

EFFECTS = {"listed": "open", "delisted": "close", "suspended": "pause", "reinstated": "resume"}


def editor() -> Any:
    return get_user_model().objects.get_or_create(username="an-editor")[0]


def later(minutes: int = 1) -> datetime:
    """An instant after the latest edition."""
    last = Edition.objects.order_by("-number").first()
    return (last.at if last else datetime(2026, 11, 1, tzinfo=UTC)) + timedelta(minutes=minutes)


def act(regime: str, group: str, kind: str, day: str, **more: Any) -> ActStatement:
    return ActStatement(
        regime=Regime.objects.select_related("authority").get(slug=regime),
        group=Group.objects.get(slug=group),
        kind=EventKind(kind),
        effect=Effect(more.pop("effect", EFFECTS.get(kind, "none"))),
        stated=StatedDate.parse(day),
        **more,
    )


def past_the_triggers(sql: str) -> None:
    """Change the ledger as someone with the database in hand could."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET session_replication_role = origin")


def cited(stated: str = "", **more: Any) -> CitationStatement:
    facts = {
        "kind": CitationKind.NEWS,
        "title": "A paper",
        "publisher": "The Paper",
        "read": True,
        "url": "https://paper.example/1",
        "stated": StatedDate.parse(stated) if stated else None,
    }
    return CitationStatement(**{**facts, **more})
