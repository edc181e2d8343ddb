"""Registers the intake of documents and candidates with Django."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Documents, candidates and their review."""

    name = "sources"
    verbose_name = "The desk"
    default_auto_field = "django.db.models.BigAutoField"
