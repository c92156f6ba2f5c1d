"""What the environment must say before the service may start (design.md section 5)."""

import sys
from pathlib import Path
from typing import NoReturn

import environ

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"

env = environ.Env()
DEMO = env.bool("DEMO", default=False)


def stop(line: str) -> NoReturn:
    """End the start with one clear line; a half-configured service must not run."""
    sys.exit(f"Coordinator cannot start: {line}")


def needed(name: str, *, demo: str, why: str) -> str:
    """The setting `name`; in the demo the value `demo`, outside it the start stops when it is missing."""
    value = env.str(name, default=demo if DEMO else "")
    if not value:
        stop(f"{name} is missing ({why}). Set it in the environment; docs/deploy.md lists every setting.")
    return value


def database(url: str) -> dict:
    """Django's connection settings for `url`, tuned for money: nothing acknowledged is lost (quality.md B5, C2)."""
    config = env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        return config | sqlite_tuning(config["NAME"])
    pool = {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=4), "timeout": 10}
    return config | {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True, "OPTIONS": {"pool": pool}}


def sqlite_tuning(name: str) -> dict:
    """IMMEDIATE transactions and full synchronisation. WAL is set once, after migrate: `init_command` would lock."""
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    pragmas = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
    return {
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
        "CONN_MAX_AGE": None,
    }
