"""The row of each list that the facts know, feeds and pages that editors follow, and what they have adjusted."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from sources.lists.facts import SourceFacts, all_sources, source
from sources.models import Source, SourceKind


class UnknownSource(Exception):
    """No list of this name has facts."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"No list is called '{slug}'. Known are: {', '.join(all_sources())}.")


def list_source(slug: str) -> Source:
    """The row of a list, made from its facts where there is none yet; not fetched by itself. Raises UnknownSource."""
    if slug not in all_sources():
        raise UnknownSource(slug)
    facts = source(slug)
    row, _ = Source.objects.get_or_create(
        slug=slug,
        defaults={
            "kind": SourceKind.LIST.value,
            "title": facts.title,
            "publisher": facts.publisher,
            "language": facts.language,
            "every_minutes": facts.frequency.hours * 60,
        },
    )
    return row


def enrol() -> list[Source]:
    """The rows of all lists that have facts."""
    return [list_source(slug) for slug in all_sources()]


def check_new(address: str) -> None:
    """Raise ValidationError where an address is followed already."""
    if known := Source.objects.filter(address=address).first():
        raise ValidationError(f"This address is followed already, as {known.slug}.")


@transaction.atomic
def follow(source: Source) -> Source:
    """Begin to follow a feed or a page, once for each address. Raises ValidationError."""
    if source.kind == SourceKind.LIST.value:
        raise ValidationError({"kind": "A list is followed by its facts: it is among the sources already."})
    try:
        check_new(source.address)
    except ValidationError as error:
        raise ValidationError({"address": error.messages}) from error
    source.slug = _free_slug(source)
    source.full_clean()
    source.save(force_insert=True)
    return source


@transaction.atomic
def adjust(row: Source, to: Mapping[str, object]) -> Source:
    """Set what an editor has changed of a source, by column, and leave the rest as it is by now."""
    held = Source.objects.select_for_update().get(pk=row.pk)
    for column, value in to.items():
        setattr(held, column, value)
    held.full_clean()
    held.save(update_fields=list(to))
    return held


def _free_slug(source: Source) -> str:
    """A slug from the title, with a number behind it where another source has it."""
    stem = slugify(anyascii(source.title))[:50].strip("-") or source.kind
    taken = set(Source.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    tries = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    return next(slug for slug in tries if slug not in taken)


def facts_of(row: Source) -> SourceFacts:
    """The facts of a list with the bounds and addresses that editors have set on its row."""
    facts = source(row.slug)
    low, high = facts.expected
    return replace(
        facts,
        files=tuple(replace(each, url=row.moved_files.get(each.role, each.url)) for each in facts.files),
        expected=(low if row.fewest is None else row.fewest, high if row.most is None else row.most),
        max_removals=facts.max_removals if row.most_removals is None else row.most_removals,
        max_additions=facts.max_additions if row.most_additions is None else row.most_additions,
    )
