"""/alive and /ready: what a machine asks before it sends people here."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coordinator.letters.models import Letter, LetterStatus

LETTERS_MAY_WAIT = timedelta(minutes=15)
UNAVAILABLE = 503


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """This process answers; it asks nothing of the database."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200 when people can be served, 503 with what is missing otherwise."""
    missing = what_is_missing(timezone.now())
    return JsonResponse({"ready": not missing, "missing": missing}, status=UNAVAILABLE if missing else 200)


def what_is_missing(now: datetime) -> list[str]:
    """Why this installation should not be sent people; empty when all is well."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return ["migrations are not applied"]
        if letters_are_stuck(now):
            return ["letters wait for more than 15 minutes: is the worker running?"]
        cache.get("ready")
    except DatabaseError:
        return ["the database or the cache does not answer"]
    return []


def letters_are_stuck(now: datetime) -> bool:
    """Does a letter wait that should have gone a quarter of an hour ago?"""
    late = now - LETTERS_MAY_WAIT
    return Letter.objects.filter(status=LetterStatus.QUEUED, send_after__lt=late).exists()
