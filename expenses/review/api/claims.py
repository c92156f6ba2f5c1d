"""Claims as finance works with them, and questions: /api/v1/reviews/, /api/v1/claim-questions/."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from coordinator.api.acting import asking, checked, cleaned
from coordinator.api.needing import needs
from coordinator.authorization.permissions import Permission
from expenses.claims.models import Claim, ClaimLine, Question
from expenses.claims.queries import claims_visible_to
from expenses.review import actions
from expenses.review.actions.asking import offers
from expenses.review.forms import AskForm, LookAgainForm, OwnWordsForm, PartForm, ReasonForm, TogetherForm, VersionForm
from expenses.review.queries import questions_visible_to, reviewed_claims
from expenses.review.serializers import (
    AskSerializer,
    ClaimQuestionSerializer,
    LookAgainSerializer,
    OfferSerializer,
    OutcomeSerializer,
    OwnWordsSerializer,
    PartSerializer,
    ReviewReasonSerializer,
    ReviewSerializer,
    TogetherSerializer,
    VersionSerializer,
)


class ReviewViewSet(ReadOnlyModelViewSet):
    """Claims on finance's desk. A claim of another organisation is a 404."""

    serializer_class = ReviewSerializer
    queryset = Claim.objects.none()
    filterset_fields = ["status"]

    def get_queryset(self) -> QuerySet[Claim]:
        """What was sent where the reader may see claims; for another look, one's own."""
        found = (
            claims_visible_to(asking(self.request))
            if self.action == "look_again"
            else reviewed_claims(asking(self.request))
        )
        return (
            found.select_related("person", "organisation", "place__panel__contact")
            .prefetch_related("lines")
            .order_by("promised_by", "id")
        )

    def _given(self, request: Request) -> dict[str, Any]:
        return {"by": asking(request), "now": timezone.now()}

    def _shown(self, claim: Claim) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=claim.pk)).data)

    @extend_schema(request=VersionSerializer, responses=ReviewSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.CHECK_CLAIM)
    def check(self, request: Request, **kwargs: Any) -> Response:
        """The facts are there."""
        return self._shown(
            actions.check_claim(self.get_object(), **cleaned(VersionForm, request), **self._given(request))
        )

    @extend_schema(request=VersionSerializer, responses=ReviewSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.APPROVE_CLAIM)
    def approve(self, request: Request, **kwargs: Any) -> Response:
        """Agreed as it stands."""
        return self._shown(
            actions.approve_claim(self.get_object(), **cleaned(VersionForm, request), **self._given(request))
        )

    @extend_schema(request=PartSerializer, responses=ReviewSerializer)
    @action(detail=True, methods=["post"], url_path="approve-in-part")
    @needs(Permission.APPROVE_CLAIM)
    def approve_in_part(self, request: Request, **kwargs: Any) -> Response:
        """Agreed to less, line by line."""
        claim = self.get_object()
        lines = list(claim.lines.all())
        form = checked(PartForm, request, answers=_part_answers(request, lines), lines=lines)
        told = {name: form.cleaned_data[name] for name in ("note", "version")}
        return self._shown(actions.approve_in_part(claim, cuts=form.cuts(), **told, **self._given(request)))

    @extend_schema(request=ReviewReasonSerializer, responses=ReviewSerializer)
    @action(detail=True, methods=["post"], url_path="not-agree")
    @needs(Permission.APPROVE_CLAIM)
    def not_agree(self, request: Request, **kwargs: Any) -> Response:
        """Not agreed, with the reason."""
        return self._shown(actions.not_agree(self.get_object(), **cleaned(ReasonForm, request), **self._given(request)))

    @extend_schema(responses=OfferSerializer(many=True))
    @action(detail=True, pagination_class=None, filter_backends=[])
    def questions(self, request: Request, **kwargs: Any) -> Response:
        """The reviewed questions that fit this claim as it stands."""
        form = self._ask_form(self.get_object())
        field = form.fields["question"]
        return Response(
            [
                {"question": value, "about": label, "text": field.widget.hints[value]}
                for value, label in field.choices  # type: ignore[attr-defined]
            ]
        )

    def _ask_form(self, claim: Claim) -> AskForm:
        return AskForm(offers=offers(claim, now=timezone.now()), lines=list(claim.lines.all()))

    @extend_schema(request=AskSerializer, responses=ClaimQuestionSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.ASK_ABOUT_CLAIM)
    def ask(self, request: Request, **kwargs: Any) -> Response:
        """Ask a reviewed question."""
        claim = self.get_object()
        form = checked(AskForm, request, offers=offers(claim, now=timezone.now()), lines=list(claim.lines.all()))
        version = form.cleaned_data["version"]
        question = actions.ask(claim, version=version, **form.chosen(), **self._given(request))
        return Response(ClaimQuestionSerializer(question).data)

    @extend_schema(request=OwnWordsSerializer, responses=ClaimQuestionSerializer)
    @action(detail=True, methods=["post"], url_path="ask-in-own-words")
    @needs(Permission.ASK_ABOUT_CLAIM)
    def ask_in_own_words(self, request: Request, **kwargs: Any) -> Response:
        """Write a question; a second person releases it."""
        claim = self.get_object()
        question = actions.write_own_question(claim, **cleaned(OwnWordsForm, request), **self._given(request))
        return Response(ClaimQuestionSerializer(question).data)

    @extend_schema(request=LookAgainSerializer, responses=ReviewSerializer)
    @action(detail=True, methods=["post"], url_path="look-again")
    @needs(Permission.WRITE_CLAIM, Permission.WRITE_CLAIM_FOR)
    def look_again(self, request: Request, **kwargs: Any) -> Response:
        """Ask for another look at one's own claim, or for somebody; the claim that is looked at."""
        claim = self.get_object()
        return self._shown(
            actions.look_again(claim, text=cleaned(LookAgainForm, request)["text"], **self._given(request))
        )

    @extend_schema(request=TogetherSerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], url_path="approve-together")
    @needs(Permission.APPROVE_CLAIM)
    def approve_together(self, request: Request) -> Response:
        """Check and approve several that go straight through."""
        told = cleaned(TogetherForm, request, known=reviewed_claims(asking(request)))
        outcome = actions.approve_together(told["claims"], **self._given(request))
        return Response(
            {
                "approved": [claim.pk for claim in outcome.approved],
                "passed_on": [claim.pk for claim in outcome.passed_on],
                "left": [{"claim": claim.pk, "reason": reason} for claim, reason in outcome.left],
            }
        )


