"""Applications as a program reads them, and what it sends."""

from __future__ import annotations

from django.utils import timezone
from rest_framework import serializers

from coordinator.applications.models import Application, NotThisTimeReason, S
from coordinator.applications.pages.one import BY_VERB, SCORED_WHILE
from coordinator.applications.queries import is_late
from coordinator.applications.standing import how_it_stands, steps_now, team_state
from coordinator.applications.steps import ACCEPT, DECLINE, WITHDRAW
from coordinator.opportunities.models import CallStatus

HOW_TOLD = "phone, post or in_person: how they told us"
OWN_VERBS = {ACCEPT.verb: "accept", DECLINE.verb: "decline", WITHDRAW.verb: "withdraw"}


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
        verbs = {step.verb for step in steps_now(application, self.context["request"].user, now=timezone.now())}
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
        steps = steps_now(application, self.context["request"].user, now=timezone.now())
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
