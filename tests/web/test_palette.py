"""The colours of the style sheet stay legible, and apart for colour-blind eyes."""

import math
import re
from itertools import combinations
from pathlib import Path

import pytest

SHEET = Path("static/atlas.css").read_text(encoding="utf-8")
LOOKS = {"light": 0, "dark": 1}
STATES = ["listed", "suspended", "delisted", "conflict"]
"""Told apart by colour at a glance; every other state is grey or pale on purpose and told by shape."""

SIGHTS = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Full dichromacy after Machado, Oliveira and Fernandes (2009), on linear RGB."""

Colour = tuple[float, ...]


def token(name: str, look: str) -> Colour:
    """A colour of the sheet as linear RGB."""
    found = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", SHEET)
    assert found, name
    code = found[LOOKS[look] + 1]
    parts = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def contrast(one: Colour, other: Colour) -> float:
    """WCAG contrast ratio."""
    light = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def seen(colour: Colour, sight: str) -> Colour:
    """A colour as somebody with that sight sees it."""
    return tuple(min(1, max(0, sum(a * b for a, b in zip(row, colour, strict=True)))) for row in SIGHTS[sight])


def oklab(colour: Colour) -> Colour:
    """Oklab coordinates: distances in it are roughly what eyes see."""
    red, green, blue = colour
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("ground", ["paper", "wash", "past"])
@pytest.mark.parametrize("name", ["ink", "ink-2", "link"])
def test_text_has_the_contrast_of_wcag_aa(name: str, ground: str, look: str) -> None:
    assert contrast(token(name, look), token(ground, look)) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
def test_small_quiet_text_is_legible_on_paper(look: str) -> None:
    assert contrast(token("ink-3", look), token("paper", look)) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", [*STATES, "announced", "not-listed", "no-list", "unknown", "focus"])
def test_marks_have_the_contrast_of_graphics(name: str, look: str) -> None:
    assert contrast(token(name, look), token("paper", look)) >= 3


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("sight", SIGHTS)
def test_the_strong_states_stay_apart_for_every_sight(sight: str, look: str) -> None:
    distances = {
        (one, other): math.dist(oklab(seen(token(one, look), sight)), oklab(seen(token(other, look), sight)))
        for one, other in combinations(STATES, 2)
    }

    assert min(distances.values()) >= 0.08, distances
