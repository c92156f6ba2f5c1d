"""Letters over the API: one's own and one's teams', and what the team does with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from coordinator.api.acting import cleaned
from coordinator.api.needing import needs
from coordinator.authorization.permissions import Permission
from coordinator.letters import actions
from coordinator.letters.forms import PostedForm
from coordinator.letters.models import Letter
from coordinator.letters.queries import letters_visible_to
from coordinator.letters.steps import MARK_POSTED
from coordinator.people.models import Person
from coordinator.workflow.steps import SomebodyWasFaster, available_steps


class LetterSerializer(serializers.ModelSerializer):
    """One letter as it stands: its words are there once it was sent or put into somebody's hands."""

    person_name = serializers.CharField(source="person.full_name", read_only=True)
    contact_name = serializers.CharField(source="contact.name", read_only=True)
    kind_title = serializers.CharField(read_only=True)
    available_steps = serializers.SerializerMethodField()

    class Meta:
        model = Letter
        fields = [
            "id", "organisation", "person", "person_name", "contact_name", "kind", "kind_title", "record_type", "record_id",
            "status", "channel", "trouble", "subject", "text", "created_at", "send_after", "settled_at", "posted_on",
            "available_steps",
        ]  # fmt: skip

    def get_available_steps(self, letter: Letter) -> list[str]:
        """The verbs that the person who asks may use now."""
        return [step.verb for step in available_steps(letter, self.context["request"].user)]


class PostedSerializer(serializers.Serializer):
    """The day it left in the post."""

    posted_on = serializers.DateField()


class LetterViewSet(ReadOnlyModelViewSet):
    """What people were told, and what still waits for a hand or a voice. `?status=to_phone` narrows the list."""

    serializer_class = LetterSerializer
    queryset = Letter.objects.none()
    filterset_fields = ["status", "channel", "kind"]

    def get_queryset(self) -> QuerySet[Letter]:
        """Only what one may see; another organisation's letter is a 404."""
        return letters_visible_to(self._person)

    @property
    def _person(self) -> Person:
        return cast(Person, self.request.user)  # a program's token stands for a person

    def _answer(self, letter: Letter) -> Response:
        return Response(self.get_serializer(letter).data)

    def _take(self, act: Callable[..., Letter]) -> Response:
        return self._answer(act(self.get_object(), by=self._person, now=timezone.now()))

    @extend_schema(request=PostedSerializer, responses=LetterSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.HANDLE_LETTERS)
    def posted(self, request: Request, pk: Any = None) -> Response:
        """It left in the post."""
        letter, now = self.get_object(), timezone.now()
        on = cleaned(PostedForm, request, today=letter.organisation.day(now))["posted_on"]
        if not actions.mark_posted([letter], by=self._person, on=on, now=now):
            raise SomebodyWasFaster(MARK_POSTED, letter)
        return self._answer(letter)

    @extend_schema(request=None, responses=LetterSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.HANDLE_LETTERS)
    def spoke(self, request: Request, pk: Any = None) -> Response:
        """The person was told by voice."""
        return self._take(actions.spoke)

    @extend_schema(request=None, responses=LetterSerializer)
    @action(detail=True, methods=["post"], url_path="left-message")
    @needs(Permission.HANDLE_LETTERS)
    def left_message(self, request: Request, pk: Any = None) -> Response:
        """Nobody answered; the call comes back on the next working morning."""
        return self._take(actions.left_message)

    @extend_schema(request=None, responses=LetterSerializer)
    @action(detail=True, methods=["post"], url_path="try-again")
    @needs(Permission.HANDLE_LETTERS)
    def try_again(self, request: Request, pk: Any = None) -> Response:
        """Back to the outbox, by the way the person prefers now."""
        return self._take(actions.try_again)

    @extend_schema(request=None, responses=LetterSerializer)
    @action(detail=True, methods=["post"], url_path="leave-out")
    @needs(Permission.HANDLE_LETTERS)
    def leave_out(self, request: Request, pk: Any = None) -> Response:
        """Set aside: it is not needed."""
        return self._take(actions.leave_out)


def register(router: SimpleRouter) -> None:
    """/api/v1/letters/"""
    router.register("letters", LetterViewSet, basename="letter")
