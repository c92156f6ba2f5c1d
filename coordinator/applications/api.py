"""Applications over the API: apply like the public form, answer like the links, choose like the team's pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.viewsets import GenericViewSet

from coordinator.api.acting import checked
from coordinator.applications import actions, rules
from coordinator.applications.forms import ApplyForm, EnterForm
from coordinator.applications.models import Application, NotThisTimeReason, S
from coordinator.applications.pages.one import BY_VERB, SCORED_WHILE, STEPS, form_of
from coordinator.applications.pages.own import ANSWERS
from coordinator.applications.queries import (
    WITH_ANSWERS,
    applications_of,
    applications_to_choose,
    calls_to_apply_for,
    calls_to_choose_for,
    is_late,
)
from coordinator.applications.standing import how_it_stands, team_state
from coordinator.applications.steps import ACCEPT, DECLINE, WITHDRAW
from coordinator.authorization.permissions import Permission
from coordinator.authorization.verdict import authorise
from coordinator.opportunities.models import CallStatus, Opportunity
from coordinator.workflow.steps import available_steps

CREATED = 201
HOW_TOLD = "phone, post or in_person: how they told us"
OWN_VERBS = {ACCEPT.verb: "accept", DECLINE.verb: "decline", WITHDRAW.verb: "withdraw"}


class AFew(SimpleRateThrottle):
    """Sixty applications an hour from one address: enough for a library, too few for a flood of letters."""

    scope = "apply"
    rate = "60/hour"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """Programs with a token are not counted: we know whose they are."""
        return None if _here(request) else self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class SaidSerializer(serializers.Serializer):
    """One question of the call and what somebody answered, in their own words."""

    question = serializers.UUIDField(source="question_id")
    text = serializers.CharField(source="question.text")
    answer = serializers.CharField(source="text")


class OwnApplicationSerializer(serializers.ModelSerializer):
    """One's own application and how it stands."""

    call = serializers.SlugField(source="opportunity.slug", read_only=True)
    title = serializers.CharField(source="opportunity.title", read_only=True)
    stands = serializers.SerializerMethodField()
    available_steps = serializers.SerializerMethodField()

    class Meta:
        model = Application
        fields = [
            "id", "call", "title", "status", "stands", "started_at", "sent_at", "reply_by", "offer_ends_at",
            "reserve_position", "place", "available_steps",
        ]  # fmt: skip
        read_only_fields = fields

    def get_stands(self, application: Application) -> str:
        """In plain words."""
        stands = how_it_stands(application, now=timezone.now())
        return f"{stands.text}. {stands.detail}".strip()

    def get_available_steps(self, application: Application) -> list[str]:
        """accept, decline, maybe, withdraw: those that fit now."""
        verbs = {step.verb for step in available_steps(application, self.context["request"].user)}
        maybe = ["maybe"] if application.status == S.OFFERED and application.maybe_until is None else []
        return [name for verb, name in OWN_VERBS.items() if verb in verbs] + maybe


class ApplySerializer(serializers.Serializer):
    """The public form. With a token only `call` and `answers` are asked. `form_key`: send it again, it counts once."""

    call = serializers.SlugField()
    form_key = serializers.UUIDField(required=False)
    name = serializers.CharField(required=False)
    channel = serializers.CharField(required=False, help_text="email, phone or post: how we answer")
    email = serializers.EmailField(required=False)
    phone = serializers.CharField(required=False)
    address = serializers.CharField(required=False)
    postcode = serializers.CharField(required=False)
    answers = serializers.DictField(child=serializers.CharField(), required=False, help_text="question id: answer")


class SentSerializer(serializers.Serializer):
    """That it reached us, who replies and by when. The same for everybody, known or not."""

    call = serializers.CharField()
    contact = serializers.CharField()
    phone = serializers.CharField()
    reply_by = serializers.DateField()


class EnterSerializer(ApplySerializer):
    """Somebody rang, wrote or came by. `who`: a person's id, or "new", when we know somebody like this."""

    call = serializers.UUIDField()  # type: ignore[assignment]
    source = serializers.CharField(help_text=HOW_TOLD)  # type: ignore[assignment]
    agreed = serializers.BooleanField()
    who = serializers.CharField(required=False)


class ChosenSerializer(serializers.ModelSerializer):
    """An application as the team sees it for choosing. What helps the person is not here."""

    call = serializers.UUIDField(source="opportunity_id", read_only=True)
    name = serializers.CharField(source="person.full_name", read_only=True)
    state = serializers.SerializerMethodField()
    late = serializers.SerializerMethodField()
    answers = SaidSerializer(many=True, read_only=True)
    available_steps = serializers.SerializerMethodField()

    class Meta:
        model = Application
        fields = [
            "id", "call", "person", "name", "status", "state", "late", "source", "sent_at", "reply_by", "score",
            "reserve_position", "offer_ends_at", "maybe_until", "told_at", "not_this_time_reason", "note_to_person",
            "place", "answers", "available_steps",
        ]  # fmt: skip
        read_only_fields = fields

    def get_state(self, application: Application) -> str:
        """In words for the team."""
        return team_state(application)

    def get_late(self, application: Application) -> bool:
        """Is the promised day over without a word from us?"""
        return is_late(application, application.organisation.day(timezone.now()))

    def get_available_steps(self, application: Application) -> list[str]:
        """The steps under /choosing/<id>/ that fit now."""
        steps = available_steps(application, self.context["request"].user)
        names = [BY_VERB[step.verb] for step in steps if step.verb in BY_VERB]
        names += ["score"] if application.status in SCORED_WHILE else []
        return names + (["apologise"] if self.get_late(application) else [])


