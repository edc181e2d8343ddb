"""The settings as the type checker reads them: the very same module, given addresses that it never uses."""

import os

for name, value in {
    "SECRET_KEY": "x",
    "DATABASE_URL": "postgresql:///x",
    "REDIS_URL": "redis://localhost",
}.items():
    os.environ.setdefault(name, value)

from config.settings import *  # noqa: E402, F403  (reads the environment; the checker reads the names)
