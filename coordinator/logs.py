"""Logs as data: ids, never names or needs."""

import logging.config
import time
import traceback
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger("coordinator")


def configure(settings: dict) -> None:
    """Django's LOGGING_CONFIG: one line per event, JSON outside the demo."""
    renderer = (
        structlog.processors.JSONRenderer() if settings["as_json"] else structlog.dev.ConsoleRenderer(colors=False)
    )
    before: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    theirs = [*before, _without_addresses, _without_messages]
    formatter = {"()": structlog.stdlib.ProcessorFormatter, "processor": renderer, "foreign_pre_chain": theirs}
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"lines": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
            "root": {"handlers": ["stderr"], "level": settings["level"]},
        }
    )


def _without_addresses(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Django's own lines name the address that was asked ("Not Found: /offers/…"), and an address may hold a secret:
    of a line with a request its route is kept instead."""
    request = getattr(event.get("_record"), "request", None)
    if request is not None and hasattr(request, "path"):
        match = getattr(request, "resolver_match", None)
        event["event"] = str(event["event"]).replace(request.get_full_path(), "").replace(request.path, "").rstrip(": ")
        event["route"] = match.view_name if match else None
    return event


def _without_messages(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Of a fault its type and the lines it passed; its message may hold what a person wrote."""
    kind, _fault, steps = event.pop("exc_info", None) or (None, None, None)
    if kind is not None:
        event["fault"] = kind.__name__
        event["at"] = traceback.format_tb(steps)
    return event


class RequestLog:
    """One line per answered request, with the route's name instead of its address: an address may hold a secret."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        structlog.contextvars.bind_contextvars(request=uuid.uuid4().hex[:12])
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            match = request.resolver_match
            log.info(
                "answered",
                method=request.method,
                route=match.view_name if match else None,
                status=response.status_code,
                milliseconds=round((time.perf_counter() - began) * 1000, 1),
            )
            return response
        finally:
            structlog.contextvars.clear_contextvars()
