"""One settings file. Everything that differs between installations comes from the environment (docs/setting-up.md)."""

import sys
from pathlib import Path

import environ

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env("SAFEBOARD_DATA", default="data")).resolve()

DEMO = env.bool("SAFEBOARD_DEMO", default=False)
TESTING = "pytest" in sys.modules
DEBUG = False
SECRET_KEY = env("SAFEBOARD_SECRET_KEY", default="") or "only-for-the-demo-and-tests-never-for-real-use"
ALLOWED_HOSTS = env.list("SAFEBOARD_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
SILENCED_SYSTEM_CHECKS: list[str] = []

MAX_UPLOAD_BYTES = env.int("SAFEBOARD_MAX_UPLOAD_MB", default=20) * 1024 * 1024
READING_SECONDS = env.int("SAFEBOARD_READING_SECONDS", default=60)
READING_MEMORY_BYTES = env.int("SAFEBOARD_READING_MEMORY_MB", default=480) * 1024 * 1024

INSTALLED_APPS = [
    "safeboard.core",
    "safeboard.history",
    "safeboard.people",
    "safeboard.boards",
    "safeboard.documents",
    "safeboard.plans",
    "safeboard.home",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "safeboard.core.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

CSRF_FAILURE_VIEW = "safeboard.core.views.stale_form"
ROOT_URLCONF = "safeboard.config.urls"
WSGI_APPLICATION = "safeboard.config.wsgi.application"
FORM_RENDERER = "safeboard.core.forms.GovRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# SQLite: FULL, since a record of decisions must outlive a power cut; IMMEDIATE, so that a writer waits rather than fails.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA busy_timeout=20000;PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;",
}
# An empty DATABASE_URL is none: SQLite in the data folder, whatever letters the folder's name has.
DATABASES = {
    "default": env.db("DATABASE_URL")
    if env("DATABASE_URL", default="")
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "safeboard.sqlite3"}
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = DATA_DIR / "files"
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
)
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "home:front"
LOGOUT_REDIRECT_URL = "people:sign_in"
SESSION_COOKIE_NAME = "safeboard_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("SAFEBOARD_HTTPS", default=False)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"
DATE_FORMAT = "j F Y"

FILE_UPLOAD_HANDLERS = [
    "safeboard.documents.uploads.SizeLimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR" if not TESTING else "CRITICAL"}},
}
