"""Settings, all from the environment; `docs/deploy.md` lists them."""

from django.utils.translation import gettext_lazy as _

from coordinator.environment import DEMO, ROOT, VAR, database, env, needed

# -- what the environment says -------------------------------------------------------------------
SECRET_KEY = needed("SECRET_KEY", demo="demo-only-key-never-used-for-real-people", why="it signs sessions")
SEALING_KEY = env.str("SEALING_KEY", default=SECRET_KEY)  # seals access needs and bank details at rest
PUBLIC_URL = needed("PUBLIC_URL", demo="http://localhost:8000", why="links in letters begin with it").rstrip("/")
DATABASES = {
    "default": database(
        needed("DATABASE_URL", demo=f"sqlite:///{VAR}/coordinator.sqlite3", why="where the records are kept")
    )
}
EMAIL_CONFIG = env.email_url_config(
    needed("EMAIL_URL", demo=f"filemail:///{VAR}/letters", why="how emails are sent, for example smtp://host:25")
)
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default="coordinator@example.org")
DEBUG = env.bool("DEBUG", default=False)
HTTPS = PUBLIC_URL.startswith("https://")
PUBLIC_HOST = PUBLIC_URL.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if DEMO else [PUBLIC_HOST, "localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if HTTPS else []
DEMO_DOOR = DEMO and (DATABASES["default"]["ENGINE"].endswith("sqlite3") or PUBLIC_HOST in {"localhost", "127.0.0.1"})

# -- the house -----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "csp",
    "coordinator",
    "coordinator.design",
    "coordinator.organisations",
    "coordinator.authorization",
    "coordinator.workflow",
    "coordinator.people",
    "coordinator.letters",
    "coordinator.panels",
    "coordinator.opportunities",
    "coordinator.applications",
    "coordinator.keeping",
    "coordinator.home",
    "accessibility",
    "expenses",
    "calendar_feeds",
]

MIDDLEWARE = [
    "coordinator.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "coordinator.people.signed_in.SignedInPerson",
    "coordinator.people.sign_in.SecondStepForStaff",
    "coordinator.design.answers.PageForEveryRefusal",
]

ROOT_URLCONF = "coordinator.urls"
WSGI_APPLICATION = "coordinator.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "coordinator.design.forms.FormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "coordinator.design.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "coordinator.design.context.page",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# Limits on guessing are counted here, so every web process must see the same cache; it never holds the truth.
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://" if DEMO else "dbcache://limits")}

# -- language and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_SAMESITE = True, HTTPS, "Lax"
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# -- sign-in (coordinator/people holds what allauth does not) --------------------------------------
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "coordinator.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "coordinator.people.passwords.NotInEveryList"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "coordinator.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a change of how somebody signs in is told to them
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key",
    "signup": "20/m/ip",
    "confirm_email": "3/m/key",
    "reset_password": "20/m/ip,5/m/key",
    # Without signing in (coordinator/people/floods.py); a library or a waiting room shares one address.
    "public_form": "180/h/ip,60/h/key",  # the key is an address and a call
    "letter_asked_for": "10/h/key",  # the key is who reads it
}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_FORMS = {"reauthenticate": "coordinator.people.sign_in.AgainForm"}
MFA_FORMS = {"add_webauthn": "coordinator.people.sign_in.PasskeyForm"}
MFA_ADAPTER = "coordinator.people.adapter.SecondStepAdapter"
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
MFA_TOTP_ISSUER = "Coordinator"
STAFF_NEED_SECOND_STEP = env.bool("STAFF_NEED_SECOND_STEP", default=not DEMO)

# -- safety --------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # or behind a proxy everybody would share one address, and its limits
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" makes browsers send "Origin: null", which refuses every form
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "coordinator.design.pages.form_expired"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# -- the human being at the foot of every page that names nobody else, and under emails about signing in ------------
HELP_CONTACT = {
    "name": needed("HELP_NAME", demo="Tomasz Okafor", why="who helps people, at the foot of every page"),
    "role": needed("HELP_ROLE", demo="Involvement coordinator", why="what the person who helps does"),
    "phone": needed("HELP_PHONE", demo="01632 960 117", why="where people ring the person who helps"),
    "email": env.str("HELP_EMAIL", default="tomasz@levels.example" if DEMO else ""),
}

# -- files ---------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR / "static"))
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR / "files"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(MEDIA_ROOT)}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# -- the API -------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["coordinator.api.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["coordinator.api.authentication.IsSomebody"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_PAGINATION_CLASS": "coordinator.api.paging.Pages",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "coordinator.api.problems.as_problem",
    "UNAUTHENTICATED_USER": None,
    "NUM_PROXIES": int(BEHIND_PROXY),  # whose address counts: nobody may write it themselves
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Coordinator",
    "DESCRIPTION": "Read what you may see; act with the same actions as the pages.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "OrganisationTypeEnum": "coordinator.organisations.models.OrganisationType",
        "PersonStatusEnum": "coordinator.people.models.PersonStatus",
        "ChannelEnum": "coordinator.people.models.Channel",
        "LetterStatusEnum": "coordinator.letters.models.LetterStatus",
        "LetterTroubleEnum": "coordinator.letters.models.Trouble",
        "CallStatusEnum": "coordinator.opportunities.models.CallStatus",
        "NotThisTimeReasonEnum": "coordinator.applications.models.NotThisTimeReason",
        "ApplicationStatusEnum": "coordinator.applications.models.ApplicationStatus",
        "PanelTypeEnum": "coordinator.panels.models.PanelType",
        "PanelStatusEnum": "coordinator.panels.models.PanelStatus",
        "SessionStatusEnum": "coordinator.panels.models.SessionStatus",
        "PlaceKindEnum": "coordinator.panels.models.PlaceKind",
        "PlaceStatusEnum": "coordinator.panels.models.PlaceStatus",
        "FactAnswerEnum": "accessibility.models.FactAnswer",
        "RoleEnum": "coordinator.organisations.models.Role",
        "ClaimStatusEnum": "expenses.claims.models.STATUSES",
        "LineKindEnum": "expenses.claims.models.KINDS",
        "AgreementEnum": "expenses.travel.models.Agreement",
        "TravelAnswerEnum": "expenses.travel.models.TravelPlan.Answer",
        "PaymentTroubleEnum": "expenses.payments.models.Trouble",
    },
}

LOGGING_CONFIG = "coordinator.logs.configure"
LOGGING = {"level": env.str("LOG_LEVEL", default="INFO"), "as_json": env.bool("LOG_JSON", default=not DEMO)}
