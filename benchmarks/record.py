"""The shipped record: loading it, publishing one act, and its matrix on a day."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from benchmarks.measuring import Figure, measure
from benchmarks.servers import own_database


def run(*, full: bool = False) -> None:
    """Measure and print."""
    with own_database():
        from django.conf import settings
        from django.contrib.auth import get_user_model
        from django.test import Client
        from django.utils import timezone

        from designations.actions import acts
        from designations.seeding import load, read_package

        user = get_user_model().objects.create(username="bench")
        begun = time.perf_counter()
        loaded = load(read_package(settings.BASE_DIR / "data"), by=user, at=timezone.now())
        what = f"load the whole record ({loaded.published} acts, one edition)"
        print(Figure(what, (time.perf_counter() - begun,), "aim: under 30 s"))
        measure("load it again, nothing changed", lambda: _load_again(user), runs=3)

        published: list[object] = []

        def publish() -> None:
            act = _renewal(len(published))
            published.append(acts.publish(act=act, citations=[_citation()], by=user, at=timezone.now()))

        measure("publish one act (Hezbollah, the longest history)", publish, runs=15, warm=2, aim="aim: under 50 ms")
        client = Client(SERVER_NAME="localhost")

        def get(path: str) -> None:
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.status_code)

        for path in ("/matrix/?as_of=2024-06-10", "/api/v1/matrix/?as_of=2024-06-10", "/groups/taliban/", "/"):
            measure(f"GET {path}", partial(get, path), aim="aim: under 100 ms" if "matrix" in path else "")


def _load_again(user: Any) -> None:
    from django.conf import settings
    from django.utils import timezone

    from designations.seeding import load, read_package

    load(read_package(settings.BASE_DIR / "data"), by=user, at=timezone.now())


def _renewal(number: int) -> Any:
    from designations.actions.statements import ActStatement
    from designations.domain.acts import Effect, EventKind
    from designations.domain.dates import StatedDate
    from designations.models import Group, Regime

    return ActStatement(
        regime=Regime.objects.select_related("authority").get(slug="us-fto"),
        group=Group.objects.get(slug="hezbollah"),
        kind=EventKind.RENEWED,
        effect=Effect.NONE,
        stated=StatedDate.parse(f"2020-01-{number % 28 + 1:02d}"),
    )


def _citation() -> Any:
    from designations.actions.statements import CitationStatement
    from designations.domain.acts import CitationKind

    return CitationStatement(
        kind=CitationKind.OFFICIAL, title="Notice", publisher="Gazette", read=True, url="https://example.org/notice"
    )
