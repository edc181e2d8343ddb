"""Registers the public record with Django."""

from django.apps import AppConfig


class DesignationsConfig(AppConfig):
    """The record: registry, ledger and projections."""

    name = "designations"
    default_auto_field = "django.db.models.BigAutoField"
