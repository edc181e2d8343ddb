"""Years of real lists, where they lie beside the checkout: the last one stands, and each change is told once."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sources.following.enrolling import list_source
from sources.lists.facts import source
from sources.lists.reading import read
from sources.models import Candidate, ListChange, ListEntry, Snapshot
from tests.following.made import editor
from tests.lists.samples import SHARED

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the real list files are not here (../shared/lists beside the checkout)"
)


def run(*args: object) -> str:
    out = StringIO()
    call_command(*map(str, args), stdout=out, stderr=StringIO())
    return out.getvalue()


def changes(slug: str, day: str, *kinds: str) -> list[str]:
    """What came and went at the snapshot of a day, once for each time that it is told."""
    found = ListChange.objects.filter(snapshot__source__slug=slug, snapshot__day=day, kind__in=kinds)
    return sorted(found.values_list("entry__official_ref", flat=True))


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Snapshot, ListEntry, ListChange, Candidate))


def test_ten_lists_of_the_united_nations(record) -> None:
    editor("anna")
    run("replay_list", "un-consolidated", SHARED / "un", "--release-held", "--by", "anna")
    last = read(source("un-consolidated"), {"list": SHARED / "un/consolidated.2026-02-27.xml.gz"})

    there = ListEntry.objects.filter(source__slug="un-consolidated", present=True)
    assert set(there.values_list("number", "name")) == {(entry.id, entry.name) for entry in last.entries}
    assert there.count() == 273
    assert changes("un-consolidated", "2021-12-30", "added", "removed") == ["QDe.167"]
    assert changes("un-consolidated", "2022-02-28", "removed") == ["QDe.071", "QDe.072", "QDe.103"]
    assert changes("un-consolidated", "2022-02-28", "added") == ["YEe.001"]
    added = changes("un-consolidated", "2026-02-27", "added")
    assert [ref for ref in added if not ref.startswith("IRe.")] == ["HTe.001", "HTe.002"]
    assert len(added) == 80
    assert changes("un-consolidated", "2026-02-27", "removed") == []
    assert set(Candidate.objects.values_list("event_kind", flat=True)) >= {"confirmed", "listed", "delisted"}

    rows = counts()
    run("replay_list", "un-consolidated", SHARED / "un", "--release-held", "--by", "anna")
    assert counts() == rows

    believed = (Snapshot.objects.believed().count(), ListChange.objects.count(), Candidate.objects.count())
    for broken in sorted((SHARED / "un/broken").iterdir()):
        with pytest.raises(CommandError, match="It is held"):
            run("import_list", "un-consolidated", broken, "--date", "2026-03-01")
    assert (Snapshot.objects.believed().count(), ListChange.objects.count(), Candidate.objects.count()) == believed
    assert there.count() == 273


def test_six_lists_of_ofac(record) -> None:
    editor("anna")
    run("replay_list", "us-ofac-sdn", SHARED / "us_ofac", "--release-held", "--by", "anna")
    last = read(source("us-ofac-sdn"), {"sdn": SHARED / "us_ofac/sdn.2024-05-03.csv.gz"})

    there = ListEntry.objects.filter(source__slug="us-ofac-sdn", present=True)
    assert set(there.values_list("number", "name")) == {(entry.id, entry.name) for entry in last.entries}
    assert there.filter(regimes__contains=["us-sdgt"]).count() == 843
    fto = ListChange.objects.filter(snapshot__day="2021-12-02", regime__slug="us-fto")
    assert sorted(fto.values_list("kind", "entry__number")) == [
        ("added", "33974"),
        ("added", "33983"),
        ("removed", "4711"),
    ]
    came = ListChange.objects.filter(snapshot__day="2023-11-17", kind__in=["added", "removed"], regime__slug="us-sdgt")
    assert list(came.values_list("kind", "entry__number")) == [("added", "46348")]
    assert ListChange.objects.filter(kind="programme_dropped", regime__slug="us-fto", entry__number="4691").count() == 1

    before = counts()[1:]
    with pytest.raises(CommandError, match="empty"):
        run("import_list", "us-ofac-sdn", SHARED / "us_ofac/broken/sdn.2024-05-04.empty.csv", "--date", "2024-05-04")
    assert counts()[1:] == before
    assert re.match(
        r"snapshot of source \d+ of 2024-05-03: \w+", str(Snapshot.objects.last_of(list_source("us-ofac-sdn")))
    )
