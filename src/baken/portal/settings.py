"""Django's settings: one file, all from the environment. See docs/operations.md."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from baken.core.municipality import load_municipality
from baken.portal import env

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(env.text("BAKEN_DATA", "var")).resolve()

SECRET_KEY = env.secret("BAKEN_SECRET_KEY")
BAKEN_KEY = env.secret("BAKEN_KEY")
BAKEN_OLD_KEYS = env.words("BAKEN_OLD_KEYS")
BAKEN_SIGNING_KEY = env.secret_or_none("BAKEN_SIGNING_KEY")
BAKEN_FILES = Path(env.text("BAKEN_FILES", str(DATA / "files")))
BAKEN_ERASED = Path(env.text("BAKEN_ERASED", str(DATA / "erased.jsonl")))
BAKEN_CLAMD = env.text("BAKEN_CLAMD")
# Only for tests on one machine: webhooks may go to 127.0.0.1, without https.
BAKEN_WEBHOOK_LOOPBACK = env.flag("BAKEN_WEBHOOK_LOOPBACK")
BAKEN_UPLOAD_TYPES = env.words("BAKEN_UPLOAD_TYPES", "jpeg,png,webp,heic,pdf")
BAKEN_UPLOAD_BYTES = env.number("BAKEN_UPLOAD_MB", 20) * 1024 * 1024
BAKEN_PARTS_BYTES = env.number("BAKEN_PARTS_MB", 2048) * 1024 * 1024
# How long the trail is kept: five years, to be confirmed by the municipality (docs/privacy.md).
BAKEN_TRAIL_MONTHS = env.number("BAKEN_TRAIL_MONTHS", 60)
# Zero bits that a browser looks for before it sends (core/effort.py).
BAKEN_EFFORT_BITS = env.number("BAKEN_EFFORT_BITS", 16)
BAKEN_TILES = env.text("BAKEN_TILES")
BAKEN_SECOND_FACTOR = not env.flag("BAKEN_NO_SECOND_FACTOR")
BAKEN_BAG_PREFIXES = env.words("BAKEN_BAG_PREFIXES")
MUNICIPALITY = load_municipality(env.text("BAKEN_MUNICIPALITY"))

DEBUG = False
ALLOWED_HOSTS = env.words("BAKEN_HOSTS", "localhost,127.0.0.1,[::1]")
HTTPS = env.flag("BAKEN_HTTPS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS]

INSTALLED_APPS = [
    "baken.core.apps.CoreConfig",
    "baken.audit",
    "baken.access",
    "baken.geo",
    "baken.retention",
    "baken.documents",
    "baken.messages",
    "baken.people",
    "baken.reports",
    "baken.cases",
    "baken.programme",
    "baken.portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "baken.core.apps.FlashConfig",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "baken.core.headers.CompressMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "baken.core.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "baken.portal.languages.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "baken.access.middleware.ActingMiddleware",
]

ROOT_URLCONF = "baken.portal.urls"
WSGI_APPLICATION = "baken.portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "baken.portal.context.page",
                "baken.cases.practice.ribbon.ribbon",
            ],
        },
    }
]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# The process's own role is the app's; `baken migrate` runs with the owner's address instead.
DATABASES = {"default": env.database("DATABASE_URL")}
if env.text("KEEPER_DATABASE_URL"):
    DATABASES["keeper"] = env.database("KEEPER_DATABASE_URL")
# Counting what was tried must not be rolled back with the request (access/limits.py).
DATABASES["limits"] = DATABASES["default"] | {"CONN_MAX_AGE": 0}
DATABASE_ROUTERS = ["baken.access.limits.LimitsRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nl"
LANGUAGES = [
    ("nl", _("Nederlands")), ("en", _("Engels")), ("pl", _("Pools")), ("ro", _("Roemeens")),
    ("bg", _("Bulgaars")), ("hu", _("Hongaars")), ("es", _("Spaans")), ("tr", _("Turks")),
    ("uk", _("Oekraïens")), ("ar", _("Arabisch")),
]  # fmt: skip
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_PERMISSIONS = 0o600

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "baken.access.passwords.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "baken.access.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "baken.access.adapters.OrganisationSignInAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = "baken.access.adapters.display"
ACCOUNT_FORMS = {
    "login": "baken.access.door_forms.LoginForm",
    "reauthenticate": "baken.access.door_forms.ReauthenticateForm",
    "change_password": "baken.access.door_forms.ChangePasswordForm",
    "reset_password": "baken.access.door_forms.ResetPasswordForm",
    "reset_password_from_key": "baken.access.door_forms.NewPasswordForm",
}
MFA_ADAPTER = "baken.access.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Baken"
MFA_TOTP_TOLERANCE = 1  # a phone whose clock is half a minute off may come in (RFC 6238 §5.2)
MFA_FORMS = {
    "authenticate": "baken.access.door_forms.CodeForm",
    "reauthenticate": "baken.access.door_forms.ConfirmCodeForm",
    "activate_totp": "baken.access.door_forms.ActivateTOTPForm",
    "add_webauthn": "baken.access.door_forms.AddKeyForm",
    "edit_webauthn": "baken.access.door_forms.EditKeyForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ONLY = False
# A link, not a form: our policy lets a form go nowhere else (form-action), redirects included.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "organisatie",
                "name": env.text("OIDC_NAME", "Eigen organisatie"),
                "client_id": env.text("OIDC_CLIENT_ID"),
                "secret": env.text("OIDC_SECRET"),
                "settings": {"server_url": env.text("OIDC_SERVER_URL")},
            }
        ]
        if env.text("OIDC_CLIENT_ID")
        else []
    }
}
LOGIN_URL = "/inloggen/"
LOGIN_REDIRECT_URL = "/werk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "baken"
CSRF_COOKIE_NAME = "baken_csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "baken.portal.errors.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REDIRECT_EXEMPT = [r"^gezond$"]
# How many proxies of our own a visitor passes: core/visitor.py and, through it, allauth.
BAKEN_TRUSTED_PROXIES = env.number("BAKEN_TRUSTED_PROXIES", 0)
if env.flag("BAKEN_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

EMAIL_HOST = env.text("BAKEN_SMTP_HOST")
EMAIL_PORT = env.number("BAKEN_SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("BAKEN_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("BAKEN_SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("BAKEN_SMTP_TLS")
EMAIL_TIMEOUT = 20
# The address to which residents answer, and the mailbox that it lies in.
BAKEN_MAIL_IN = env.text("BAKEN_MAIL_IN")
BAKEN_IMAP_HOST = env.text("BAKEN_IMAP_HOST")
BAKEN_IMAP_PORT = env.number("BAKEN_IMAP_PORT", 993)
BAKEN_IMAP_USER = env.text("BAKEN_IMAP_USER")
BAKEN_IMAP_PASSWORD = env.text("BAKEN_IMAP_PASSWORD")
BAKEN_IMAP_FOLDER = env.text("BAKEN_IMAP_FOLDER", "INBOX")
BAKEN_IMAP_TLS = not env.flag("BAKEN_IMAP_PLAIN")
DEFAULT_FROM_EMAIL = env.text("BAKEN_MAIL_FROM", "baken@localhost")

# For allauth's counting only: attempts to sign in and used codes, shared by all web processes.
CACHES = {
    "default": {
        "BACKEND": "baken.access.limits.LimitsCache",
        "LOCATION": "access_limit",
        "KEY_FUNCTION": "baken.access.limits.fingerprint",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_IMPORT_PATHS = ["baken.portal.tasks"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_details": {"()": "baken.core.logs.NoDetails"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["no_details"],
            "formatter": "line",
        }
    },
    "root": {"handlers": ["console"], "level": env.text("BAKEN_LOG_LEVEL", "WARNING").upper()},
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
