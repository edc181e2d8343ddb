"""What every template can say: addresses that keep the clocks, dates as stated, words of the vocabulary."""

from typing import Any

from django.template import Context, Library

from designations.web import words
from designations.web.reading import Clock

register = Library()


@register.simple_tag(takes_context=True)
def to(context: Context, path: str, **parameters: Any) -> str:
    """An address of the atlas that keeps the day and edition asked for."""
    clock = context.get("clock")
    return clock.keep(path, **parameters) if isinstance(clock, Clock) else path


@register.filter
def stated(text: str) -> str:
    """A stated date in words."""
    return words.stated(text)


@register.filter
def said(value: Any, vocabulary: str) -> str:
    """The reader's word for a value: ``{{ regime.kind|said:"regime_kind" }}``."""
    return words.word(vocabulary, str(value))
