"""The few kinds of field that answers are made of."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from rest_framework import serializers


def choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    """The words of a vocabulary, labelled as the schema tells vocabularies apart."""
    return [(kind.value, kind.name) for kind in kinds]


def text(help_text: str, **options: Any) -> serializers.CharField:
    """A text, empty where there is none."""
    return serializers.CharField(help_text=help_text, allow_blank=True, **options)


def word(kinds: type[StrEnum], help_text: str, *, blank: bool = False, **options: Any) -> serializers.ChoiceField:
    """A word of a vocabulary."""
    return serializers.ChoiceField(choices(kinds), help_text=help_text, allow_blank=blank, **options)


def day(help_text: str, *, null: bool = True, **options: Any) -> serializers.DateField:
    """A day, null where a side is open."""
    return serializers.DateField(help_text=help_text, allow_null=null, **options)


def number(help_text: str, **options: Any) -> serializers.IntegerField:
    """A whole number."""
    return serializers.IntegerField(help_text=help_text, **options)


def share(help_text: str) -> serializers.FloatField:
    """A share from 0 to 1, null where it would mislead."""
    return serializers.FloatField(help_text=help_text, allow_null=True)


def flag(help_text: str) -> serializers.BooleanField:
    """True or false."""
    return serializers.BooleanField(help_text=help_text)


def texts(help_text: str) -> serializers.ListField:
    """Several texts."""
    return serializers.ListField(child=serializers.CharField(), help_text=help_text)
