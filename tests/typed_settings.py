"""The settings as the type checker reads them: the very same module, given addresses that it never uses."""

import os
import sys

for name, value in {
    "SECRET_KEY": "x",
    "DATABASE_URL": "postgresql:///x",
    "REDIS_URL": "redis://localhost",
}.items():
    os.environ.setdefault(name, value)

from config import settings  # noqa: E402  (reads the environment)

sys.modules[__name__] = settings
