"""Calls as a program reads them, and what it sends."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request

from coordinator.opportunities.forms.writing import CallForm
from coordinator.opportunities.models import Opportunity, Payment, Question, WayToTakePart
from coordinator.panels.models import PanelType
from coordinator.workflow.steps import available_steps


def asker(request: Request) -> Any:
    """Whose key it is: a person, or None without a key (coordinator.api.authentication)."""
    return request.user


EDITABLE = tuple(CallForm.Meta.fields)


class ListedCallSerializer(serializers.Serializer):
    """An open call as a list shows it."""

    id = serializers.UUIDField()
    slug = serializers.SlugField()
    title = serializers.CharField()
    summary = serializers.CharField()
    kind = serializers.ChoiceField(PanelType.choices)
    organisation = serializers.CharField()
    closes_at = serializers.DateTimeField()
    first_day = serializers.DateTimeField(allow_null=True)
    ways = serializers.ListField(child=serializers.ChoiceField(WayToTakePart.choices))
    payment = serializers.ChoiceField(Payment.choices)
    payment_pence = serializers.IntegerField(allow_null=True)

    def to_representation(self, call: Any) -> dict[str, Any]:
        """A row as it was read, without a walk over fields: this list is what other sites read most."""
        row = {name: call[name] for name in LISTED if name in call}
        return row | {"id": str(call["id"]), "organisation": call["asked_by"]}


LISTED = tuple(ListedCallSerializer().fields)


class CallQuestionSerializer(serializers.ModelSerializer):
    """One of a call's own questions."""

    class Meta:
        model = Question
        fields = ["id", "text", "hint", "needed"]


class CallContactSerializer(serializers.Serializer):
    """The named human being to ask."""

    name = serializers.CharField()
    job_title = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.EmailField()
    working_days = serializers.CharField()


class PublicCallSerializer(serializers.ModelSerializer):
    """A call with all that its page says."""

    kind = serializers.ChoiceField(PanelType.choices, source="panel.kind")
    places = serializers.IntegerField(source="panel.places")
    organisation = serializers.CharField(source="organisation.name")
    team = serializers.CharField(source="panel.team.name")
    contact = CallContactSerializer(source="panel.contact")
    questions = CallQuestionSerializer(many=True)
    changes = serializers.SerializerMethodField()

    class Meta:
        model = Opportunity
        fields = [
            "id", "slug", "code", "status", "kind", "places", "organisation", "team", "contact", *EDITABLE,
            "published_at", "short_notice_reason", "withdrawn_reason", "questions", "changes",
        ]  # fmt: skip

    @extend_schema(responses=serializers.ListField(child=serializers.DictField()))
    def get_changes(self, call: Opportunity) -> list[dict[str, Any]]:
        """The dated notes on the page."""
        return [{"at": note.at, "text": note.text} for note in call.change_notes.all()]


class CallSerializer(serializers.ModelSerializer):
    """A call as the team has it, with the steps that the asker may take."""

    available_steps = serializers.SerializerMethodField()

    class Meta:
        model = Opportunity
        fields = [
            "id", "organisation", "panel", "slug", "code", "status", *EDITABLE, "version", "published_at",
            "route_tested_at", "short_notice_reason", "withdrawn_reason", "available_steps",
        ]  # fmt: skip

    @extend_schema(responses=serializers.ListField(child=serializers.CharField()))
    def get_available_steps(self, call: Opportunity) -> list[str]:
        """Verbs that would be accepted now."""
        return [step.verb for step in available_steps(call, asker(self.context["request"]))]


class ListedTeamCallSerializer(serializers.ModelSerializer):
    """A call in the team's list."""

    kind = serializers.ChoiceField(PanelType.choices, source="panel.kind")
    first_day = serializers.DateTimeField(allow_null=True)

    class Meta:
        model = Opportunity
        fields = ["id", "organisation", "panel", "kind", "slug", "status", "title", "closes_at", "first_day"]


NewCall = inline_serializer(
    "NewCall",
    {
        "panel": serializers.UUIDField(),
        "title": serializers.CharField(max_length=120),
        "what_you_do": serializers.CharField(required=False),
    },
)
Change = inline_serializer(
    "CallChange",
    {name: CallSerializer().fields[name] for name in (*EDITABLE, "version")} | {"note": serializers.CharField()},
    partial=True,
)
Because = inline_serializer("CallBecause", {"because": serializers.CharField()})
GapSerializer = inline_serializer(
    "CallGap", {"field": serializers.CharField(), "sentence": serializers.CharField()}, many=True
)
