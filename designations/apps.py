"""Registers the public record with Django."""

from django.apps import AppConfig


class DesignationsConfig(AppConfig):
    """The record: registry, ledger and projections."""

    name = "designations"
    verbose_name = "The record"
    default_auto_field = "django.db.models.BigAutoField"
