"""Word lists beside the reader: words for authorities by language, and spellings of groups."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
PLACES = HERE / "places"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(path: Path) -> dict[str, Any]:
    """One YAML file as a mapping; {} if there is none."""
    return dict(parsed(path) or {})


def load_list(path: Path) -> list[dict[str, Any]]:
    """One YAML file as a list of mappings; [] if there is none."""
    return list(parsed(path) or [])


def parsed(path: Path) -> Any:
    """What a YAML file holds; None if there is no file."""
    if not path.exists():
        return None
    with path.open("rb") as stream:
        return yaml.load(stream, LOADER)  # noqa: S506 (both loaders are the safe one)


def phrases(value: object) -> list[str]:
    """A YAML value as a list of phrases: a list, or one text with commas."""
    if value is None:
        return []
    if isinstance(value, list):
        return [str(item) for item in value]
    return [part.strip() for part in str(value).split(",") if part.strip()]


@lru_cache(maxsize=32)
def authority_words(language: str) -> dict[str, dict[str, list[str]]]:
    """Code -> kind (name demonym capital institution office hint) -> words, in one language."""
    return {
        code: {kind: phrases(texts) for kind, texts in words.items()}
        for code, words in load(PLACES / f"{language}.yaml").items()
    }


GROUP_SPELLINGS: dict[str, list[str]] = {slug: phrases(texts) for slug, texts in load(HERE / "spellings.yaml").items()}
"""Slug -> spellings in common use, in any language; used only for groups that the vocabulary holds."""
