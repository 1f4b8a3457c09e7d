"""Settings of the archive, for every machine.

Everything that differs between machines is an environment variable, read here
and nowhere else; docs/settings.md lists them. A bad value stops the start with
a message that names the variable (``environment.py``).
"""

import logging
import os
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import validate

from newsarchive import caches, logs, protection
from newsarchive.databases import tuned
from newsarchive.environment import (
    NOT_NEGATIVE,
    POSITIVE,
    env,
    fingerprint,
    kept_secret,
    make_home,
    read,
)

BASE_DIR = Path(__file__).resolve().parent.parent
HOME = make_home(Path(read(env.str, "NEWSARCHIVE_HOME", "var")).expanduser().absolute())
DEBUG = read(env.bool, "NEWSARCHIVE_DEBUG", False)
ALLOWED_HOSTS = read(env.list, "NEWSARCHIVE_HOSTS", [*protection.THIS_MACHINE])
CSRF_TRUSTED_ORIGINS = read(env.list, "NEWSARCHIVE_ORIGINS", [])
SECRET_KEY = read(env.str, "NEWSARCHIVE_SECRET_KEY", "")
if not DEBUG and set(ALLOWED_HOSTS) - protection.THIS_MACHINE:
    protection.demand_key(SECRET_KEY)  # docs/decisions/0013-what-is-in-public.md
SECRET_KEY = SECRET_KEY or kept_secret(HOME / "secret_key")

# HTTPS, and the proxies that stand before the archive; docs/security.md.
HTTPS = read(env.bool, "NEWSARCHIVE_HTTPS", False)
PROXIES = read(env.int, "NEWSARCHIVE_PROXIES", 0, validate=NOT_NEGATIVE)
if HTTPS and "NEWSARCHIVE_PROXIES" not in os.environ:
    raise ImproperlyConfigured(
        "NEWSARCHIVE_HTTPS is on: set NEWSARCHIVE_PROXIES to the number of proxies that requests "
        "come through, usually 1; 0 if the archive's own web server has the certificate."
    )
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_REDIRECT_EXEMPT = protection.ASKED_FROM_WITHIN
SECURE_HSTS_SECONDS = HTTPS * read(
    env.int, "NEWSARCHIVE_HSTS", 365 * 24 * 3600, validate=NOT_NEGATIVE
)
SECURE_HSTS_INCLUDE_SUBDOMAINS = read(env.bool, "NEWSARCHIVE_HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
# Whether the domain's other hosts have HTTPS, only its owner knows: that setting is his.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"  # what a reader searches for is told to nobody
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CONTENT_SECURITY_POLICY = protection.CONTENT_SECURITY_POLICY

# How often one reader may ask; those who are signed in so many times more often.
RATES = {
    kind: read(
        lambda *given: protection.rate(env.str(*given)), f"NEWSARCHIVE_RATE_{kind.upper()}", usual
    )
    for kind, usual in protection.RATES.items()
}
RATE_USERS = read(env.int, "NEWSARCHIVE_RATE_USERS", 5, validate=POSITIVE)
RATELIMIT_USE_CACHE, RATELIMIT_FAIL_OPEN = "rates", True

# Wrong passwords: after so many from one address for one account, a pause of so many minutes.
AXES_FAILURE_LIMIT = read(env.int, "NEWSARCHIVE_SIGN_IN_TRIES", 8, validate=POSITIVE)
AXES_COOLOFF_TIME = timedelta(
    minutes=read(env.int, "NEWSARCHIVE_SIGN_IN_PAUSE", 15, validate=POSITIVE)
)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "newsarchive.clients.address"
AXES_LOCKOUT_CALLABLE = "newsarchive.trouble.locked_out"
AXES_RESET_ON_SUCCESS = AXES_DISABLE_ACCESS_LOG = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = AXES_ENABLE_ADMIN = AXES_VERBOSE = False
PASSWORDS = "django.contrib.auth.backends.ModelBackend"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", PASSWORDS]

INSTALLED_APPS = [
    "articles",
    "search",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "django_filters",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "newsarchive.logs.RequestLog",
    "csp.middleware.CSPMiddleware",
    "newsarchive.protection.ProtectionMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsarchive.language.LanguageMiddleware",
    "newsarchive.digits.DigitsMiddleware",
    "newsarchive.trouble.TroubleMiddleware",
    "newsarchive.bounds.BoundsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsarchive.rates.RateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
    "axes.middleware.AxesMiddleware",
]
CSRF_FAILURE_VIEW = "newsarchive.trouble.forged"
ROOT_URLCONF = "newsarchive.urls"
WSGI_APPLICATION = "newsarchive.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.context.coverage",
            ],
        },
    }
]

