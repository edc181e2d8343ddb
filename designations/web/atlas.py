"""What every template can say: addresses that keep the clocks, dates as stated, words of the vocabulary."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template import Context, Library
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from designations.domain.wording import with_article
from designations.queries.conflict_rows import ConflictRow
from designations.queries.events import EventRow
from designations.queries.groups import NameRow
from designations.queries.standing import Standing
from designations.web import telling, words
from designations.web.citing import file_name
from designations.web.drawing import span_in_words, title_of
from designations.web.reading import Clock

register = Library()

DAY = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")


@register.simple_tag(takes_context=True)
def to(context: Context, *parts: Any, **parameters: Any) -> str:
    """An address of the atlas that keeps the day and edition asked for: ``{% to "groups" group.slug %}``."""
    path = "/".join(["", *(str(part).strip("/") for part in parts if str(part) != "/"), ""])
    clock = context.get("clock")
    return clock.keep(path, **parameters) if isinstance(clock, Clock) else path


@dataclass(frozen=True, slots=True)
class File:
    """A picture to take away: its address, and the name under which it is kept."""

    href: str
    name: str


@register.simple_tag(takes_context=True)
def picture(context: Context, *parts: Any, as_asked: bool = False, **parameters: Any) -> File:
    """The file of a picture on this page, of the day and edition asked for; ``as_asked``: with the filters too."""
    clock: Clock = context["clock"]
    path = f"/{'/'.join(str(part) for part in parts)}"
    return File(clock.as_asked(path) if as_asked else clock.keep(path, **parameters), file_name(path, clock.moment))


@register.simple_tag(takes_context=True)
def table(context: Context, name: str, **parameters: Any) -> str:
    """The address of a table of the record as a file, of the day and edition asked for: ``{% table "acts" %}``."""
    clock: Clock = context["clock"]
    return clock.keep(f"/data/{name}.csv", **parameters)


@register.filter
def graded(grade: str) -> SafeString:
    """The component of a grade of evidence."""
    return telling.grade(grade)


@register.simple_tag
def mark(state: str, variant: str = "") -> SafeString:
    """The component of a state's mark: ``{% mark "listed" "hollow" %}``."""
    return telling.mark(state, variant)


@register.simple_tag
def weight(weight: str, rule: str) -> SafeString:
    """The component of a conflict's weight, with the name of its rule."""
    return telling.component("_components/weight.html", weight=weight, rule=rule)


@register.simple_tag(takes_context=True)
def authority(context: Context, code: str, name: str, href: str = "") -> SafeString:
    """An authority by code and name, with a link to its page, or to another."""
    return telling.authority(code, name, href or to(context, "authorities", code))


@register.simple_tag(takes_context=True)
def acts(context: Context, rows: Iterable[EventRow]) -> SafeString:
    """Acts as items of a list, without their evidence."""
    return telling.acts(rows, context["clock"])


@register.simple_tag(takes_context=True)
def standings(context: Context, rows: Iterable[Standing], titles: Mapping[str, str]) -> SafeString:
    """Where an authority stands towards groups, as rows of a table."""
    return telling.standings(rows, titles, context["clock"])


@register.simple_tag(takes_context=True)
def when(context: Context, act: EventRow) -> SafeString:
    """The day of an act and its grade."""
    return telling.when(act, context["clock"])


@register.simple_tag(takes_context=True)
def deed(context: Context, act: EventRow) -> SafeString:
    """What an act did, and under which list."""
    return telling.deed(act, context["clock"])


@register.filter
def stated(text: str) -> str:
    """A stated date in words."""
    return words.stated(text)


@register.filter
def said(value: Any, vocabulary: str) -> str:
    """The reader's word for a value: ``{{ regime.kind|said:"regime_kind" }}``."""
    return words.word(vocabulary, str(value))


BELONGS = {"/regimes/": "/authorities/"}
"""Pages that stand in the section of another."""


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[dict[str, Any]]:
    """The sections of the atlas, each with its address and whether the page is in it."""
    path = str(context.get("path", ""))
    first = path[: path.find("/", 1) + 1]
    section = BELONGS.get(first, first)
    return [
        {"href": to(context, start), "title": title, "current": start == section} for start, title in words.SECTIONS
    ]


@register.filter
def named(key: str, names: Mapping[str, str]) -> str:
    """What a key is called; as it is written where nobody says."""
    return names.get(key, key)


@register.filter
def span(conflict: ConflictRow) -> str:
    """Since when a conflict has been open, or from when until when it was."""
    return span_in_words(conflict)


@register.filter
def whole_days(text: str) -> str:
    """A sentence whose days do not break at the end of a line."""
    return mark_safe(DAY.sub(r'<span class="num">\g<0></span>', conditional_escape(text)))  # noqa: S308 (escaped)


@register.filter
def titled(conflict: ConflictRow) -> str:
    """A conflict in a few words."""
    return title_of(conflict)


@register.filter
def article(name: str) -> str:
    """A name as it stands inside a sentence: "the Taliban", "Hezbollah"."""
    return with_article(name)


@register.filter
def did(act: EventRow) -> str:
    """What an act did, as a verb that takes the group."""
    return words.word("verb", act.kind)


@register.filter
def became(act: EventRow) -> str:
    """The state that an act left its listing in."""
    return {"open": "listed", "resume": "listed", "pause": "suspended", "close": "delisted"}.get(act.effect, "unknown")


@register.filter
def variant_of(own: Standing) -> str:
    """The shape of a state's mark, by the doubt about it."""
    return telling.variant_of(own)


@register.filter
def right_to_left(name: NameRow) -> bool:
    """Whether a name is written from right to left."""
    return name.script in {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"}
