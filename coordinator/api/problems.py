"""Every refusal of the API is a problem document (RFC 9457), with the same words as the pages."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from coordinator.authorization.verdict import NotAllowed
from coordinator.workflow.refusals import Refusal
from coordinator.workflow.steps import SomebodyWasFaster

CONTENT_TYPE = "application/problem+json"


def problem(status: int, detail: str, *, fields: Any = None) -> Response:
    """One problem document; `fields` holds what to do beside each field."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    if fields:
        body["fields"] = fields
    return Response(body, status=status, content_type=CONTENT_TYPE)


def as_problem(reason: Exception, context: dict) -> Response | None:
    """DRF's EXCEPTION_HANDLER. None, for a fault of ours, lets Django answer and report it."""
    if isinstance(reason, SomebodyWasFaster | Refusal):
        return problem(409, str(reason), fields=getattr(reason, "by_field", None))
    if isinstance(reason, NotAllowed):
        return problem(403, reason.verdict.reason)
    if isinstance(reason, ValidationError):
        return problem(400, "Some answers need another look.", fields=reason.detail)
    answer = exception_handler(reason, context)
    if answer is None:
        return None
    described = problem(answer.status_code, _words(reason))
    for name, value in answer.items():
        if name.lower() != "content-type":
            described[name] = value
    return described


def _words(reason: Exception) -> str:
    if isinstance(reason, Http404):
        return "There is nothing here, or it is not for you."
    if isinstance(reason, PermissionDenied):
        return "This is not for you."
    return str(reason.detail) if isinstance(reason, APIException) else str(reason)
