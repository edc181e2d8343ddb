"""What readers mean where a group or an authority is asked for: its key, or a name of it as they would write it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from designations.models import Name
from designations.models.names import search_key
from designations.queries.columns import columns
from designations.queries.identity import identity
from designations.queries.moments import Moment
from designations.queries.search import suggest_authorities, suggest_groups

NEAR = 5
"""How many are offered where none is known."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A group or an authority that may be meant: its slug or code, and its name."""

    key: str
    name: str


class Unclear(ValueError):
    """No group or authority goes by some words, or several do. ``near``: those that may be meant."""

    def __init__(self, field: str, words: str, near: Iterable[Choice], *, several: bool = False) -> None:
        super().__init__(
            f"More than one {field} goes by the name '{words}'."
            if several
            else f"The record knows no {field} '{words}'."
        )
        self.field = field
        self.near = tuple(near)


def pick_groups(moment: Moment, asked: Sequence[str]) -> tuple[Choice, ...]:
    """The groups that are asked for by slug or by any of their names, as the edition reads them.

    Two queries; none where nothing is asked. Raises Unclear.
    """
    if not asked:
        return ()
    known_as = identity(moment)
    keys = [search_key(words) for words in asked]
    slugs = [words.lower() for words in asked]
    rows = Name.objects.filter(Q(group__slug__in=slugs) | Q(search_key__in=keys)).values_list(
        "group_id", "group__slug", "group__name", "search_key"
    )
    by_slug: dict[str, int] = {}
    by_key: dict[str, set[int]] = {}
    called: dict[int, Choice] = {}
    for pk, slug, name, key in rows:
        top = known_as.canonical(pk)
        by_slug[slug] = top
        by_key.setdefault(key, set()).add(top)
        called[top] = Choice(slug, name) if top == pk else Choice(known_as.slugs[top], known_as.names[top])
    found = []
    for words, slug, key in zip(asked, slugs, keys, strict=True):
        meant = {by_slug[slug]} if slug in by_slug else by_key.get(key, set())
        if not meant:
            raise Unclear("group", words, (Choice(hit.key, hit.title) for hit in suggest_groups(moment, words, NEAR)))
        if len(meant) > 1:
            raise Unclear("group", words, sorted((called[pk] for pk in meant), key=lambda it: it.key), several=True)
        found.append(called[meant.pop()])
    return tuple(found)


def pick_authorities(moment: Moment, asked: Sequence[str]) -> tuple[Choice, ...]:
    """The authorities that are asked for by code, in whatever case, or by name. One query at most. Raises Unclear."""
    if not asked:
        return ()
    every = authorities(moment)
    by_code = {each.key: each for each in every}
    by_key = {search_key(each.name): each for each in every}
    found = []
    for words in asked:
        meant = by_code.get(words.upper()) or by_key.get(search_key(words))
        if meant is None:
            raise Unclear("authority", words, (Choice(hit.key, hit.title) for hit in suggest_authorities(words, NEAR)))
        found.append(meant)
    return tuple(found)


def authorities(moment: Moment) -> tuple[Choice, ...]:
    """Every authority, by name. One query."""
    held = (Choice(column.code, column.name) for column in columns(moment))
    return tuple(sorted(held, key=lambda each: each.name))
