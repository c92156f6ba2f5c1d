"""Logs as data: ids, never names or needs."""

import logging.config
import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger("coordinator")


def configure(settings: dict) -> None:
    """Django's LOGGING_CONFIG: one line per event, JSON outside the demo."""
    renderer = (
        structlog.processors.JSONRenderer() if settings["as_json"] else structlog.dev.ConsoleRenderer(colors=False)
    )
    before = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {"()": structlog.stdlib.ProcessorFormatter, "processor": renderer, "foreign_pre_chain": before}
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"lines": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
            "root": {"handlers": ["stderr"], "level": settings["level"]},
        }
    )


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
