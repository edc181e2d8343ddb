"""`python -m config.heartbeat 180`: whether a worker has taken work within so many seconds; 1 where none has."""

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from config.health import worker

    age = worker()["seconds_since_last_work"]
    sys.exit(age is None or age > float(sys.argv[1]))
