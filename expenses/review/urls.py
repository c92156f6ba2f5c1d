from django.urls import path

from expenses.claims.pages.desks import MINE, THEIRS
from expenses.review.pages import advances, asking, claim, deciding, lists, own

urlpatterns = [
    path("finance/check/", lists.to_check, name="finance_to_check"),
    path("finance/questions/", lists.questions, name="finance_questions"),
    path("finance/questions/<uuid:pk>/release/", asking.release, name="finance_question_release"),
    path("finance/questions/<uuid:pk>/drop/", asking.drop, name="finance_question_drop"),
    path("finance/paid/", lists.paid, name="finance_paid"),
    path("finance/paid.csv", lists.paid_file, name="finance_paid_file"),
    path("finance/claims/<uuid:pk>/", claim.claim, name="finance_claim"),
    path("finance/claims/<uuid:pk>/check/", deciding.check, name="finance_claim_check"),
    path("finance/claims/<uuid:pk>/approve/", deciding.approve, name="finance_claim_approve"),
    path("finance/claims/<uuid:pk>/part/", deciding.part, name="finance_claim_part"),
    path("finance/claims/<uuid:pk>/decline/", deciding.decline, name="finance_claim_decline"),
    path("finance/claims/<uuid:pk>/ask/", asking.ask, name="finance_claim_ask"),
    path("finance/advances/", advances.listed, name="finance_advances"),
    path("finance/advances/<uuid:pk>/", advances.advance, name="finance_advance"),
    path("finance/advances/<uuid:pk>/agree/", advances.agree, name="finance_advance_agree"),
    path("finance/advances/<uuid:pk>/not-agree/", advances.not_agree, name="finance_advance_not_agree"),
    path("finance/advances/<uuid:pk>/call-off/", advances.call_off, name="finance_advance_call_off"),
    path("finance/advances/<uuid:pk>/rest/", advances.rest, name="finance_advance_rest"),
    *own.pages_of(MINE),
    *own.pages_of(THEIRS),
]
