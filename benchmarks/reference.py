"""Measure the reference in a process of its own; print one JSON object."""

import json
import os
import sys
from datetime import UTC, datetime, timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.minimal.settings"

import django  # noqa: E402

from benchmarks import without_developers_tools  # noqa: E402, F401 - before the settings load them

django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from benchmarks.minimal.models import Call, Entry, Feed, Group  # noqa: E402
from benchmarks.timing import answer, environ, milliseconds, resident_megabytes  # noqa: E402

TOKEN = "t" * 43


def fill(blob: bytes, calls: int = 10_000, events: int = 100) -> None:
    """The same number of rows, and blobs of the same size, as ours."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    groups = Group.objects.bulk_create(Group(name=f"Group {number}") for number in range(10))
    soon = datetime.now(UTC) + timedelta(days=10)
    Call.objects.bulk_create(
        [
            Call(
                group=groups[number % 10],
                title=f"Help choose nurse {number}",
                summary="You sit on the panel as an equal member. " * 3,
                closes_at=soon + timedelta(minutes=number),
            )
            for number in range(calls)
        ],
        batch_size=1000,
    )
    feed = Feed.objects.create(token_sha256=TOKEN)
    Entry.objects.bulk_create(Entry(feed=feed, blob=blob) for _ in range(events))


def main() -> None:
    fill(b"X" * int(sys.argv[1]))
    application = get_wsgi_application()
    address = f"/feeds/{TOKEN}.ics"
    tag = answer(application, environ(address))[1]["ETag"]
    figures = {
        "list": milliseconds(application, environ("/calls/"), expect="200"),
        "api": milliseconds(application, environ("/api/calls/"), expect="200"),
        "feed": milliseconds(application, environ(address), expect="200"),
        "feed 304": milliseconds(application, environ(address, if_none_match=tag), expect="304", size=100),
        "memory": resident_megabytes(),
    }
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