CONNECTION_AGE = read(env.int, "NEWSARCHIVE_CONNECTION_AGE", 600, validate=NOT_NEGATIVE)  # seconds
DATABASE = read(env.dj_db_url, "DATABASE_URL", f"sqlite:///{HOME / 'archive.sqlite3'}")
try:
    DATABASES = {"default": tuned(DATABASE, CONNECTION_AGE)}
except ValueError as error:
    raise ImproperlyConfigured(f"DATABASE_URL: {error}") from error
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SHORTEST_PASSWORD = 10
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"django.contrib.auth.password_validation.{name}",
        "OPTIONS": {"min_length": SHORTEST_PASSWORD} if name == "MinimumLengthValidator" else {},
    }
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Readers' accounts and mail; docs/saved.md.
SITE_URL = read(env.str, "NEWSARCHIVE_URL", "").rstrip("/")
if SITE_URL and not SITE_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured(
        f"NEWSARCHIVE_URL={SITE_URL!r}: write the whole address, as https://archive.example"
    )
SIGNUP = read(env.bool, "NEWSARCHIVE_SIGNUP", DEBUG or "EMAIL_URL" in os.environ)
LOGIN_URL, LOGIN_REDIRECT_URL = "accounts:sign_in", "saved:list"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # seconds; as long as the other links in mails
MAIL = read(env.dj_email_url, "EMAIL_URL", "console:")
if "EMAIL_BACKEND" not in MAIL:
    raise ImproperlyConfigured(
        "EMAIL_URL: write console:, or submission://user:password@host:587/ of a mail server."
    )
globals().update(MAIL | {"EMAIL_TIMEOUT": MAIL["EMAIL_TIMEOUT"] or 30})
DEFAULT_FROM_EMAIL = read(env.str, "NEWSARCHIVE_MAIL_FROM", "archive@localhost")
SAVED_SEARCHES = read(env.int, "NEWSARCHIVE_SAVED_SEARCHES", 100, validate=POSITIVE)  # a reader
DIGEST_ARTICLES = read(env.int, "NEWSARCHIVE_DIGEST_ARTICLES", 50, validate=POSITIVE)  # a mail

SEARCH_URL = read(env.str, "SEARCH_URL", f"whoosh://{HOME / 'index'}")

# How long a search may take, in seconds; 0: as long as it does.
SEARCH_TIMEOUT = read(env.float, "NEWSARCHIVE_SEARCH_TIMEOUT", 10, validate=NOT_NEGATIVE)
# For how many words of the index the prefixes of a search (चुन*) may stand; 0: for all there are.
SEARCH_TERMS = read(env.int, "NEWSARCHIVE_SEARCH_TERMS", 20_000, validate=NOT_NEGATIVE)
# How far the pages of one list go, in articles.
LIST_DEPTH = read(env.int, "NEWSARCHIVE_LIST_DEPTH", 10_000, validate=POSITIVE)
# What may be sent with one request.
DATA_UPLOAD_MAX_MEMORY_SIZE = read(
    env.int, "NEWSARCHIVE_BODY_BYTES", 5 * 1024**2, validate=POSITIVE
)

# What one process may keep of decoded posting lists.
SEARCH_CACHE_BYTES = read(env.int, "NEWSARCHIVE_SEARCH_CACHE", 512) * 2**20
# What pages and answers remember for a while: in each process, or in Redis for all of them.
REDIS_URL = read(env.str, "REDIS_URL", "")
DJANGO_REDIS_IGNORE_EXCEPTIONS = DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True  # answers go on
CACHES = caches.shared(REDIS_URL) if REDIS_URL else caches.own()
# How many articles of a search one file may hold; 0 gives out none.
EXPORT_LIMIT = read(env.int, "NEWSARCHIVE_EXPORT_LIMIT", 1000, validate=NOT_NEGATIVE)
EXPORT_LIMIT_USERS = read(env.int, "NEWSARCHIVE_EXPORT_LIMIT_USERS", 50_000, validate=NOT_NEGATIVE)
# Whether a save and an ingest write into the index themselves, or "update_index --watch" does.
INDEX_IN_LINE = read(env.bool, "NEWSARCHIVE_INDEX_IN_LINE", True)
TIDY_APART = True  # small segments are merged in a thread after a save
REPAIR_INDEX = True  # an index that cannot be read is made anew without being asked


def cores():
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# Processes that prepare records for storing; 0 or 1: the process that reads does it itself.
INGEST_WORKERS = read(env.int, "NEWSARCHIVE_INGEST_WORKERS", cores(), validate=NOT_NEGATIVE)

