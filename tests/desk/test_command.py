"""`ingest_article` keeps an article, has it read, and prints what was found."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from sources import inbox
from sources.models import Document, Telling
from tests.desk.made import ARTICLE


def run(*args: str) -> str:
    told = io.StringIO()
    call_command("ingest_article", *args, stdout=told)
    return told.getvalue()


def test_a_file_is_read_at_once_where_asked(world, tmp_path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE)

    told = run(str(file), "--now", "--published", "2024-06-04", "--title", "A title", "--publisher", "Morning Post")

    assert "KZ delisted Taliban, done, 2024-06-03" in told
    assert "document" in told
    document = Document.objects.get()
    assert (document.title, document.publisher, str(document.published_on)) == ("A title", "Morning Post", "2024-06-04")
    assert (document.arrivals.get().how, document.arrivals.get().name) == ("file", "article.txt")


def test_an_article_in_json_brings_what_is_known_of_it(world, tmp_path) -> None:
    file = tmp_path / "article.json"
    file.write_text(json.dumps({"text": ARTICLE, "title": "T", "published": "2024-06-04", "publisher": "P"}))

    run(str(file), "--now", "--title", "Given")

    document = Document.objects.get()
    assert (document.title, document.publisher, str(document.published_on)) == ("Given", "P", "2024-06-04")


def test_what_joins_the_candidate_of_another_article_is_told(world, tmp_path) -> None:
    for number, text in enumerate((ARTICLE, ARTICLE.replace("3 June", "4 June"))):
        file = tmp_path / f"{number}.txt"
        file.write_text(text)
        told = run(str(file), "--now", "--published", "2024-06-04")

    assert "it also tells of candidate" in told
    assert Telling.objects.get().why in told


def test_the_standard_input_is_read(world, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))

    assert "KZ delisted Taliban" in run("-", "--now")


def test_without_a_worker_it_says_that_the_document_waits(world, tmp_path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE)

    assert "waits in the database" in run(str(file), "--wait", "0")
    assert "was kept before" in run(str(file), "--wait", "0")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"x" * (20 * 2**20), "at most 15 MB", id="20 MB"),
        pytest.param(b"\x89PNG" + bytes(99), "held: This is a picture", id="binary"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(world, tmp_path, content, sentence) -> None:
    file = tmp_path / "article"
    file.write_bytes(content)

    with pytest.raises(CommandError, match=sentence):
        run(str(file), "--now")


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["no-such-file"], "No such file"),
        (["-", "--published", "2024-06-31"], "is no day"),
        (["-", "--published", "2999-01-01"], "yet to come"),
        (["https://127.0.0.1/x"], "private address"),
    ],
)
def test_a_bad_word_is_told_in_a_sentence(world, monkeypatch, args, sentence) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))

    with pytest.raises(CommandError, match=sentence):
        run(*args)


def test_what_a_worker_reads_meanwhile_is_told(world, tmp_path, monkeypatch) -> None:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE)

    def read_by_another(seconds: float) -> None:
        inbox.read(Document.objects.get().pk, at=timezone.now())

    monkeypatch.setattr("sources.management.commands.ingest_article.time.sleep", read_by_another)

    assert "KZ delisted Taliban" in run(str(file), "--wait", "5", "--published", "2024-06-04")


def test_a_document_read_before_is_told_again(world, tmp_path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE)
    run(str(file), "--now")

    assert "KZ delisted Taliban" in run(str(file))
