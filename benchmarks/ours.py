"""Measure Coordinator in a process of its own.  `fill` makes the data, `measure TOKEN` prints one JSON object."""

import json
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "coordinator.settings"

import django  # noqa: E402

from benchmarks import without_developers_tools  # noqa: E402, F401 - before the settings load them

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.timing import answer, environ, milliseconds, resident_megabytes  # noqa: E402
from calendar_feeds.actions import make_person_feed  # noqa: E402
from calendar_feeds.models import FeedEntry  # noqa: E402
from coordinator.demo.scale import seed_scale  # noqa: E402
from coordinator.people.tokens import issue_token  # noqa: E402

CALLS, EVENTS = 10_000, 100


def fill() -> dict[str, object]:
    """10,000 open calls, and one person with a feed of 100 dates; the secrets, and the size of one calendar entry."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    now = timezone.now()
    seed_scale(people=20, sessions=0, claims=0, calls=CALLS, seed=1, now=now)
    one = seed_scale(people=1, sessions=EVENTS, claims=0, calls=0, seed=2, now=now).people[0]
    feed = make_person_feed(one, by=one, now=now)
    blob = sum(len(bytes(entry.blob)) for entry in FeedEntry.objects.all()) / EVENTS
    return {"token": f"{feed} {issue_token(one, name='bench', now=now)}", "blob": blob}


def measure(feed: str, key: str) -> dict[str, float]:
    """Processor milliseconds and megabytes."""
    from coordinator.wsgi import application

    address = f"/feeds/my/{feed}.ics"
    tag = answer(application, environ(address))[1]["ETag"]
    return {
        "list": milliseconds(application, environ("/opportunities/"), expect="200"),
        "api": milliseconds(
            application, environ("/api/v1/opportunities/", authorization=f"Bearer {key}"), expect="200"
        ),
        "feed": milliseconds(application, environ(address), expect="200"),
        "feed 304": milliseconds(application, environ(address, if_none_match=tag), expect="304", size=100),
        "memory": resident_megabytes(),
    }


if __name__ == "__main__":
    found = fill() if sys.argv[1] == "fill" else measure(*sys.argv[2].split())
    print(json.dumps(found))
