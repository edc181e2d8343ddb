"""Finding groups, authorities, regimes and acts by what people type: misspelt, in any script, by code or by key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from rapidfuzz import fuzz, process

from designations.models import Authority, Citation, Event, Name
from designations.models.names import search_key
from designations.queries.events import EventRow, events
from designations.queries.events import Wanted as WantedEvents
from designations.queries.identity import identity
from designations.queries.instruments import instruments
from designations.queries.moments import Moment
from designations.queries.pages import Cut

LIKE_ENOUGH = 80.0
"""Of 100: names less alike than this are not found."""

SHORTEST_FUZZY = 4
"""Shorter words are compared as they are: among two or three letters everything is alike."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. ``key`` is its slug, code or key; ``matched`` the name that fits; ``score`` of 100."""

    kind: str
    key: str
    title: str
    matched: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, the best first in each part; ``acts`` by key or by the reference that the authority gave.

    ``quoted``: those of which a source's words hold what was searched.
    """

    groups: tuple[Hit, ...]
    authorities: tuple[Hit, ...]
    regimes: tuple[Hit, ...]
    acts: tuple[EventRow, ...]
    quoted: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """An act of which a source's quoted words hold what was searched."""

    act: EventRow
    words: str
    language: str
    source: str


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    title: str
    name: str
    folded: str


def search(moment: Moment, words: str, limit: int = 20) -> Found:
    """What some words find, at most ``limit`` of each kind. At most eleven queries; none where there is no word."""
    wanted = search_key(words)
    if not wanted:
        return Found((), (), (), ())
    acts, quoted = _acts(moment, words.strip(), limit)
    return Found(
        groups=_best("group", wanted, _groups(moment), limit),
        authorities=_best("authority", wanted, _authorities(), limit),
        regimes=_best("regime", wanted, _regimes(moment), limit),
        acts=acts,
        quoted=quoted,
    )


def suggest_groups(moment: Moment, words: str, limit: int = 8) -> tuple[Hit, ...]:
    """The groups that some words find. Two queries."""
    wanted = search_key(words)
    return _best("group", wanted, _groups(moment), limit) if wanted else ()


def suggest_authorities(words: str, limit: int = 8) -> tuple[Hit, ...]:
    """The authorities that some words find. One query."""
    wanted = search_key(words)
    return _best("authority", wanted, _authorities(), limit) if wanted else ()


def _groups(moment: Moment) -> list[_Entry]:
    """Every name of every group, those of a group read as another under that other."""
    known_as = identity(moment)
    rows = list(Name.objects.values_list("group_id", "group__slug", "group__name", "text", "search_key"))
    shown = {pk: (slug, name) for pk, slug, name, _, _ in rows}
    return [
        _Entry(*shown.get(known_as.canonical(pk), (slug, name)), text, folded) for pk, slug, name, text, folded in rows
    ]


def _authorities() -> list[_Entry]:
    rows = Authority.objects.values_list("code", "name", "iso3", "demonym")
    return [
        _Entry(code, name, text, search_key(text))
        for code, name, iso3, demonym in rows
        for text in (name, code, iso3, demonym)
        if text
    ]


def _regimes(moment: Moment) -> list[_Entry]:
    return [
        _Entry(slug, regime.title, text, search_key(text))
        for slug, regime in instruments(moment).items()
        for text in {regime.title, regime.name, slug, regime.list_phrase} - {""}
    ]


def _best(kind: str, wanted: str, entries: Iterable[_Entry], limit: int) -> tuple[Hit, ...]:
    """The entries most like the words, one for each key: by score, then by the shorter name."""
    held = list(entries)
    scorer: Callable[..., float] = _exactly if len(wanted) < SHORTEST_FUZZY else _alike
    found = process.extract(
        wanted, [entry.folded for entry in held], scorer=scorer, score_cutoff=LIKE_ENOUGH, limit=limit * 8
    )
    best: dict[str, Hit] = {}
    for _, score, place in sorted(found, key=lambda each: (-each[1], len(each[0]), each[0])):
        entry = held[place]
        best.setdefault(entry.key, Hit(kind, entry.key, entry.title, entry.name, round(score, 1)))
    return tuple(best.values())[:limit]


def _exactly(wanted: str, folded: str, **_: object) -> float:
    """100 for the very name, 95 for one of its words, 85 for the beginning of one."""
    if wanted == folded:
        return 100.0
    words = folded.split()
    if wanted in words:
        return 95.0
    return 85.0 if any(word.startswith(wanted) for word in words) else 0.0


def _alike(wanted: str, folded: str, *, score_cutoff: float | None = None) -> float:
    """How alike two names are, letter by letter, whatever the order of the words; a part counts a little less."""
    cutoff = score_cutoff or 0.0
    whole = max(fuzz.ratio(wanted, folded), fuzz.token_sort_ratio(wanted, folded))
    if len(folded) <= len(wanted):
        return whole if whole >= cutoff else 0.0
    part = fuzz.partial_ratio(wanted, folded, score_cutoff=cutoff) * (0.98 if f" {wanted} " in f" {folded} " else 0.9)
    best = max(whole, part)
    return best if best >= cutoff else 0.0


def _acts(moment: Moment, words: str, limit: int) -> tuple[tuple[EventRow, ...], tuple[Quoted, ...]]:
    """The acts that go by some words, and those of which a source's quoted words hold them."""
    said = words.strip(_QUOTES)
    which = Q(act__key=words.lower())
    numbered = any(letter.isdigit() for letter in words)
    if numbered:
        which |= Q(official_ref__icontains=words)
    if len(said) >= SHORTEST_FUZZY:
        which |= Q(
            Exists(Citation.objects.known_at(moment.edition).filter(event=OuterRef("pk"), quote__icontains=said))
        )
    keys = Event.objects.known_at(moment.edition).filter(which).order_by("act__key")
    found = tuple(keys.values_list("act__key", flat=True)[:limit])
    rows = events(moment, WantedEvents(acts=found, whole_history=True), Cut(limit)).rows if found else ()
    quoted = tuple(
        Quoted(row, cited.quote, cited.language, cited.title)
        for row in rows
        for cited in row.citations
        if len(said) >= SHORTEST_FUZZY and said.casefold() in cited.quote.casefold()
    )
    named = tuple(
        row
        for row in rows
        if row.act == words.lower() or (numbered and words.casefold() in row.official_ref.casefold())
    )
    return named, quoted


_QUOTES = "\"'“”„‟«»‘’「」 "
"""Marks in which readers put the words they quote."""
