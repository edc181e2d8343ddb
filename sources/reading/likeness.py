"""Whether two texts are copies of one story: the share of word triples that they have in common.

Broder, "On the resemblance and containment of documents" (1997): of the hashes of all triples the smallest are kept,
and two such sketches estimate the share without either text. A reworded story is no copy; an edited print is.
"""

import hashlib
from collections.abc import Iterator, Sequence

from .tokens import fold

WORDS = 3
KEPT = 128
"""Hashes of a sketch: the estimate is then right to about a twentieth."""
FEWEST = 25
"""Triples below which a text is too short to tell: two sentences of one act share much by chance."""
LONGEST = 20_000
"""Words that are looked at; what two long texts share shows in their beginnings."""
COPY = 0.5
"""From this share on, two texts are copies. Prints of one agency story shared 0.6 and more in trials, two papers' own
reports of one act less than 0.1."""


def sketch(text: str) -> list[int]:
    """The smallest hashes of the triples of words, ascending, as signed 64-bit numbers; [] of too short a text."""
    words = [fold(word) for word in _words(text)]
    triples = {" ".join(words[place : place + WORDS]) for place in range(len(words) - WORDS + 1)}
    return sorted(_hash(triple) for triple in triples)[:KEPT] if len(triples) >= FEWEST else []


def resemblance(one: Sequence[int], two: Sequence[int]) -> float:
    """The share of triples that two texts have in common, estimated from their sketches; 0 where one is empty."""
    if not one or not two:
        return 0.0
    smallest = sorted({*one, *two})[: min(KEPT, max(len(one), len(two)))]
    both = {*one} & {*two}
    return sum(value in both for value in smallest) / len(smallest)


def _words(text: str) -> Iterator[str]:
    bare = (
        "".join(character for character in word if character.isalnum()) for word in text.split(None, LONGEST)[:LONGEST]
    )
    return (word for word in bare if word)


def _hash(triple: str) -> int:
    return int.from_bytes(hashlib.blake2b(triple.encode(), digest_size=8).digest(), signed=True)
