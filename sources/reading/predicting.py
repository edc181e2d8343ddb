"""Articles of a folder read into predictions: one JSON object an article, as labelled sets are scored.

A folder holds ``articles/NNN.json``, or the JSON files themselves, each with ``id title text published language
publisher``; ``published`` is a day, or an instant whose day counts, or absent.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from .claims import Action, Article, Claim, Reading
from .vocabulary import Vocabulary


class NoArticles(Exception):
    """A folder holds no articles, or one that cannot be read; the message says which."""


def articles(folder: Path) -> Iterator[tuple[str, Article]]:
    """(id, article) for every JSON file of a folder, by name. Raises NoArticles."""
    inside = folder / "articles"
    paths = sorted((inside if inside.is_dir() else folder).glob("*.json"))
    if not paths:
        raise NoArticles(f"'{folder}' holds no articles: JSON files are looked for in it and in its folder 'articles'.")
    for path in paths:
        try:
            source = json.loads(path.read_text(encoding="utf-8"))
            published = str(source.get("published") or "")[: len("2024-06-03")]
            article = Article(
                str(source.get("title") or ""),
                str(source["text"]),
                date.fromisoformat(published) if published else None,
                source.get("language") or None,
                str(source.get("publisher") or ""),
            )
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise NoArticles(f"'{path}' is no article: {error!r}.") from error
        yield str(source.get("id") or path.stem), article


def prediction(ident: str, reading: Reading) -> dict[str, Any]:
    """What was read from one article: acts as ``claims``, what merely stands ("still listed") apart as ``states``."""
    acts = [claim for claim in reading.claims if claim.action is not Action.CONFIRMED]
    states = [claim for claim in reading.claims if claim.action is Action.CONFIRMED]
    return {
        "id": ident,
        "claims": [_written(claim) for claim in acts],
        "states": [_written(claim) for claim in states],
        "notices": list(reading.notices),
    }


def predictions(
    folder: Path, vocabulary: Vocabulary, read: Callable[[Article, Vocabulary], Reading]
) -> Iterator[dict[str, Any]]:
    """The prediction of every article of a folder."""
    for ident, article in articles(folder):
        yield prediction(ident, read(article, vocabulary))


def _written(claim: Claim) -> dict[str, Any]:
    return {
        "authority": claim.authority,
        "action": claim.action.value,
        "group": claim.group or claim.group_name,
        "date": claim.date,
        "status": claim.status.value,
        "evidence": claim.evidence,
        "confidence": claim.confidence,
    }
