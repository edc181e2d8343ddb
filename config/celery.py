"""The Celery application: its settings are Django's, its tasks are the apps' own."""

import os
import time

from celery import Celery
from django.core.cache import cache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("atlas")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

HEARTBEAT_KEY = "worker-seen-at"


@app.task(name="config.heartbeat")
def heartbeat() -> None:
    """Leave in the cache when a worker last took work (seconds since 1970); `/readyz` shows it."""
    cache.set(HEARTBEAT_KEY, time.time())
