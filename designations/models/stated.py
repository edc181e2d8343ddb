"""How a stated date is typed into a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from designations.domain.dates import DateError, StatedDate


class StatedDateField(forms.Field):
    """A day, a month, a year or a span, in the written form of stated dates; None where nothing is typed."""

    widget = forms.TextInput(attrs={"size": 24, "maxlength": 24})
    HELP = "A day (2023-12-29), a month (2023-12), a year (2023), or “after A, by B” as A/B, an open side as “..”."

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": self.HELP, **kwargs})

    def to_python(self, value: Any) -> Any:
        """The stated date of a text. Raises ValidationError with the sentence of the domain."""
        text = str(value).strip() if value is not None else ""
        if not text:
            return None
        try:
            return StatedDate.parse(text)
        except DateError as error:
            raise ValidationError(_sentence(error), code="no_date") from error

    def prepare_value(self, value: Any) -> Any:
        """How it stands in the form."""
        return value.text if isinstance(value, StatedDate) else value


def _sentence(error: Exception) -> str:
    text = str(error)
    return f"{text[0].upper()}{text[1:]}."
