"""Settings of the test run: everything the environment must say, said here."""

import os

# The loop of the browser that some tests drive runs on in this process, and the next test may ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ.setdefault("SECRET_KEY", "tests-only")
os.environ.setdefault("PUBLIC_URL", "http://localhost:8000")
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")
os.environ.setdefault("EMAIL_URL", "memorymail://")
os.environ.setdefault("HELP_NAME", "Tomasz Okafor")
os.environ.setdefault("HELP_ROLE", "Involvement coordinator")
os.environ.setdefault("HELP_PHONE", "01632 960 117")
os.environ.setdefault("HELP_EMAIL", "tomasz@levels.example")
os.environ.setdefault("STAFF_NEED_SECOND_STEP", "0")
os.environ.setdefault("CACHE_URL", "locmemcache://")
os.environ.setdefault("DATABASE_POOL", "20")  # races ask from more threads at once than a web process has
os.environ["DEMO"] = os.environ.get("DEMO", "0")

from coordinator.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, so that threads and other processes meet in the same database; chance of power loss is not tested here.
    folder = VAR / "tests"  # noqa: F405
    folder.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(folder / f"test-{os.getpid()}.sqlite3")}  # noqa: F405
    options = DATABASES["default"]["OPTIONS"]  # noqa: F405
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
else:
    # A question that never ends, ends here.
    DATABASES["default"]["OPTIONS"]["options"] = "-c statement_timeout=60000"  # noqa: F405

STATIC_ROOT = ROOT / "static"  # noqa: F405
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
