"""The environment variables of a local run. What the caller has set is left as it is."""

import os
import secrets

from config.local.folders import Folders, keep_private
from config.local.services import cluster, queue

ADDRESSES = {"postgres": "DATABASE_URL", "redis": "REDIS_URL"}


def secret_key(folders: Folders) -> str:
    """The key that signs sessions: made once, kept for its owner alone."""
    file = folders.data / "secret-key"
    if not file.exists():
        keep_private(file, secrets.token_urlsafe(50))
    return file.read_text(encoding="utf-8")


def fill(folders: Folders) -> frozenset[str]:
    """Set what is not set, here and so in all that this process starts; tells which services are embedded."""
    folders.make()
    # Served on loopback, without a certificate.
    values = {"ATLAS_DATA": str(folders.data), "DJANGO_SETTINGS_MODULE": "config.settings", "HTTPS": "off"}
    if not os.environ.get("SECRET_KEY"):
        values["SECRET_KEY"] = secret_key(folders)
    embedded = frozenset(name for name, variable in ADDRESSES.items() if not os.environ.get(variable))
    if "postgres" in embedded:
        values["DATABASE_URL"] = cluster(folders).url()
    if "redis" in embedded:
        values["REDIS_URL"] = queue(folders).url()
    for name, value in values.items():
        if not os.environ.get(name):
            os.environ[name] = value
    return embedded
