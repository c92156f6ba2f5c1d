"""What a program reads of panels, dates and places, and what it may send."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coordinator.panels.models import (
    Attendance,
    Panel,
    PanelRole,
    PanelType,
    Place,
    PlaceKind,
    Presence,
    Session,
    StaffMember,
)
from coordinator.panels.queries import standing_of, steps_of_place
from coordinator.workflow.steps import available_steps


class WithSteps(serializers.ModelSerializer):
    """A record with the verbs that the person who asks may use now."""

    available_steps = serializers.SerializerMethodField()

    def get_available_steps(self, record: Any) -> list[str]:
        """Verbs such as "session.move"."""
        return [step.verb for step in available_steps(record, self.context["request"].user)]


class PanelSerializer(WithSteps):
    """A panel in a list: its plan and its numbers."""

    class Meta:
        model = Panel
        fields = [
            "id", "organisation", "team", "contact", "cover_contact", "title", "kind", "status", "places", "minimum_lay",
            "reserves", "places_taken", "composition_waived_by", "composition_waived_because", "available_steps",
        ]  # fmt: skip
        read_only_fields = [
            "organisation",
            "status",
            "places_taken",
            "composition_waived_by",
            "composition_waived_because",
        ]


class StaffMemberSerializer(serializers.ModelSerializer):
    """A member of staff on a panel and the day they were told."""

    class Meta:
        model = StaffMember
        fields = ["id", "full_name", "job_title", "told_on"]


class PanelRoleSerializer(serializers.ModelSerializer):
    """A part to play."""

    class Meta:
        model = PanelRole
        fields = ["id", "name", "about", "people_needed"]


class PanelParitySerializer(serializers.Serializer):
    """Days of notice that staff and public had."""

    staff_days = serializers.IntegerField(allow_null=True)
    public_days = serializers.IntegerField(allow_null=True)
    fair = serializers.BooleanField()


class PanelStandingSerializer(serializers.Serializer):
    """How a panel stands: ready or what is missing, how fair the notice is, who sits on it."""

    ready = serializers.BooleanField()
    missing = serializers.ListField(child=serializers.CharField())
    late_addition = serializers.BooleanField()
    parity = PanelParitySerializer(allow_null=True)
    staff = StaffMemberSerializer(many=True)
    roles = PanelRoleSerializer(many=True)


class PanelDetailSerializer(PanelSerializer):
    """One panel with how it stands."""

    standing = serializers.SerializerMethodField()

    class Meta(PanelSerializer.Meta):
        fields = [*PanelSerializer.Meta.fields, "standing"]

    @extend_schema_field(PanelStandingSerializer)
    def get_standing(self, panel: Panel) -> Any:
        """Computed now, never kept."""
        return PanelStandingSerializer(standing_of(panel, now=timezone.now())).data


class SessionBriefSerializer(serializers.ModelSerializer):
    """A date as somebody with a place needs it."""

    venue_name = serializers.CharField(source="venue.name", read_only=True, default=None, allow_null=True)

    class Meta:
        model = Session
        fields = [
            "id", "name", "status", "starts_at", "ends_at", "arrive_at", "venue", "venue_name", "room", "online_link", "uid",
            "sequence",
        ]  # fmt: skip


class SessionSerializer(WithSteps):
    """A date as the team has it."""

    venue_name = serializers.CharField(source="venue.name", read_only=True, default=None, allow_null=True)

    class Meta:
        model = Session
        fields = [
            "organisation", "panel", *SessionBriefSerializer.Meta.fields, "revised_at", "attendance_confirmed_at",
            "day_plan", "available_steps",
        ]  # fmt: skip
        read_only_fields = fields


class PlaceSerializer(WithSteps):
    """One person's seat, with the dates it is for."""

    panel_title = serializers.CharField(source="panel.title", read_only=True)
    person_name = serializers.CharField(source="person.full_name", read_only=True)
    sessions = SessionBriefSerializer(source="panel.sessions", many=True, read_only=True)

    class Meta:
        model = Place
        fields = [
            "id", "organisation", "panel", "panel_title", "person", "person_name", "kind", "position", "role", "status",
            "confirmed_at", "ended_at", "sessions", "available_steps",
        ]  # fmt: skip
        read_only_fields = fields

    def get_available_steps(self, place: Place) -> list[str]:
        """Verbs such as "place.give_up", while a date is still to come."""
        return [step.verb for step in steps_of_place(place, self.context["request"].user, now=timezone.now())]


class AttendanceSerializer(serializers.ModelSerializer):
    """Whether somebody came to a date."""

    person = serializers.UUIDField(read_only=True, source="person_id")

    class Meta:
        model = Attendance
        fields = ["id", "session", "place", "person", "presence", "confirmed_by", "confirmed_at"]
        read_only_fields = fields


class PanelPlanSerializer(serializers.Serializer):
    """A panel to plan."""

    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=PanelType.choices)
    team = serializers.UUIDField()
    contact = serializers.UUIDField()
    cover_contact = serializers.UUIDField(required=False)
    places = serializers.IntegerField()
    minimum_lay = serializers.IntegerField()
    reserves = serializers.IntegerField()
    key = serializers.UUIDField(required=False, help_text="Sent twice with the same key, one panel is planned.")


class SessionDateSerializer(serializers.Serializer):
    """A date: day and times on the organisation's own clock, such as 2026-03-26 and 08:45."""

    day = serializers.DateField()
    starts = serializers.CharField()
    ends = serializers.CharField()
    arrive = serializers.CharField(required=False)
    venue = serializers.UUIDField(required=False)
    room = serializers.CharField(required=False)
    online_link = serializers.CharField(required=False)
    name = serializers.CharField(required=False)


class SessionMoveSerializer(serializers.Serializer):
    """Another time or place; what is not named stays. With `seen_sequence` an older revision is refused."""

    day = serializers.DateField(required=False)
    starts = serializers.CharField(required=False)
    ends = serializers.CharField(required=False)
    arrive = serializers.CharField(required=False)
    venue = serializers.UUIDField(required=False)
    room = serializers.CharField(required=False)
    online_link = serializers.CharField(required=False)
    seen_sequence = serializers.IntegerField(required=False)


class AffectedSerializer(serializers.Serializer):
    """Whom another time or place upsets, before anything is kept."""

    people = serializers.ListField(child=serializers.CharField())
    warnings = serializers.ListField(child=serializers.CharField())


class SessionNameSerializer(serializers.Serializer):
    """What a date is called."""

    name = serializers.CharField(allow_blank=True)


class PanelWaiverSerializer(serializers.Serializer):
    """Why fewer members of the public are right this time."""

    because = serializers.CharField()


class PlaceGivenSerializer(serializers.Serializer):
    """Somebody of the organisation's volunteers who said yes."""

    person = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=PlaceKind.choices, required=False)


class PanelRoleChoiceSerializer(serializers.Serializer):
    """A part of this panel; nothing takes it back."""

    role = serializers.UUIDField(required=False, allow_null=True)


class PresencesSerializer(serializers.Serializer):
    """The answer for each place, by its id."""

    presences = serializers.DictField(child=serializers.ChoiceField(choices=Presence.choices))


class DayLineSerializer(serializers.Serializer):
    """One row of the day."""

    starts = serializers.TimeField()
    ends = serializers.TimeField(allow_null=True)
    text = serializers.CharField()


class SessionDaySerializer(serializers.Serializer):
    """The day as it was worked out."""

    lines = DayLineSerializer(many=True)
    warnings = serializers.ListField(child=serializers.CharField())
    candidates = serializers.IntegerField()