def _part_answers(request: Request, lines: list[ClaimLine]) -> dict[str, Any]:
    """The body as the page's form reads it: lines that are not named are agreed as claimed."""
    answers: dict[str, Any] = {f"pence_{line.pk}": line.pence for line in lines}
    told = request.data if isinstance(request.data, dict) else {}
    answers |= {name: told.get(name, "") for name in ("note", "version")}
    cuts = told.get("cuts")
    for cut in cuts if isinstance(cuts, list) else []:
        if isinstance(cut, dict):
            answers[f"pence_{cut.get('line')}"] = cut.get("pence")
            answers[f"reason_{cut.get('line')}"] = cut.get("reason", "")
    return answers


class ClaimQuestionViewSet(ReadOnlyModelViewSet):
    """What we asked about claims."""

    serializer_class = ClaimQuestionSerializer
    queryset = Question.objects.none()
    filterset_fields = ["our_mistake"]

    def get_queryset(self) -> QuerySet[Question]:
        """Of organisations whose claims the reader may see."""
        return (
            questions_visible_to(asking(self.request))
            .select_related("claim__place__panel__contact")
            .order_by("-asked_at", "-id")
        )

    @extend_schema(request=None, responses=ClaimQuestionSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.ASK_ABOUT_CLAIM)
    def release(self, request: Request, **kwargs: Any) -> Response:
        """Send what a colleague wrote."""
        question = actions.release_question(self.get_object(), by=asking(request), now=timezone.now())
        return Response(self.get_serializer(question).data)

    @extend_schema(request=None, responses=ClaimQuestionSerializer)
    @action(detail=True, methods=["post"])
    @needs(Permission.ASK_ABOUT_CLAIM)
    def drop(self, request: Request, **kwargs: Any) -> Response:
        """A mistake of ours."""
        question = actions.drop_question(self.get_object(), by=asking(request), now=timezone.now())
        return Response(self.get_serializer(question).data)


def register(router: BaseRouter) -> None:
    """/api/v1/reviews/ and /api/v1/claim-questions/"""
    router.register("reviews", ReviewViewSet, basename="review")
    router.register("claim-questions", ClaimQuestionViewSet, basename="claim-question")