class StepSerializer(serializers.Serializer):
    """What a step needs: offer `ends_at`; not-this-time `reason`, `note`; score `score`; answer `answer`, `source`;
    withdraw `source`; the others nothing.
    """

    ends_at = serializers.DateTimeField(required=False)
    reason = serializers.ChoiceField(choices=NotThisTimeReason.choices, required=False)
    note = serializers.CharField(required=False)
    score = serializers.IntegerField(required=False, min_value=0, max_value=10)
    answer = serializers.CharField(required=False, help_text="accept, decline or maybe")
    source = serializers.CharField(required=False, help_text=HOW_TOLD)  # type: ignore[assignment]


class CloseSerializer(serializers.Serializer):
    """Which call's selection is closed."""

    call = serializers.UUIDField()


class ClosedSerializer(serializers.Serializer):
    """How the call stands now."""

    call = serializers.UUIDField()
    status = serializers.ChoiceField(choices=CallStatus.choices)


def _here(request: Request) -> Any:
    """Who asks: a person, or None (coordinator.api.authentication)."""
    return request.user


def _body(request: Request) -> dict[str, Any]:
    return dict(request.data.items()) if isinstance(request.data, dict) else {}


def _typed(request: Request) -> dict[str, Any]:
    """The body with its answers under the names that the form uses."""
    body = _body(request)
    answers = body.pop("answers", None)
    said = answers if isinstance(answers, dict) else {}
    return body | {f"question_{question}": text for question, text in said.items()}


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
        return applications_of(_here(self.request))

    @extend_schema(request=ApplySerializer, responses={CREATED: SentSerializer})
    def create(self, request: Request) -> Response:
        """Apply to an open call."""
        call = get_object_or_404(calls_to_apply_for(), slug=str(_body(request).get("call", "")))
        person, now = _here(request), timezone.now()
        form = checked(ApplyForm, request, answers=_typed(request), call=call, known=person)
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
    def answer(self, request: Request, pk: str, step: str) -> Response:
        """Say yes, no or maybe to an offer, or withdraw."""
        application = self.get_object()
        act, _said = ANSWERS[step]
        act(application, by=_here(request), now=timezone.now())
        return Response(self.get_serializer(application).data)


class ChoosingViewSet(mixins.RetrieveModelMixin, GenericViewSet):
    """Sent applications of the calls for which one chooses."""

    serializer_class = ChosenSerializer
    queryset = Application.objects.none()
    lookup_value_regex = "[0-9a-f-]{36}"

    def get_queryset(self) -> QuerySet[Application]:
        """Another organisation's application is a 404."""
        authorise(_here(self.request), Permission.SEE_APPLICATIONS)
        return applications_to_choose(_here(self.request)).prefetch_related(WITH_ANSWERS)

    @extend_schema(
        parameters=[
            OpenApiParameter("call", OpenApiTypes.UUID, required=True),
            OpenApiParameter("status", str, enum=[value for value in S.values if value != S.STARTED]),
        ],
        responses=ChosenSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """Everybody who applied to one call, in the order they came."""
        call = self._call(request.query_params.get("call"))
        found = self.get_queryset().filter(opportunity=call).order_by("sent_at", "id")
        if request.query_params.get("status"):
            found = found.filter(status=request.query_params["status"])
        page = self.paginate_queryset(found)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def _call(self, pk: Any) -> Opportunity:
        authorise(_here(self.request), Permission.SEE_APPLICATIONS)
        wanted = serializers.UUIDField().run_validation(pk)
        return get_object_or_404(calls_to_choose_for(_here(self.request)), pk=wanted)

    @extend_schema(request=EnterSerializer, responses={CREATED: ChosenSerializer})
    def create(self, request: Request) -> Response:
        """Enter an application for somebody who rang, wrote or came by."""
        call = self._call(_body(request).get("call"))
        form = checked(EnterForm, request, answers=_typed(request), call=call)
        entered = actions.enter_application(call, by=_here(request), now=timezone.now(), **form.entered())
        return Response(self.get_serializer(entered).data, status=CREATED)

    @extend_schema(
        operation_id="choosing_step",
        request=StepSerializer,
        parameters=[OpenApiParameter("step", str, OpenApiParameter.PATH, enum=[*STEPS])],
    )
    @action(detail=True, methods=["post"], url_path=f"(?P<step>{'|'.join(STEPS)})")
    def step(self, request: Request, pk: str, step: str) -> Response:
        """Take one step of the choosing."""
        found, now = self.get_object(), timezone.now()
        form = checked(lambda **given: form_of(step, found, now, given["data"]), request)
        STEPS[step][1](found, by=_here(request), now=now, **form.cleaned_data)
        return Response(self.get_serializer(found).data)

    @extend_schema(request=CloseSerializer, responses=ClosedSerializer)
    @action(detail=False, methods=["post"])
    def close(self, request: Request) -> Response:
        """Close the selection of a call; refused, with the names, while anybody has heard nothing."""
        call = self._call(_body(request).get("call"))
        actions.close_selection(call, by=_here(request), now=timezone.now())
        return Response(ClosedSerializer({"call": call.pk, "status": call.status}).data)


def register(router: SimpleRouter) -> None:
    """/api/v1/applications/ and /api/v1/choosing/"""
    router.register("applications", ApplicationViewSet, basename="application")
    router.register("choosing", ChoosingViewSet, basename="choosing")
