"""One's own applications over the API. To apply needs no token."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.viewsets import GenericViewSet

from coordinator.api.acting import checked
from coordinator.api.needing import needs
from coordinator.applications import actions, rules
from coordinator.applications.api.requests import body_of, here, typed
from coordinator.applications.api.serializers import ApplySerializer, OwnApplicationSerializer, SentSerializer
from coordinator.applications.forms import ApplyForm
from coordinator.applications.models import Application
from coordinator.applications.pages.own import ANSWERS
from coordinator.applications.queries import WITH_DAYS, applications_of, calls_to_apply_for

CREATED = 201


class AFew(SimpleRateThrottle):
    """Sixty applications an hour from one address: enough for a library, too few for a flood of letters."""

    scope = "apply"
    rate = "60/hour"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Programs with a token are not counted: we know whose they are."""
        return None if here(request) else self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class ApplicationViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    """One's own applications. To apply needs no token."""

    serializer_class = OwnApplicationSerializer
    queryset = Application.objects.none()

    def get_permissions(self) -> Any:
        """Applying is open to everybody, like the page."""
        return [] if self.action == "create" else super().get_permissions()

    def get_throttles(self) -> list[Any]:
        """Only what everybody may do is counted."""
        return [AFew()] if self.action == "create" else []

    def get_queryset(self) -> QuerySet[Application]:
        """Only one's own; another's is a 404."""
        return applications_of(here(self.request)).prefetch_related(*WITH_DAYS)

    @extend_schema(request=ApplySerializer, responses={CREATED: SentSerializer})
    @needs()
    def create(self, request: Request) -> Response:
        """Apply to an open call."""
        call = get_object_or_404(calls_to_apply_for(), slug=str(body_of(request).get("call", "")))
        person, now = here(request), timezone.now()
        form = checked(ApplyForm, request, answers=typed(request), call=call, known=person)
        draft, _token = actions.save_application(call, form.typed(), form_key=form.key, person=person, now=now)
        actions.send_application(draft, sender=form.sender(), answers=form.answers(), now=now)
        contact = call.panel.contact
        reply_by = rules.promised_reply(call.organisation.day(now), call.answer_by)
        sent = {"call": call.slug, "contact": contact.name, "phone": contact.phone, "reply_by": reply_by}
        return Response(SentSerializer(sent).data, status=CREATED)

    @extend_schema(
        operation_id="applications_answer",
        request=None,
        parameters=[OpenApiParameter("step", str, OpenApiParameter.PATH, enum=[*ANSWERS])],
    )  # fmt: skip
    @action(detail=True, methods=["post"], url_path=f"(?P<step>{'|'.join(ANSWERS)})")
    @needs()
    def answer(self, request: Request, pk: str, step: str) -> Response:
        """Say yes, no or maybe to an offer, or withdraw."""
        application = self.get_object()
        act, _said = ANSWERS[step]
        act(application, by=here(request), now=timezone.now())
        return Response(self.get_serializer(application).data)
