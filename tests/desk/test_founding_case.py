"""The founding article, on the record that ships: it joins the act that is known, with its own date."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from designations.actions.statements import Refused
from designations.models import Act, Conflict, Event, Period, Trouble
from sources import inbox, review
from sources.models import Candidate, Document
from sources.review import Advice
from tests.desk.made import editor
from tests.house.tree import ROOT

ARTICLE = ROOT / "../shared/gold/articles/000.json"
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SAMPLE = ROOT / "data/samples/article-sample.html"


@pytest.fixture(autouse=True)
def archive(record, tmp_path, settings) -> None:
    """The record that ships, and an archive of the test's own."""
    settings.ARCHIVE_ROOT = tmp_path / "archive"


def ingest(file: Path) -> str:
    told = io.StringIO()
    call_command("ingest_article", str(file), "--now", stdout=told)
    return told.getvalue()


def test_the_founding_article_joins_the_known_act_with_its_own_date() -> None:
    if not ARTICLE.exists():
        pytest.skip("the labelled articles are not beside this checkout")
    assert "KZ delisted Taliban, done, 2024-06-03" in ingest(ARTICLE)
    found = Candidate.objects.get(authority__code="KZ", event_kind="delisted", stated="2024-06-03")
    delistings = Event.objects.alive().filter(regime__slug="kz-court-list", group__slug="taliban", effect="close")
    [known] = delistings
    periods = Period.objects.current().filter(listing__group__slug="taliban").count()

    told = review.suggest(found)
    assert (told.advice, told.near[0].event) == (Advice.SAME, known)
    citation = review.accept_as_same(
        candidate=found, act=told.near[0].event.act, edits=review.edits_of(found), by=editor(), at=NOW
    )

    assert list(delistings) == [known]
    assert (citation.event, citation.stated, known.stated) == (known, "2024-06-03", "2023-12-29")
    dispute = Trouble.objects.current().get(kind="dispute", acts__contains=[known.act.key])
    assert {"2023-12-29", "2024-06-03"} <= set(dispute.dates)
    assert Period.objects.current().filter(listing__group__slug="taliban").count() == periods
    assert Conflict.objects.current().filter(act=known.act, rule="obligation").exists()


def test_the_sample_article_ends_as_a_candidate() -> None:
    ingest(SAMPLE)
    document = Document.objects.get()
    acts = Act.objects.count()

    assert document.sample
    for found in document.candidates.all():
        with pytest.raises(Refused, match="SAMPLE"):
            review.accept_as_new(
                candidate=found,
                edits=review.edits_of(found),
                by=editor(),
                at=NOW,
                although_it_does_not_fit=True,
            )
    assert document.candidates.exists()
    assert Act.objects.count() == acts
    assert inbox.read_next(at=NOW) is None
