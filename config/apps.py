"""Registers the wiring with Django."""

from django.apps import AppConfig


class AtlasConfig(AppConfig):
    """Makes the Celery application the default one in every process, so that a nudge finds the queue."""

    name = "config"

    def ready(self) -> None:
        """Load the Celery application."""
        from config import celery  # noqa: F401  (settings must be read first)
