"""How the API writes claims on finance's desk, questions and decisions."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coordinator.api.acting import asking
from coordinator.workflow.steps import available_steps
from expenses.claims.models import Claim, ClaimLine, Question


class ReviewLineSerializer(serializers.ModelSerializer):
    """One line: claimed and agreed, in pence."""

    class Meta:
        model = ClaimLine
        fields = [
            "id", "position", "kind", "day", "pence", "supplier", "tenths_of_miles", "lost_receipt", "note",
            "approved_pence", "cut_reason",
        ]  # fmt: skip
        read_only_fields = fields


class ReviewSerializer(serializers.ModelSerializer):
    """A claim that was sent. Where the money goes is not in it, nor what helps the person."""

    person_name = serializers.CharField(source="person.full_name", read_only=True)
    lines = ReviewLineSerializer(many=True, read_only=True)
    available_steps = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = [
            "id", "organisation", "reference", "looks_again_at", "person", "person_name", "session", "status", "event_day", "total_pence",
            "approved_pence", "submitted_at", "promised_by", "checked_by", "decided_at", "decision_note", "paid_on",
            "version", "lines", "available_steps",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_steps(self, claim: Claim) -> list[str]:
        """What the reader may do with it as it stands; a rule may still say no."""
        return [step.verb for step in available_steps(claim, asking(self.context["request"]))]


class ClaimQuestionSerializer(serializers.ModelSerializer):
    """A question about a claim."""

    class Meta:
        model = Question
        fields = [
            "id", "claim", "line", "template", "text", "asked_by", "asked_at", "released_by", "answered_at", "answer",
            "our_mistake",
        ]  # fmt: skip
        read_only_fields = fields


class VersionSerializer(serializers.Serializer):
    """Which version was seen; a newer one is not decided."""

    version = serializers.IntegerField(required=False)


class ReviewReasonSerializer(VersionSerializer):
    """Why we do not agree."""

    reason = serializers.CharField()


class CutSerializer(serializers.Serializer):
    """What is agreed for one line."""

    line = serializers.UUIDField()
    pence = serializers.IntegerField()
    reason = serializers.CharField(required=False, allow_blank=True)


class PartSerializer(VersionSerializer):
    """Less than was claimed: the lines that change."""

    cuts = CutSerializer(many=True)
    note = serializers.CharField(required=False, allow_blank=True)


class AskSerializer(VersionSerializer):
    """A reviewed question: "template" or "template:line id", as `questions` lists them."""

    question = serializers.CharField()


class OwnWordsSerializer(VersionSerializer):
    """A question in own words, for a second person to release."""

    text = serializers.CharField()


class LookAgainSerializer(serializers.Serializer):
    """Why another look is wished for, if the person likes to say."""

    text = serializers.CharField(required=False, allow_blank=True)


class OfferSerializer(serializers.Serializer):
    """A question that fits, as the person would read it."""

    question = serializers.CharField()
    about = serializers.CharField()
    text = serializers.CharField()


class TogetherSerializer(serializers.Serializer):
    """Claims to approve in one call."""

    claims = serializers.ListField(child=serializers.UUIDField())


class LeftSerializer(serializers.Serializer):
    """A claim that was left as it was, and why."""

    claim = serializers.UUIDField()
    reason = serializers.CharField()


class OutcomeSerializer(serializers.Serializer):
    """What became of each."""

    approved = serializers.ListField(child=serializers.UUIDField())
    passed_on = serializers.ListField(child=serializers.UUIDField())
    left = LeftSerializer(many=True)
