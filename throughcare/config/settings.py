"""Settings. Everything that differs from place to place comes from the environment; the README lists it.

Two ways to run: the demo (`THROUGHCARE_DEMO`, set by `throughcare demo` alone), and for real.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from urllib.parse import quote

import environ
from csp.constants import NONCE, NONE, SELF

import throughcare

env = environ.Env()

FOLDER = Path(env("THROUGHCARE_FOLDER", default=str(Path(throughcare.__file__).parents[1] / "var")))
"""Where the program keeps its own files: the database, unless `DATABASE_URL` says otherwise, and static files."""

COLUMNS = Path(env("THROUGHCARE_COLUMNS", default=str(FOLDER / "columns")))
"""Where the facts of the record stand a second time, by columns, for whoever counts over a nation. It holds people's
records, restricted ones too: only the program may look into it."""

ROLE_GRIDS = Path(env("THROUGHCARE_ROLE_GRIDS")) if env("THROUGHCARE_ROLE_GRIDS", default="") else None
"""Where organisations keep the files (`<code>.yaml`) by which they tighten who may hold which case; None: none do."""

DEMO = env.bool("THROUGHCARE_DEMO", default=False)
"""Made-up people, one press to sign in. Serves on this machine alone, and only a database that carries the mark."""

DEBUG = False
SECRET_KEY_GIVEN = env("THROUGHCARE_SECRET_KEY", default="")
SECRET_KEY = SECRET_KEY_GIVEN or secrets.token_hex(32)  # the web server refuses to start without one that was given
LOOPBACK = ["127.0.0.1", "localhost"]
ALLOWED_HOSTS = LOOPBACK if DEMO else env.list("THROUGHCARE_HOSTS", default=LOOPBACK)
CSRF_TRUSTED_ORIGINS = [] if DEMO else env.list("THROUGHCARE_ORIGINS", default=[])

# --- the record -------------------------------------------------------------------------------------------------

WAIT_AT_MOST = 20
"""Seconds that a writer waits for another; then whoever records is told that the record is busy. The number is ours."""
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{quote(str(FOLDER / 'throughcare.sqlite3'))}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Durable before anybody is told "recorded"; a writer waits for the other instead of failing half-way.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        "transaction_mode": "IMMEDIATE",
        "timeout": WAIT_AT_MOST,
    }
else:
    options = DATABASES["default"].setdefault("OPTIONS", {})
    options["options"] = f"-c lock_timeout={WAIT_AT_MOST}s {options.get('options', '')}".strip()
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- what it is made of -----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "throughcare.records",
    "throughcare.web",
]
MIDDLEWARE = [
    "throughcare.web.demo_guard.DemoGuard",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "throughcare.web.door.Door",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "throughcare.config.urls"
WSGI_APPLICATION = "throughcare.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [Path(throughcare.__file__).parent / "web" / "templates"],
        "OPTIONS": {
            "environment": "throughcare.web.design.environment.environment",
            "context_processors": ["throughcare.web.design.frame.frame"],
        },
    },
]
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
USE_I18N = False  # English alone so far; the catalogue of messages is for whoever translates

# --- signing in -------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "throughcare.web.sign_in.adapter.NoSelfSignUp"
ACCOUNT_RATE_LIMITS = {"login": False, "login_failed": False}  # axes locks, so that one rule does
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # an office shares one address: it is not locked as a whole
AXES_USERNAME_CALLABLE = "throughcare.web.sign_in.lock_out.name_typed"
AXES_LOCKOUT_CALLABLE = "throughcare.web.sign_in.lock_out.locked_out"
AXES_CLIENT_IP_CALLABLE = "throughcare.web.sign_in.lock_out.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 60 * 60 * 9  # a working day; a form finished later is kept through signing in again
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"  # a page that is looked at writes nothing

# --- safety -----------------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEMO and env.bool(
    "THROUGHCARE_HTTPS", default=True
)
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE_SSL_REDIRECT else 0
BEHIND_PROXY = env.bool("THROUGHCARE_BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "throughcare.web.errors.form_not_ours"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024  # a megabyte typed into a note gets an answer about the note

# --- static files -----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
SILENCED_SYSTEM_CHECKS = ["axes.W003"]

# --- what is told to whoever runs it ----------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "throughcare.config.log.WithoutLinks",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
"""To standard error, where every way of running a server gathers it. A page that failed leaves its traceback there.
No line holds the token of an agency's link."""
