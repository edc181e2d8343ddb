"""`read_articles` reads a folder with the names of the record, and keeps nothing."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sources.models import Document
from tests.desk.made import ARTICLE, TITLE

_BESIDE = [above / "shared" / "gold" for above in Path(__file__).resolve().parents[3:5]]
LABELLED = next((folder for folder in _BESIDE if folder.is_dir()), _BESIDE[0])


def read(folder: Path, out: Path, *args: str) -> list[dict]:
    call_command("read_articles", str(folder), "--out", str(out), *args, stdout=io.StringIO())
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def folder(tmp_path) -> Path:
    article = {"id": "a", "title": TITLE, "text": ARTICLE, "published": "2024-06-04", "language": "en"}
    (tmp_path / "a.json").write_text(json.dumps(article))
    return tmp_path


def test_folder_is_read_with_the_names_of_the_record(world, folder) -> None:
    (found,) = read(folder, folder / "out.jsonl")

    (claim,) = found["claims"]
    assert (claim["authority"], claim["action"], claim["group"]) == ("KZ", "delisted", world.group.slug)
    assert claim["date"] == "2024-06-03"
    assert not Document.objects.exists()


def test_baseline_reads_the_same_folder(world, folder) -> None:
    (found,) = read(folder, folder / "out.jsonl", "--plainly")

    assert [claim["date"] for claim in found["claims"]] == ["2024-06-04"]


@pytest.mark.parametrize(
    ("folder_name", "out", "sentence"),
    [("none", "out.jsonl", "holds no articles"), ("", "none/out.jsonl", "No such file")],
)
def test_what_cannot_be_read_or_written_is_told(world, folder, folder_name, out, sentence) -> None:
    with pytest.raises(CommandError, match=sentence):
        read(folder / folder_name, folder / out)


@pytest.mark.skipif(not LABELLED.is_dir(), reason="the labelled articles are not beside this checkout")
def test_labelled_articles_are_read_as_surely_as_is_aimed_at(record, tmp_path) -> None:
    out = tmp_path / "predictions.jsonl"
    read(LABELLED, out)

    told = subprocess.run(
        [sys.executable, str(LABELLED / "score.py"), str(out)], capture_output=True, text=True, check=True
    )
    words = told.stdout.splitlines()[0].split()
    assert words[0] == "all"
    assert float(words[words.index("P") + 1]) >= 0.90
    assert float(words[words.index("R") + 1]) >= 0.80
    assert float(words[words.index("date") + 1]) >= 0.85
    assert float(words[words.index("status") + 1]) >= 0.90
    alarmed, quiet = words[-1].split("/")
    assert (int(alarmed) <= 3, quiet) == (True, "38")
