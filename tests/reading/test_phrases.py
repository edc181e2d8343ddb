"""Single sentences and what each says, by language; the files are for linguists to extend."""

from datetime import date
from pathlib import Path

import pytest

from sources.reading import Action, Article, read_article
from sources.reading.measure import vocabulary
from sources.reading.words import parsed

HERE = Path(__file__).parent
FRIDAY = date(2024, 6, 7)
VOCABULARY = vocabulary(HERE / "texts")
FEWEST = {
    "en": 134,
    "ru": 31,
    "es": 30,
    "pt": 22,
    "fr": 28,
    "de": 26,
    "tr": 19,
    "ar": 23,
    "fa": 14,
    "ur": 13,
    "id": 18,
}
"""How many sentences of each language must be read exactly; the figure may only rise."""
LANGUAGES = sorted(path.stem for path in (HERE / "phrases").glob("*.yaml"))


def said(language: str, sentence: str) -> set[str]:
    claims = read_article(Article("", sentence, FRIDAY, language), VOCABULARY).claims
    return {
        f"{claim.authority} {claim.action} {claim.group or claim.group_name} {claim.status}"
        for claim in claims
        if claim.action is not Action.CONFIRMED
    }


def agrees(language: str, sentence: str, wanted: str) -> bool:
    expected = {part.strip() for part in wanted.split(";")} - {"-"}
    got = said(language, sentence)
    if not expected:
        return not any(claim.endswith((" done", " announced")) for claim in got)
    return got == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_say_what_their_labels_say(language: str) -> None:
    rows = parsed(HERE / "phrases" / f"{language}.yaml")
    wrong = [(sentence, wanted) for sentence, wanted in rows if not agrees(language, sentence, wanted)]
    assert len(rows) - len(wrong) >= FEWEST[language], wrong
