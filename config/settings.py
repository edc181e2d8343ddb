"""The settings: one module, everything that differs between machines read from the environment.

Nothing is read, written or contacted here but the environment itself. A variable has a safe default or is
required; all that are missing or malformed are reported together. `docs/operations.md` lists them.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from environs import Env
from marshmallow.validate import Range
from psycopg.conninfo import conninfo_to_dict

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env(eager=False)

SECRET_KEY = env.str("SECRET_KEY")
DATABASE_URL = env.str("DATABASE_URL")
DATABASE_POOL_SIZE = env.int("DATABASE_POOL_SIZE", 8, validate=Range(min=0))
REDIS_URL = env.str("REDIS_URL")
ATLAS_DATA = Path(env.str("ATLAS_DATA", str(BASE_DIR / ".data")) or "").absolute()
ATLAS_DEMO = env.bool("ATLAS_DEMO", False)
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
HTTPS = env.bool("HTTPS", True)
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0, validate=Range(min=0))
API_RATE = env.str("API_RATE", "300/min")
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
# Whom the hosts that are asked can write to; it stands in the user agent.
FETCH_CONTACT = env.str("FETCH_CONTACT", "")
env.seal()

# Bytes of documents, each kept once under its SHA-256. For editors only, so outside STATIC_ROOT.
ARCHIVE_ROOT = ATLAS_DATA / "archive"
# A longer document is refused with a sentence; the form that carries it may be somewhat longer.
DOCUMENT_MAX_BYTES = 15 * 1024 * 1024
# Pages are fetched from public addresses alone; tests of the fetcher open loopback.
FETCH_LOOPBACK = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# The public record runs without `sources`; `config.urls` mounts the desk only if it is here.
INSTALLED_APPS = [
    "config",
    "designations",
    "sources",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_htmx",
    "template_partials",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # Static files come from WhiteNoise under `runserver` too, as they do in production.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["designations.web.atlas"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.mounted",
            ],
        },
    },
]


def database(url: str, pool_size: int) -> dict[str, Any]:
    """Django's form of a libpq address (URL or keywords); a pool of 0 opens a connection for each request."""
    words: dict[str, Any] = dict(conninfo_to_dict(url))
    named = {name: words.pop(name.lower(), "") for name in ("USER", "PASSWORD", "HOST", "PORT")}
    named["NAME"] = words.pop("dbname", "")
    if pool_size:
        words["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 5}
    engine = "django.db.backends.postgresql"
    return {"ENGINE": engine, "CONN_HEALTH_CHECKS": True, "OPTIONS": words, **named}


def broker(url: str) -> str:
    """Celery's form of a Redis address: it has its own words for a Unix socket and its database number."""
    if not url.startswith("unix://"):
        return url
    path, _, query = url.removeprefix("unix://").partition("?")
    return f"redis+socket://{path}" + (f"?{query.replace('db=', 'virtual_host=')}" if query else "")


DATABASES = {"default": database(DATABASE_URL or "", DATABASE_POOL_SIZE or 0)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "atlas",
        "TIMEOUT": 24 * 3600,
    },
}

# A message is a nudge: what is to be done waits in PostgreSQL, so results are never kept in Redis.
CELERY_BROKER_URL = broker(REDIS_URL or "")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 14 * 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = 2
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# The embedded worker runs as whoever started it, root included; nothing but JSON is ever unpickled.
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(ATLAS_DATA / "beat-schedule")
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "heartbeat": {"task": "config.heartbeat", "schedule": 10, "options": {"expires": 10}},
    "read-waiting": {"task": "sources.read_waiting", "schedule": 20, "options": {"expires": 20}},
    "fetch-due": {"task": "sources.fetch_due", "schedule": 30, "options": {"expires": 30}},
    "let-go": {"task": "sources.let_go", "schedule": 3600, "options": {"expires": 3600}},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    # The API only reads, and answers everyone alike: it knows no accounts.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_PAGINATION_CLASS": "designations.api.pagination.Pages",
    "PAGE_SIZE": 100,
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    # JSON alone: a parameter called `format` is as unknown as any other.
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": API_RATE},
    "NUM_PROXIES": TRUSTED_PROXIES,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Designation Atlas",
    "DESCRIPTION": "Who lists whom as terrorist, since when, on what evidence, and where lists disagree.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # The vocabularies under their own names.
    "ENUM_NAME_OVERRIDES": {
        word: f"designations.domain.{module}.{word}"
        for module, words in {
            "acts": "AuthorityKind RegimeKind EventKind Effect Scope Reason CitationKind EvidenceGrade RelationKind "
            "CoverageLevel NameKind",
            "conflicts": "Rule Weight Likeness",
            "periods": "Standing",
            "positions": "State",
        }.items()
        for word in words.split()
    },
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "admin:login"

# No other host, nothing inline. Swagger's icons are `data:` images.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
# Probes come from inside, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
# The header is believed only where a proxy of ours is known to set it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
# Whether subdomains follow, and preloading, are for the owner of a domain to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {"django": {"handlers": ["stderr"], "level": LOG_LEVEL, "propagate": False}},
}
