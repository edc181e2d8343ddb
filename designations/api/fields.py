"""Query parameters, strictly read: what is not written as the schema says is refused with a sentence."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from designations.api.shapes.kinds import choices

SLUG = r"^[-a-zA-Z0-9_]{1,80}$"
CODE = r"^[A-Za-z]{2,5}(-[A-Za-z0-9]{1,3})?$"
ACT = r"^[A-Za-z0-9]{6,20}$"
CONFLICT = r"^[a-z]{4,12}(:[-A-Za-z0-9_]{1,80}){1,2}$"
COUNTRY = r"^[A-Za-z]{2}$"
WORDS = r"^[^\u0000-\u001F]{1,200}$"

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Text(serializers.RegexField):
    """A text of a fixed form. ``example`` is shown where it is refused."""

    def __init__(self, pattern: str, *, example: str, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(
            pattern,
            trim_whitespace=False,
            error_messages={"invalid": f"Write it as in {example}."},
            **options,
        )


@extend_schema_field({"type": "string", "format": "date"})
class Day(serializers.Field[date, str, str, Any]):
    """A day, as in 2024-06-10."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def to_internal_value(self, data: str) -> date:
        """The day that is written. Raises ValidationError."""
        try:
            if _DAY.fullmatch(data):
                return date.fromisoformat(data)
        except ValueError:
            raise ValidationError(f"There is no day {data} in the calendar.") from None
        raise ValidationError("Write a day as in 2024-06-10.")


@extend_schema_field({"type": "boolean"})
class Flag(serializers.Field[bool, str, str, Any]):
    """Either true or false."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def to_internal_value(self, data: str) -> bool:
        """What is written. Raises ValidationError."""
        if data not in ("true", "false"):
            raise ValidationError("Write true or false.")
        return data == "true"


class Number(serializers.IntegerField):
    """A whole number in digits alone."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def to_internal_value(self, data: Any) -> int:
        """The number that is written. Raises ValidationError."""
        if not re.fullmatch(r"-?[0-9]{1,18}", str(data)):
            self.fail("invalid")
        return int(super().to_internal_value(data))


def words(kinds: type[StrEnum], help_text: str) -> serializers.ListField:
    """Words of a vocabulary; several of them by naming the parameter again."""
    return some(serializers.ChoiceField(choices(kinds)), help_text)


def some(each: serializers.Field[Any, Any, Any, Any], help_text: str) -> serializers.ListField:
    """Several values, each by naming the parameter again."""
    return serializers.ListField(child=each, required=False, allow_empty=False, max_length=100, help_text=help_text)


def groups(help_text: str = "Slugs of groups, also of those that are read as another.") -> serializers.ListField:
    """Slugs of groups."""
    return some(Text(SLUG, example="taliban"), help_text)


def authorities(help_text: str = "Codes of authorities, in whatever case.") -> serializers.ListField:
    """Codes of authorities."""
    return some(Text(CODE, example="KZ"), help_text)


def regimes(help_text: str = "Slugs of regimes.") -> serializers.ListField:
    """Slugs of regimes."""
    return some(Text(SLUG, example="un-1988"), help_text)
