"""One settings file. Everything that differs between installations comes from the environment (docs/setting-up.md)."""

import sys
from pathlib import Path

import environ

from safeboard.core import logs
from safeboard.outbox.mail_url import smtp_settings
from safeboard.people import second_factor, sign_on
from safeboard.privacy import days

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env("SAFEBOARD_DATA", default="data")).resolve()

DEMO = env.bool("SAFEBOARD_DEMO", default=False)
TESTING = "pytest" in sys.modules
DEBUG = False
SECRET_KEY = env("SAFEBOARD_SECRET_KEY", default="") or "only-for-the-demo-and-tests-never-for-real-use"
HTTPS = env.bool("SAFEBOARD_HTTPS", default=False)
ALLOWED_HOSTS = env.list("SAFEBOARD_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
# The site need not be all of its domain, and the web server before it leads from http to https.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]

MAX_UPLOAD_BYTES = env.int("SAFEBOARD_MAX_UPLOAD_MB", default=20) * 1024 * 1024
READING_SECONDS = env.int("SAFEBOARD_READING_SECONDS", default=60)
READING_MEMORY_BYTES = env.int("SAFEBOARD_READING_MEMORY_MB", default=480) * 1024 * 1024

INSTALLED_APPS = [
    "safeboard.core",
    "safeboard.history",
    "safeboard.jobs",
    "safeboard.people",
    "safeboard.boards",
    "safeboard.documents",
    "safeboard.outbox",
    "safeboard.plans",
    "safeboard.rounds",
    "safeboard.assurance",
    "safeboard.papers",
    "safeboard.api",
    "safeboard.privacy",
    "safeboard.home",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "safeboard.core.middleware.NumberedRequestsMiddleware",
    "safeboard.home.probes.ProbesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "safeboard.core.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "safeboard.core.middleware.PrintableFormsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "safeboard.people.middleware.SessionLimitsMiddleware",
    "safeboard.people.middleware.SignInRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "safeboard.people.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "safeboard.core.middleware.NoRoomMiddleware",
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
# Files in a folder, or in S3-compatible storage that every host reaches; its keys stand where boto looks for them (docs/deploy.md).
S3_BUCKET, S3_ENDPOINT = env("SAFEBOARD_S3_BUCKET", default=""), env("SAFEBOARD_S3_ENDPOINT", default="")
if S3_BUCKET:
    STORAGES = {
        "default": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {"bucket_name": S3_BUCKET, "endpoint_url": S3_ENDPOINT or None, "default_acl": None},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
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

# The code by e-mail, the second factor and the sign-on of a council are allauth's (docs/decisions/0009).
ACCOUNT_ADAPTER = "safeboard.people.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up; without the second of these there would be no password to sign in with.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # who gives the seat says whose it is; the code sent there proves it
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_MAX_RESEND_COUNT = 0  # "Start again" asks for a new one, and counts
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key,12/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("SAFEBOARD_PROXIES", default=0)
MFA_ADAPTER = "safeboard.people.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Safeboard"
MFA_TOTP_TOLERANCE = 1
SIGN_ONS = sign_on.read(env("SAFEBOARD_OIDC", default=""))
SOCIALACCOUNT_ADAPTER = "safeboard.people.adapters.SignOnAdapter"
SOCIALACCOUNT_PROVIDERS = sign_on.as_providers(SIGN_ONS)
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10

# Asked of a person, with their user, whether they may not go on without a second factor.
NEEDS_SECOND_FACTOR = second_factor.asked_by(
    env("SAFEBOARD_SECOND_FACTOR", default="none"), managers="safeboard.boards.access.keeps_a_board"
)
SESSION_IDLE_SECONDS = env.int("SAFEBOARD_IDLE_MINUTES", default=60) * 60
SESSION_SECONDS = env.int("SAFEBOARD_SESSION_HOURS", default=12) * 3600
SESSION_COOKIE_AGE = SESSION_SECONDS + 3600  # longer, so that the person is told why they were signed out
# What is counted for the limits on guessing must hold for every process, and not be pushed out by more guessing.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "safeboard_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# How long what is no board's record is kept, and where it stands who was erased (docs/guide/peoples-data.md).
KEEP_DAYS = days.read(env("SAFEBOARD_KEEP_DAYS", default=""))
ERASED_LIST = env("SAFEBOARD_ERASED_LIST", default="") or DATA_DIR / "erased.jsonl"

API_CALLS_A_MINUTE = env.int("SAFEBOARD_API_CALLS_A_MINUTE", default=120)

SESSION_COOKIE_NAME = "safeboard_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
# A browser says that a form comes from https://…; the web server before this one took the s away.
CSRF_TRUSTED_ORIGINS = (
    [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host != "*"] if HTTPS else []
)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and ALLAUTH_TRUSTED_PROXY_COUNT else None
)
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

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# What the house sends becomes rows; OUTBOX_BACKEND is what takes them from there (docs/guide/messages.md).
SITE_NAMED = env("SAFEBOARD_SITE", default="")
SITE = (SITE_NAMED or "http://127.0.0.1:8000").rstrip("/")
EMAIL_BACKEND = "safeboard.outbox.backend.OutboxBackend"
EMAIL_HOST_PASSWORD = ""
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("SAFEBOARD_MAIL_FROM", default="Safeboard <safeboard@localhost>")
MAIL_URL = env("SAFEBOARD_MAIL_URL", default="")
if MAIL_URL:
    globals().update(smtp_settings(MAIL_URL))
ANYMAIL = env.json("SAFEBOARD_ANYMAIL", default={})
OUTBOX_FOLDER = DATA_DIR / "outbox"
OUTBOX_BACKEND = env("SAFEBOARD_MAIL_BACKEND", default="") or (
    "django.core.mail.backends.smtp.EmailBackend" if MAIL_URL else "safeboard.outbox.folder.FolderBackend"
)
if TESTING:
    OUTBOX_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

LOGGING = logs.settings_for(
    env("SAFEBOARD_LOG", default="") or ("plain" if DEMO or TESTING else "json"), testing=TESTING
)
BACKUP_KEY = env("SAFEBOARD_BACKUP_KEY", default="")  # seals them
BACKUPS = env("SAFEBOARD_BACKUPS", default="")  # where they are kept, for `safeboard doctor` to look at
# Who may read the figures at /metrics; without it there are none (docs/running.md).
METRICS_TOKEN = env("SAFEBOARD_METRICS_TOKEN", default="")
