"""Articles of a folder, read into predictions."""

import json
from datetime import date
from pathlib import Path

import pytest

from sources.reading import read_article
from sources.reading.baseline import read_plainly
from sources.reading.measure import vocabulary
from sources.reading.predicting import NoArticles, articles, predictions

KNOWN = vocabulary(Path(__file__).parent / "texts")
TEXT = "Kazakhstan struck the Taliban from its list of terrorist organisations. Tajikistan still lists the Taliban."


def put(folder: Path, name: str, **said: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return folder


def test_acts_and_states_are_written_apart(tmp_path) -> None:
    put(tmp_path, "a.json", id="a", text=TEXT, published="2024-06-05", language="en")

    (found,) = predictions(tmp_path, KNOWN, read_article)

    assert found["id"] == "a"
    assert [(c["authority"], c["action"], c["group"], c["status"], c["date"]) for c in found["claims"]] == [
        ("KZ", "delisted", "taliban", "done", "2024-06-05")
    ]
    assert found["claims"][0]["evidence"] in TEXT
    assert 0 < found["claims"][0]["confidence"] <= 1
    assert [(state["authority"], state["action"]) for state in found["states"]] == [("TJ", "confirmed")]


def test_group_that_is_new_is_written_by_its_name(tmp_path) -> None:
    put(
        tmp_path,
        "a.json",
        text="Kenya declared the Sword of the Coast Brigade a terrorist organisation.",
        language="en",
    )

    (found,) = predictions(tmp_path, KNOWN, read_article)

    assert [claim["group"] for claim in found["claims"]] == ["Sword of the Coast Brigade"]


def test_folder_named_articles_is_read_in_the_order_of_its_names(tmp_path) -> None:
    put(tmp_path, "labels.json", text="No article.")
    put(tmp_path / "articles", "2.json", text="Second.")
    put(tmp_path / "articles", "1.json", id="first", text="First.")

    assert [ident for ident, _ in articles(tmp_path)] == ["first", "2"]


@pytest.mark.parametrize(
    ("published", "day"),
    [(None, None), ("", None), ("2024-06-05", date(2024, 6, 5)), ("2024-06-05T23:10:00Z", date(2024, 6, 5))],
)
def test_day_of_publication_is_taken_as_far_as_it_is_given(tmp_path, published, day) -> None:
    put(tmp_path, "a.json", text="Text.", published=published)

    ((_, article),) = articles(tmp_path)

    assert article.published == day


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"text": "T", "published": "some day"}', "\udcff"],
    ids=["nothing", "list", "no text", "no day", "bytes"],
)
def test_file_that_is_no_article_is_named(tmp_path, content) -> None:
    (tmp_path / "odd.json").write_bytes(content.encode("utf-8", "surrogateescape"))

    with pytest.raises(NoArticles, match=r"odd\.json' is no article"):
        list(articles(tmp_path))


def test_folder_without_articles_is_told(tmp_path) -> None:
    with pytest.raises(NoArticles, match="holds no articles"):
        list(predictions(tmp_path, KNOWN, read_plainly))
