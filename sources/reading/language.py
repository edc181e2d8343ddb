"""Which language a text is in."""

import py3langid

ENOUGH = 2000
"""Letters that are looked at; more does not make it surer."""


def detect(text: str) -> str:
    """The ISO 639-1 code of the likeliest language; ``und`` where there are no letters."""
    sample = text[:ENOUGH]
    if not any(character.isalpha() for character in sample):
        return "und"
    return str(py3langid.classify(sample)[0])
