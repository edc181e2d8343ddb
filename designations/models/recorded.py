"""What every row of the ledger has: the edition that recorded it and, once, the edition that retracted it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

Row = TypeVar("Row", bound=models.Model, covariant=True)


def values(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    """Choices as plain values, so that migrations import no code of the project."""
    return [(kind.value, kind.value.replace("_", " ")) for kind in kinds]


class RecordedQuerySet(models.QuerySet[Row]):
    """Words for reading the ledger as it stood."""

    def known_at(self, edition: int) -> Self:
        """Rows recorded by an edition and not retracted by then."""
        return self.filter(recorded_in__lte=edition).filter(Q(retracted_in=None) | Q(retracted_in__gt=edition))

    def alive(self) -> Self:
        """Rows that no edition has retracted."""
        return self.filter(retracted_in=None)


class Recorded(models.Model):
    """Only added or retracted; triggers refuse every other change."""

    recorded_in = models.ForeignKey(
        "designations.Edition",
        on_delete=models.PROTECT,
        related_name="+",
        db_column="recorded_in",
        db_index=False,
    )
    retracted_in = models.ForeignKey(
        "designations.Edition",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_column="retracted_in",
        db_index=False,
    )

    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True

    @staticmethod
    def constraints_for(table: str) -> Iterable[models.BaseConstraint]:
        """The checks that every ledger table carries, under names of its own."""
        return [
            models.CheckConstraint(
                condition=Q(retracted_in=None) | Q(retracted_in__gt=F("recorded_in")),
                name=f"{table}_retracted_after_recorded",
            )
        ]

    @staticmethod
    def indexes_for(table: str) -> list[models.Index]:
        """What finds the entries of an edition: few rows of many were ever retracted."""
        return [
            models.Index(fields=["recorded_in"], name=f"{table}_recorded"),
            models.Index(fields=["retracted_in"], name=f"{table}_retracted", condition=Q(retracted_in__isnull=False)),
        ]

    @staticmethod
    def redactions_of(table: str) -> list[models.Index]:
        """What finds the few rows that an edition redacted."""
        return [models.Index(fields=["redacted_in"], name=f"{table}_redacted", condition=Q(redacted_in__isnull=False))]