# How names are found ("gazetteer": known ones only), and when a suggested one is shown to readers.
NAMES = read(env.str, "NEWSARCHIVE_NAMES", "model", validate=validate.OneOf(["model", "gazetteer"]))
SUGGEST_ARTICLES = read(env.int, "NEWSARCHIVE_SUGGEST_ARTICLES", 3, validate=POSITIVE)
SUGGEST_CONFIDENCE = read(
    env.float, "NEWSARCHIVE_SUGGEST_CONFIDENCE", 0.8, validate=validate.Range(min=0, max=1)
)

# Fetching from the web; docs/settings.md gives the reason of each limit.
FETCH_AGENT = read(
    env.str, "NEWSARCHIVE_FETCH_AGENT", "NewsArchive/0.1", validate=validate.Length(min=1)
)
FETCH_HOSTS = read(env.list, "NEWSARCHIVE_FETCH_HOSTS", [])
FETCH_PORTS = read(env.list, "NEWSARCHIVE_FETCH_PORTS", [80, 443], subcast=int)
FETCH_TIMEOUT = read(env.float, "NEWSARCHIVE_FETCH_TIMEOUT", 20, validate=POSITIVE)
FETCH_DEADLINE = read(env.float, "NEWSARCHIVE_FETCH_DEADLINE", 120, validate=POSITIVE)
FETCH_PAGE_BYTES = read(env.int, "NEWSARCHIVE_FETCH_PAGE_BYTES", 5 * 1024**2, validate=POSITIVE)
FETCH_FEED_BYTES = read(env.int, "NEWSARCHIVE_FETCH_FEED_BYTES", 50 * 1024**2, validate=POSITIVE)
FETCH_REDIRECTS = read(
    env.int, "NEWSARCHIVE_FETCH_REDIRECTS", 5, validate=validate.Range(min=0, max=20)
)
FETCH_DELAY = read(
    env.float, "NEWSARCHIVE_FETCH_DELAY", 1, validate=validate.Range(min=0, max=3600)
)
FETCH_PAGES = read(env.int, "NEWSARCHIVE_FETCH_PAGES", 1000, validate=POSITIVE)
FETCH_INTERVAL = read(env.int, "NEWSARCHIVE_FETCH_INTERVAL", 15, validate=POSITIVE)  # minutes

# Reading archives (zip, tar, gzip, WARC); docs/settings.md gives the reason of each limit.
ARCHIVE_DEPTH = read(env.int, "NEWSARCHIVE_ARCHIVE_DEPTH", 4, validate=POSITIVE)
ARCHIVE_MEMBERS = read(env.int, "NEWSARCHIVE_ARCHIVE_MEMBERS", 10**6, validate=POSITIVE)
ARCHIVE_BYTES = read(env.int, "NEWSARCHIVE_ARCHIVE_BYTES", 1024**4, validate=POSITIVE)
ARCHIVE_RATIO = read(env.int, "NEWSARCHIVE_ARCHIVE_RATIO", 200, validate=POSITIVE)
ARCHIVE_COPY_BYTES = read(env.int, "NEWSARCHIVE_ARCHIVE_COPY_BYTES", 4 * 1024**3, validate=POSITIVE)

# Hindi is the language of the templates themselves; locale/ holds the others.
LANGUAGE_CODE = "hi"
LANGUAGES = [("hi", "हिन्दी"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Kolkata"
USE_I18N = True
# The digits of Hindi pages; readers may choose the others for themselves.
DIGITS = read(
    env.str,
    "NEWSARCHIVE_DIGITS",
    "ascii",
    validate=validate.OneOf(["ascii", "devanagari"]),
)
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = make_home(HOME / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "newsarchive.static.CollectedFiles"},
}
WHITENOISE_USE_FINDERS = True

# What is watched: docs/operations.md.
READY_WAITING = read(env.int, "NEWSARCHIVE_READY_WAITING", 10_000, validate=NOT_NEGATIVE)
READY_DISK = read(env.int, "NEWSARCHIVE_READY_DISK", 500, validate=NOT_NEGATIVE)  # megabytes
METRICS_TOKEN = read(env.str, "NEWSARCHIVE_METRICS_TOKEN", "")
PROMETHEUS_EXPORT_MIGRATIONS = False
LOGS = read(env.str, "NEWSARCHIVE_LOGS", "line", validate=validate.OneOf(["line", "json"]))
LOGGING = logs.configured(as_json=LOGS == "json")
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # who reads what is not logged
DJANGO_STRUCTLOG_USER_ID_FIELD = None
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO

# Pages of an archive that is set otherwise are stale in browsers.
FINGERPRINT = fingerprint()
