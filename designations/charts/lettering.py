"""How much room letters take: a file to keep has text of a fixed size, so what does not fit is broken or cut here.

Which face draws a file is not known before it is opened. The widths are those of Noto Sans, one of the widest that
systems bring along, with some slack: text may end before its room does, never after it.
"""

import unicodedata

SLACK, BOLD, SERIF = 1.06, 1.1, 1.16
"""What is added for faces that are wider still, for bold letters, and for the bold serif of titles."""

WIDTHS = (
    260, 269, 408, 646, 572, 831, 732, 225, 300, 300, 551, 572, 268, 322, 268, 372, 572, 572, 572, 572, 572, 572, 572,
    572, 572, 572, 268, 268, 572, 572, 572, 434, 899, 639, 650, 632, 730, 556, 519, 728, 741, 339, 273, 619, 524, 907,
    760, 781, 605, 781, 622, 549, 556, 731, 600, 930, 586, 566, 572, 329, 372, 329, 572, 444, 281, 561, 615, 480, 615,
    564, 344, 615, 618, 258, 258, 534, 258, 935, 618, 605, 615, 615, 413, 479, 361, 618, 508, 786, 529, 510, 470, 380,
    551, 380, 572,
)  # fmt: skip
"""Thousandths of the size that each letter from space to tilde takes."""

OTHER, WIDE = 700, 1000
"""The same for letters of other scripts, and for those that fill a square."""

ELLIPSIS = "…"


def width(text: str, size: float, *, face: float = 1.0) -> float:
    """Room that a line takes at a size, at most; ``face`` is BOLD or SERIF for those."""
    return sum(_letter(letter) for letter in text) * size * face * SLACK / 1000


def _letter(letter: str) -> int:
    plain = unicodedata.normalize("NFD", letter)[0]
    if " " <= plain <= "~":
        return WIDTHS[ord(plain) - ord(" ")]
    if unicodedata.combining(plain):
        return 0
    return WIDE if unicodedata.east_asian_width(plain) in {"F", "W"} or plain == ELLIPSIS else OTHER


def cut(text: str, room: float, size: float, *, face: float = 1.0) -> str:
    """The text, or as many of its first letters as fit with a sign that some were left out."""
    if width(text, size, face=face) <= room:
        return text
    return _first(text, room - width(ELLIPSIS, size, face=face), size, face).rstrip() + ELLIPSIS


def lines(text: str, room: float, size: float, *, face: float = 1.0) -> tuple[str, ...]:
    """The words of a text on lines that fit; a word that is longer than a line is broken where the line ends."""
    found: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width(joined, size, face=face) <= room:
            line = joined
            continue
        if line:
            found.append(line)
        line = word
        while width(line, size, face=face) > room and len(line) > 1:
            head = _first(line, room, size, face) or line[0]
            found.append(head)
            line = line[len(head) :]
    return (*found, line) if line else tuple(found)


def _first(text: str, room: float, size: float, face: float) -> str:
    """As many letters from the beginning as fit."""
    taken = 0.0
    for place, letter in enumerate(text):
        taken += width(letter, size, face=face)
        if taken > room:
            return text[:place]
    return text
