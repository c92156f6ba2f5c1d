"""Every address of the product: who may open it, with which record, and whether it takes a POST.

A new address fails `test_every_address` until it stands here. An entry names the address, who may use it (roles,
permissions, ANYBODY or SOMEBODY), then the arguments: each a path into a House ("call.pk", "follow_token"), or a word
as it is, written "=word". `get` is what opening it answers to those who may (None: it only takes a POST); `posts` says
that it takes one, and `body` is a plausible one, whose values may be paths too.

    Address("team_call", P.SEE_CALLS, pk="call.pk")
    Address("team_call_close", P.CLOSE_CALL, pk="call.pk", posts=True)
    Address("team_call_take_up", P.EDIT_CALL, pk="call_requested.pk", get=None, posts=True)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from coordinator.authorization.permissions import ROLES
from coordinator.authorization.permissions import Permission as P
from coordinator.organisations.models import Role
from tests.promises.house import House

ANYBODY, SOMEBODY = "anybody", "somebody"
ROWAN = Role.VOLUNTEER
Who = P | Role | str


@dataclass(frozen=True)
class Address:
    """One address, and what the promises need to know of it."""

    name: str
    who: tuple[Who, ...]
    args: Mapping[str, str]
    get: int | None = 200
    posts: bool = False
    body: Mapping[str, Any] | None = None
    refused: frozenset[int] = frozenset({403})  # what the others are answered
    puts: bool = False
    patches: bool = False
    deletes: bool = False
    posters: tuple[Who, ...] | None = None  # who may POST, where fewer may than may look

    @property
    def methods(self) -> list[str]:
        """What it takes, the harmless first."""
        takes = {"get": self.get is not None, "post": self.posts, "put": self.puts, "patch": self.patches}
        return [name for name, taken in (takes | {"delete": self.deletes}).items() if taken]

    @property
    def is_key(self) -> bool:
        """Whoever has the secret may open it, of whichever organisation."""
        return any(way.endswith(("_token", "_feed")) for way in self.args.values())

    @property
    def is_api(self) -> bool:
        """Under /api/v1/: it answers with problems instead of pages."""
        return "-" in self.name

    def roles(self, method: str = "get") -> frozenset[Role]:
        """The roles that may use it so."""
        who = self.who if method == "get" or self.posters is None else self.posters
        if ANYBODY in who or SOMEBODY in who:
            return frozenset(Role)
        held = {role for role in Role if any(isinstance(each, P) and each in ROLES[role] for each in who)}
        return frozenset(held | {each for each in who if isinstance(each, Role)})

    def of(self, house: House) -> str:
        """The address with a record of this house."""
        return reverse(self.name, kwargs={name: value_of(way, house) for name, way in self.args.items()})

    def filled(self, house: House) -> dict[str, Any]:
        """The plausible body, with records of this house."""
        return {name: value_of(way, house) for name, way in (self.body or {}).items()}

    @property
    def has_record(self) -> bool:
        """Does it name a record of an organisation?"""
        return any(not way.startswith("=") for way in self.args.values())


def value_of(way: Any, house: House) -> Any:
    """A word as it is ("=train"), or what stands at a path in the house ("claim.pk", "world.rowan.pk")."""
    if isinstance(way, list):
        return [value_of(each, house) for each in way]
    if not isinstance(way, str):
        return way
    if way.startswith("="):
        return way[1:]
    return reduce(getattr, way.split("."), house)


def page(name: str, *who: Who, get: int | None = 200, posts: bool = False, body: Any = None,
         posters: tuple[Who, ...] | None = None, refused: frozenset[int] = frozenset({403}), **args: str) -> Address:  # fmt: skip
    """A page of staff, which others are refused with a reason, or an own page."""
    return Address(name, who, args, get=get, posts=posts, body=body, posters=posters, refused=refused)


def press(name: str, *who: Who, body: Any = None, refused: frozenset[int] = frozenset({403}), **args: str) -> Address:
    """A button: it takes a POST and nothing else."""
    return Address(name, who, args, get=None, posts=True, body=body or {}, refused=refused)


def mine(name: str, get: int | None = 200, posts: bool = False, body: Any = None, **args: str) -> Address:
    """A record of Rowan's: anybody else finds nothing."""
    return Address(name, (ROWAN,), args, get=get, posts=posts, body=body, refused=frozenset({404}))


NOTHING = frozenset({404})
NOT_YOURS = frozenset({403, 404})


def api(name: str, *who: Who, methods: str = "GET", body: Any = None, posters: Any = None, get: int = 200,
        **args: str) -> Address:  # fmt: skip
    """An address of the API; those who may not are told so, or find nothing."""
    asked = set(methods.split())
    return Address(
        name, who, args, get=get if "GET" in asked else None, posts="POST" in asked, body=body or {}, refused=NOT_YOURS,
        posters=posters, puts="PUT" in asked, patches="PATCH" in asked, deletes="DELETE" in asked,
    )  # fmt: skip


ACCOUNT = {"way": "=bank", "account_name": "=R Ellery", "sort_code": "=12-34-56", "account_number": "=00012345"}

CHEQUE = {"number": "=000123", "paid_on": "=2026-03-09"}


def account(name: str, get: int | None = 200, **args: str) -> Address:
    """A page of sign-in, from the library: it concerns the account that is here and no record."""
    return Address(name, (SOMEBODY,), args, get=get)


SIGNING_IN = [
    account("account_login", get=302),
    account("account_logout"),
    account("account_inactive"),
    account("account_signup", get=302),
    account("account_reauthenticate", get=403),
    account("account_email"),
    account("account_email_verification_sent", get=302),
    account("account_change_password", get=302),
    account("account_set_password"),
    account("account_reset_password"),
    account("account_confirm_login_code", get=302),
    account("account_confirm_password_reset_code", get=302),
    account("account_complete_password_reset", get=302),
    account("account_password_reset_completed"),
    account("account_request_login_code", get=302),
    account("account_login_password", get=302),
    account("mfa_index"),
    account("mfa_authenticate", get=302),
    account("mfa_reauthenticate", get=403),
    account("mfa_activate_totp"),
    account("mfa_deactivate_totp", get=404),
    account("mfa_view_recovery_codes", get=404),
    account("mfa_generate_recovery_codes"),
    account("mfa_download_recovery_codes", get=404),
    account("mfa_list_webauthn"),
    account("mfa_add_webauthn"),
    account("mfa_reauthenticate_webauthn", get=403),
    account("mfa_remove_webauthn", get=404, pk="=1"),
    account("mfa_edit_webauthn", get=404, pk="=1"),
    account("mfa_login_webauthn", get=302),
    account("welcome", get=302),
]

PUBLIC = [
    page("accessibility_statement", ANYBODY),
    page("privacy_notice", ANYBODY),
    press("set_language", ANYBODY, body={"language": "=en-gb", "next": "=/privacy/"}),
    page("front", ANYBODY),
    page("alive", ANYBODY),
    page("ready", ANYBODY),
    page("robots", ANYBODY),
    page("opportunities", ANYBODY),
    page("opportunity", ANYBODY, slug="call.slug"),
    page("opportunity_print", ANYBODY, slug="call.slug"),
    page("opportunity_short", ANYBODY, code="call.code", get=302),
    page("not_for_me", ANYBODY, slug="call.slug", posts=True),
    page("apply", ANYBODY, slug="call_fresh.slug", posts=True),
    page("application", ANYBODY, token="follow_token", posts=True, body={"do": "=withdraw"}),
    page("application_again", ANYBODY, token="follow_token", posts=True),
    page("offer", ANYBODY, token="offer_token", posts=True, body={"do": "=accept"}),
    page("offer_again", ANYBODY, token="offer_token", posts=True),
    page("feed", ANYBODY, kind="=my", token="my_feed"),
    page("schema", ANYBODY),
]

OWN = [
    page("my_home", SOMEBODY),
    page("my_profile", SOMEBODY, posts=True, body={"full_name": "=Ro Ellery", "answer_days": "=3"}),
    press("my_supporter_add", SOMEBODY, body={"full_name": "=Sam", "phone": "=07700900112"}),
    mine("my_supporter_remove", pk="supporter.pk", get=None, posts=True),
    page("my_privacy", SOMEBODY),
    press("my_export", SOMEBODY),
    press("my_token_make", SOMEBODY, body={"name": "=Mine"}),
    mine("my_token_end", pk="token.pk", get=None, posts=True),
    page("my_taking_part", SOMEBODY, change="=pause", posts=True),
    page("my_applications", SOMEBODY),
    mine("my_application", pk="application.pk", posts=True, body={"do": "=withdraw"}),
    page("my_places", SOMEBODY),
    mine("my_place", pk="place.pk"),
    mine("my_place_give_up", pk="place.pk", posts=True),
    page("my_messages", SOMEBODY),
    mine("my_message", pk="letter.pk"),
    page("my_access", SOMEBODY),
    press("my_access_confirm", SOMEBODY),
    press("my_access_talk", SOMEBODY),
    page("my_access_group", SOMEBODY, group="=venue", posts=True),
    page("my_access_list", SOMEBODY, group="=venue", posts=True),
    page("my_access_who", SOMEBODY, get=302, group="=venue", posts=True),
    page("my_travel", SOMEBODY, posts=True, body={"text": "=By bus."}),
    mine("place_travel", pk="place.pk", posts=True, body={"mode": "=self_arranged"}),
    mine("place_cost", pk="place.pk", get=None, posts=True, body={"kind": "=replacement_care", "pence": "=20"}),
    mine("place_cost_drop", pk="place.pk", cost="cost.pk", get=None, posts=True),
    mine("place_advance", pk="place.pk", posts=True, body={"pence": "=24.00"}),
    mine("place_advance_take_back", pk="place.pk", get=None, posts=True),
    page("my_claims", SOMEBODY),
    mine("claim_begin", pk="place.pk", posts=True, body={"session": "session_over.pk"}),
    mine("my_claim", pk="claim.pk"),
    mine("my_claim_add", pk="claim.pk", kind="=bus", posts=True, body={"pence": "=3.50"}),
    mine("my_claim_line", pk="claim.pk", line="line.pk", posts=True, body={"pence": "=3.50"}),
    mine("my_claim_line_remove", pk="claim.pk", line="line.pk", get=None, posts=True),
    mine("my_claim_receipt", pk="claim.pk", posts=True),
    mine("my_claim_send", pk="claim.pk", posts=True),
    mine("my_claim_take_back", pk="claim.pk", posts=True),
    mine("my_claim_answer", pk="claim_other_day.pk", get=None, posts=True, body={"answer": "=The 12."}),
    mine("my_claim_look_again", pk="claim_rowan_part.pk", posts=True, body={"text": "=It was two."}),
    page("receipt", ROWAN, P.WRITE_CLAIM_FOR, refused=NOTHING, pk="receipt.pk"),
    press("receipt_remove", ROWAN, P.WRITE_CLAIM_FOR, refused=NOTHING, pk="receipt.pk"),
    page("my_bank_details", SOMEBODY, posts=True),
    page("my_calendar", SOMEBODY),
    press("make_my_calendar", SOMEBODY),
    press("end_my_calendar", SOMEBODY),
    mine("place_calendar", pk="place.pk", session="session.pk"),
]

TEAM = [
    page("team_home", P.SEE_CALLS),
    page("head_home", P.SEE_REPORTS),
    page("team_people", P.SEE_PEOPLE),
    page("team_person_new", P.ADD_PERSON, posts=True),
    page("team_person", P.SEE_PEOPLE, pk="world.rowan.pk"),
    page(
        "team_person_edit",
        P.EDIT_PERSON,
        pk="world.rowan.pk",
        posts=True,
        body={"full_name": "=Ro", "answer_days": "=1"},
    ),
    page("team_person_change", P.EDIT_PERSON, pk="world.rowan.pk", change="=pause", posts=True),
    page("team_calls", P.SEE_CALLS),
    page("team_call_new", P.REQUEST_CALL, posts=True),
    page("team_call_new_panel", P.REQUEST_CALL, posts=True),
    page("team_call", P.SEE_CALLS, pk="call.pk"),
    page("team_call_preview", P.SEE_CALLS, pk="call.pk"),
    press("team_call_take_up", P.EDIT_CALL, pk="call_requested.pk"),
    page("team_call_edit", P.EDIT_CALL, get=302, pk="call_draft.pk"),
    page("team_call_section", P.EDIT_CALL, pk="call_draft.pk", section="=what", posts=True, body={"title": "=Help"}),
    page("team_call_questions", P.EDIT_CALL, pk="call_draft.pk", posts=True),
    page("team_call_panel", P.EDIT_CALL, pk="call_draft.pk", posts=True),
    page("team_call_contact", P.EDIT_CALL, pk="call_draft.pk", posts=True),
    page("team_call_publish", P.PUBLISH_CALL, pk="call_draft.pk", posts=True),
    page("team_call_short_notice", P.APPROVE_SHORT_NOTICE, pk="call_short.pk", posts=True, body={"answer": "=yes"}),
    press("team_call_ask_short_notice", P.EDIT_CALL, pk="call_draft.pk", body={"reason": "=It came late."}),
    page("team_call_close", P.CLOSE_CALL, pk="call.pk", posts=True),
    page("team_call_withdraw", P.WITHDRAW_CALL, pk="call.pk", posts=True, body={"withdrawn_reason": "=No money."}),
    page("team_notice", P.SEE_CALLS),
    page("team_notice_edit", P.KEEP_NOTICE, pk="world.organisation.pk", kind="=interview", posts=True),
    page("owed_replies", P.SEE_APPLICATIONS),
    page("team_call_applications", P.SEE_APPLICATIONS, pk="call.pk"),
    press("team_call_selection_close", P.SEE_APPLICATIONS, pk="call_closed.pk"),
    page("team_application_enter", P.ENTER_APPLICATION, pk="call.pk", posts=True),
    page("team_application", P.SEE_APPLICATIONS, pk="application.pk"),
    press("team_application_step", P.SEE_APPLICATIONS, pk="application.pk", step="=offer"),
    page("team_panels", P.SEE_PANELS),
    page("team_panel_new", P.REQUEST_CALL, posts=True),
    page("team_panel", P.SEE_PANELS, pk="panel.pk"),
    page("team_panel_change", P.RUN_PANEL, pk="panel.pk", posts=True, body={"title": "=Other", "places": "=9"}),
    page("team_panel_waive", P.RUN_PANEL, pk="panel.pk", posts=True, body={"because": "=Short day."}),
    page("team_panel_step", P.RUN_PANEL, pk="panel.pk", step="=finish", posts=True),
    page("team_staff_member_new", P.RUN_PANEL, pk="panel.pk", posts=True, body={"full_name": "=Ann"}),
    page("team_role_new", P.RUN_PANEL, pk="panel.pk", posts=True, body={"name": "=Scribe", "people_needed": "=1"}),
    page("team_place_new", P.ANSWER_OFFER_FOR, pk="panel.pk", posts=True, body={"person": "guest.pk"}),
    page("team_session_new", P.RUN_PANEL, pk="panel.pk", posts=True),
    press("team_staff_member_remove", P.RUN_PANEL, pk="staff_member.pk"),
    press("team_role_remove", P.RUN_PANEL, pk="role_empty.pk"),
    page("team_place", P.SEE_PANELS, pk="place.pk"),
    press("team_place_role", P.RUN_PANEL, pk="place.pk", body={"role": "role_empty.pk"}),
    press("team_place_promote", P.RUN_PANEL, pk="reserve.pk"),
    page("team_place_end", P.RUN_PANEL, pk="place.pk", ending="=cancel", posts=True),
    page("team_session", P.SEE_PANELS, pk="session.pk"),
    page("team_session_move", P.RUN_PANEL, pk="session.pk", posts=True),
    page("team_session_rename", P.RUN_PANEL, pk="session.pk", posts=True, body={"name": "=Other"}),
    page("team_session_cancel", P.RUN_PANEL, pk="session.pk", posts=True),
    page("team_session_day", P.RUN_PANEL, pk="session.pk", posts=True),
    page("team_session_sheet", P.SEE_PANELS, pk="session.pk"),
    page("team_attendance", P.CONFIRM_ATTENDANCE, pk="session_over.pk", posts=True),
    page("team_letters", P.SEE_LETTERS),
    page("team_letter_sheets", P.HANDLE_LETTERS, posts=True),
    page("team_letter", P.SEE_LETTERS, pk="letter.pk"),
    page("team_letter_sheet", P.SEE_LETTERS, pk="letter_to_print.pk"),
    press("team_letter_posted", P.HANDLE_LETTERS, pk="letter_to_print.pk", body={"posted_on": "=2026-03-09"}),
    press("team_letter_step", P.HANDLE_LETTERS, pk="letter_to_phone.pk", verb="=spoke"),
    page("team_support", P.SEE_NEEDS_OF_SESSION),
    press("team_talked", P.WRITE_NEEDS_FOR, pk="talk.pk"),
    page("team_session_access", P.SEE_NEEDS_OF_SESSION, pk="session.pk"),
    press(
        "team_session_arranged",
        P.SEE_NEEDS_OF_SESSION,
        pk="session.pk",
        body={"arranged": "need.pk", "shown": "need.pk"},
    ),
    page("team_session_access_sheet", P.SEE_NEEDS_OF_SESSION, pk="session.pk"),
    page("team_person_access", P.WRITE_NEEDS_FOR, pk="world.rowan.pk"),
    press("team_adjustment_agree", P.AGREE_ADJUSTMENT, pk="world.rowan.pk", body={"cost_kind": "=parking"}),
    page("team_person_access_list", P.WRITE_NEEDS_FOR, pk="world.rowan.pk", group="=venue", posts=True),
    page("team_person_access_who", P.WRITE_NEEDS_FOR, get=302, pk="world.rowan.pk", group="=venue", posts=True),
    press("team_adjustment_end", P.AGREE_ADJUSTMENT, pk="adjustment.pk"),
    page("team_venues", P.KEEP_VENUES),
    page("team_venue_new", P.KEEP_VENUES, posts=True),
    page("team_venue", P.KEEP_VENUES, pk="world.venue.pk"),
    page(
        "team_venue_edit", P.KEEP_VENUES, pk="world.venue.pk", posts=True, body={"name": "=Hall", "address": "=1 Road"}
    ),
    page("team_venue_facts", P.KEEP_VENUES, pk="world.venue.pk", section="=arriving", posts=True),
    page("team_person_travel", P.WRITE_CLAIM_FOR, pk="world.rowan.pk", posts=True, body={"text": "=By bus."}),
    page("team_estimates", P.DECIDE_ESTIMATE),
    page("team_estimate", P.DECIDE_ESTIMATE, pk="plan.pk", posts=True, body={"answer": "=agree"}),
    page("team_estimate_cost", P.DECIDE_ESTIMATE, pk="cost.pk", posts=True, body={"answer": "=agree"}),
    page("team_place_advance", P.WRITE_CLAIM_FOR, pk="place.pk", posts=True, body={"pence": "=24.00"}),
    press("team_place_advance_take_back", P.WRITE_CLAIM_FOR, pk="place.pk"),
    page("team_person_claim", P.WRITE_CLAIM_FOR, pk="world.rowan.pk", posts=True),
    page("team_claim", P.WRITE_CLAIM_FOR, pk="claim_team.pk"),
    page("team_claim_add", P.WRITE_CLAIM_FOR, pk="claim_team.pk", kind="=bus", posts=True, body={"pence": "=3.50"}),
    page(
        "team_claim_line", P.WRITE_CLAIM_FOR, pk="claim_team.pk", line="line_team.pk", posts=True, body={"pence": "=3"}
    ),
    press("team_claim_line_remove", P.WRITE_CLAIM_FOR, pk="claim_team.pk", line="line_team.pk"),
    page("team_claim_receipt", P.WRITE_CLAIM_FOR, pk="claim_team.pk", posts=True),
    page("team_claim_send", P.WRITE_CLAIM_FOR, pk="claim_team.pk", posts=True),
    page("team_claim_take_back", P.WRITE_CLAIM_FOR, pk="claim_team.pk", posts=True),
    press("team_claim_answer", P.WRITE_CLAIM_FOR, pk="claim_team_asked.pk", body={"answer": "=The 12."}),
    page("team_bank_details", P.WRITE_CLAIM_FOR, pk="world.rowan.pk", posts=True),
    page("panel_calendar", P.KEEP_PANEL_FEED, pk="panel.pk"),
    press("make_panel_calendar", P.KEEP_PANEL_FEED, pk="panel.pk"),
    press("end_panel_calendar", P.KEEP_PANEL_FEED, pk="panel.pk"),
]

FINANCE = [
    page("finance_home", P.SEE_CLAIMS),
    page("finance_rates", P.KEEP_RATES),
    page("finance_rate_add", P.KEEP_RATES, pk="world.organisation.pk", posts=True, body={"kind": "=car"}),
    page("finance_rate_end", P.KEEP_RATES, pk="rate.pk", posts=True),
    page("finance_limits", P.KEEP_RATES, pk="world.organisation.pk", posts=True),
    page("finance_to_check", P.SEE_CLAIMS, posts=True, posters=(P.APPROVE_CLAIM,), body={"claims": "claim_checked.pk"}),
    page("finance_questions", P.SEE_CLAIMS),
    press("finance_question_release", Role.APPROVER, pk="question_waiting.pk"),
    press("finance_question_drop", P.ASK_ABOUT_CLAIM, pk="question_waiting.pk"),
    page("finance_paid", P.SEE_CLAIMS),
    page("finance_paid_file", P.SEE_CLAIMS),
    page("finance_claim", P.SEE_CLAIMS, pk="claim_sent.pk"),
    press("finance_claim_check", P.CHECK_CLAIM, pk="claim_sent.pk"),
    press("finance_claim_approve", P.APPROVE_CLAIM, pk="claim_checked.pk"),
    page("finance_claim_part", P.APPROVE_CLAIM, pk="claim_checked.pk", posts=True),
    page("finance_claim_decline", P.APPROVE_CLAIM, pk="claim_checked.pk", posts=True, body={"reason": "=Twice."}),
    page("finance_claim_ask", P.ASK_ABOUT_CLAIM, pk="claim_sent.pk", posts=True, body={"text": "=Which bus?"}),
    page("finance_advances", P.SEE_CLAIMS),
    page("finance_advance", P.SEE_CLAIMS, pk="advance.pk"),
    press("finance_advance_agree", P.APPROVE_CLAIM, pk="advance.pk"),
    page("finance_advance_not_agree", P.APPROVE_CLAIM, get=302, pk="advance.pk", posts=True, body={"reason": "=Ring."}),
    press("finance_advance_call_off", P.APPROVE_CLAIM, pk="advance_agreed.pk"),
    page("finance_advance_rest", P.APPROVE_CLAIM, get=302, pk="advance_paid.pk", posts=True, body={"rest": "=let_go"}),
    page("finance_to_pay", P.SEE_CLAIMS),
    press("finance_build_batch", P.BUILD_BATCH, body={"organisation": "world.organisation.pk"}),
    page("finance_batch", P.SEE_CLAIMS, pk="batch.pk", posts=True),
    page("finance_batch_file", P.BUILD_BATCH, pk="batch.pk"),
    press("finance_batch_sent", P.BUILD_BATCH, pk="batch.pk"),
    page("finance_payment", P.SEE_CLAIMS, pk="payment.pk", posts=True),
    page("finance_cheque", P.BUILD_BATCH, pk="payable_cheque.pk", posts=True, body=CHEQUE),
]

HEAD = [
    page("head_organisation", P.KEEP_ORGANISATION),
    page("head_settings", P.KEEP_ORGANISATION, pk="world.organisation.pk", posts=True),
    page("head_roles", P.KEEP_ORGANISATION, pk="world.organisation.pk"),
    page("head_role_new", P.KEEP_ORGANISATION, pk="world.organisation.pk", posts=True),
    page("head_role_end", P.KEEP_ORGANISATION, pk="membership_staff.pk", posts=True, body={"when": "=now"}),
    page("head_areas", P.KEEP_ORGANISATION, pk="world.organisation.pk"),
    page("head_area_new", P.KEEP_ORGANISATION, pk="world.organisation.pk", posts=True, body={"name": "=The hills"}),
    page("head_area", P.KEEP_ORGANISATION, pk="area.pk", posts=True, body={"name": "=The hills"}),
    page("head_practice_new", P.KEEP_ORGANISATION, pk="world.organisation.pk", posts=True),
    page("head_practice", P.KEEP_ORGANISATION, pk="world.organisation.pk", practice="practice.pk", posts=True),
    page("head_teams", P.KEEP_ORGANISATION, pk="world.organisation.pk"),
    page("head_team_new", P.KEEP_ORGANISATION, pk="world.organisation.pk", posts=True, body={"name": "=Other"}),
    page("head_team", P.KEEP_ORGANISATION, pk="world.team.pk", posts=True, body={"name": "=Other"}),
    page("head_cards", P.KEEP_ORGANISATION, pk="world.organisation.pk"),
    page("head_card_new", P.KEEP_ORGANISATION, pk="world.organisation.pk", posts=True),
    page("head_card", P.KEEP_ORGANISATION, pk="world.contact.pk", posts=True),
]

API = [
    api("organisation-list", SOMEBODY),
    api("organisation-detail", SOMEBODY, pk="world.organisation.pk"),
    api("person-list", P.SEE_PEOPLE, posters=(P.ADD_PERSON,), methods="GET POST", body={"full_name": "=Ann"}),
    api("person-export", SOMEBODY, methods="POST"),
    api("person-me", SOMEBODY, methods="GET PATCH", body={"full_name": "=Ann"}),
    api(
        "person-detail",
        ROWAN,
        P.SEE_PEOPLE,
        posters=(ROWAN, P.EDIT_PERSON),
        methods="GET PATCH",
        pk="world.rowan.pk",
        body={"call_me": "=Ann"},
    ),
    api("person-take", ROWAN, P.EDIT_PERSON, methods="POST", pk="world.rowan.pk", change="=pause"),
    api("membership-list", SOMEBODY),
    api("membership-detail", ROWAN, P.SEE_PEOPLE, pk="membership.pk"),
    api("letter-list", SOMEBODY),
    api("letter-detail", ROWAN, P.SEE_LETTERS, pk="letter.pk"),
    api("letter-leave-out", P.HANDLE_LETTERS, methods="POST", pk="letter_to_phone.pk"),
    api("letter-left-message", P.HANDLE_LETTERS, methods="POST", pk="letter_to_phone.pk"),
    api("letter-posted", P.HANDLE_LETTERS, methods="POST", pk="letter_to_print.pk", body={"posted_on": "=2026-03-09"}),
    api("letter-spoke", P.HANDLE_LETTERS, methods="POST", pk="letter_to_phone.pk"),
    api("letter-try-again", P.HANDLE_LETTERS, methods="POST", pk="letter_given_up.pk"),
    api("panel-list", SOMEBODY, posters=(P.RUN_PANEL, P.REQUEST_CALL), methods="GET POST"),
    api(
        "panel-detail",
        P.SEE_PANELS,
        posters=(P.RUN_PANEL,),
        methods="GET PATCH",
        pk="panel.pk",
        body={"title": "=Other"},
    ),
    api("panel-cancel", P.RUN_PANEL, methods="POST", pk="panel.pk"),
    api("panel-finish", P.RUN_PANEL, methods="POST", pk="panel.pk"),
    api("panel-give-place", P.ANSWER_OFFER_FOR, methods="POST", pk="panel.pk", body={"person": "guest.pk"}),
    api("panel-go-ahead", P.RUN_PANEL, methods="POST", pk="panel_planning.pk"),
    api("panel-roles", P.RUN_PANEL, methods="POST", pk="panel.pk", body={"name": "=Scribe", "people_needed": 1}),
    api("panel-sessions", P.RUN_PANEL, methods="POST", pk="panel.pk"),
    api(
        "panel-staff-members",
        P.RUN_PANEL,
        methods="POST",
        pk="panel.pk",
        body={"full_name": "=Ann", "job_title": "=Nurse", "told_on": "=2026-03-02"},
    ),
    api("panel-waive", P.RUN_PANEL, methods="POST", pk="panel.pk", body={"because": "=Short day."}),
    api("session-list", SOMEBODY),
    api("session-detail", P.SEE_PANELS, pk="session.pk"),
    api("session-affected", P.RUN_PANEL, pk="session.pk"),
    api("session-attendance", P.CONFIRM_ATTENDANCE, methods="GET POST", pk="session_over.pk"),
    api("session-cancel", P.RUN_PANEL, methods="POST", pk="session.pk"),
    api("session-day", P.SEE_PANELS, get=404, posters=(P.RUN_PANEL,), methods="GET POST", pk="session.pk"),
    api("session-move", P.RUN_PANEL, methods="POST", pk="session.pk"),
    api("session-rename", P.RUN_PANEL, methods="POST", pk="session.pk", body={"name": "=Other"}),
    api("place-list", SOMEBODY),
    api("place-detail", ROWAN, P.SEE_PANELS, pk="place.pk"),
    api("place-cancel", P.RUN_PANEL, methods="POST", pk="place.pk"),
    api("place-give-up", ROWAN, P.RUN_PANEL, methods="POST", pk="place.pk"),
    api("place-promote", P.RUN_PANEL, methods="POST", pk="reserve.pk"),
    api("place-role", P.RUN_PANEL, methods="POST", pk="place.pk", body={"role": "role_empty.pk"}),
    api("opportunity-list", ANYBODY),
    api("opportunity-detail", ANYBODY, slug="call.slug"),
    api("call-list", SOMEBODY, posters=(P.REQUEST_CALL,), methods="GET POST"),
    api(
        "call-detail",
        P.SEE_CALLS,
        posters=(P.EDIT_CALL,),
        methods="GET PATCH",
        pk="call_draft.pk",
        body={"title": "=Help"},
    ),
    api("call-approve-short-notice", P.APPROVE_SHORT_NOTICE, methods="POST", pk="call_short.pk"),
    api("call-ask-short-notice", P.EDIT_CALL, methods="POST", pk="call_draft.pk", body={"reason": "=It came late."}),
    api("call-close", P.CLOSE_CALL, methods="POST", pk="call.pk"),
    api("call-gaps", P.SEE_CALLS, pk="call_draft.pk"),
    api("call-publish", P.PUBLISH_CALL, methods="POST", pk="call_draft.pk"),
    api("call-refuse-short-notice", P.APPROVE_SHORT_NOTICE, methods="POST", pk="call_short.pk"),
    api("call-take-up", P.EDIT_CALL, methods="POST", pk="call_requested.pk"),
    api("call-withdraw", P.WITHDRAW_CALL, methods="POST", pk="call.pk", body={"withdrawn_reason": "=No money."}),
    api("application-list", SOMEBODY, posters=(ANYBODY,), methods="GET POST", body={"call": "call_fresh.slug"}),
    api("application-detail", ROWAN, pk="application.pk"),
    api("application-answer", ROWAN, methods="POST", pk="application_offered.pk", step="=accept"),
    api("choosing-list", P.SEE_APPLICATIONS, get=400, methods="GET POST"),
    api("choosing-close", P.SEE_APPLICATIONS, methods="POST", body={"call": "call_closed.pk"}),
    api("choosing-detail", P.SEE_APPLICATIONS, pk="application.pk"),
    api("choosing-step", P.SEE_APPLICATIONS, methods="POST", pk="application.pk", step="=offer"),
    api("access-item-list", SOMEBODY),
    api("access-item-detail", SOMEBODY, pk="need_item.pk"),
    api("my-need-list", SOMEBODY),
    api("my-need-confirm", SOMEBODY, methods="POST"),
    api("my-need-keep", SOMEBODY, methods="POST"),
    api("my-need-detail", ROWAN, pk="need.pk"),
    api("my-need-describe", ROWAN, methods="POST", pk="need.pk", body={"own_words": "=Near the door."}),
    api("need-view-list", SOMEBODY),
    api("need-view-detail", ROWAN, pk="need_view.pk"),
    api("session-need-detail", P.SEE_NEEDS_OF_SESSION, pk="session.pk"),
    api("venue-list", SOMEBODY),
    api("venue-detail", P.KEEP_VENUES, pk="world.venue.pk"),
    api("venue-check", P.KEEP_VENUES, methods="POST", pk="world.venue.pk"),
    api("venue-fact-list", SOMEBODY),
    api("venue-fact-detail", P.KEEP_VENUES, pk="fact.pk"),
    api("rate-list", SOMEBODY, posters=(P.KEEP_RATES,), methods="GET POST"),
    api("rate-detail", P.KEEP_RATES, pk="rate.pk"),
    api("rate-end", P.KEEP_RATES, methods="POST", pk="rate.pk"),
    api("journey-list", SOMEBODY, methods="GET POST"),
    api("journey-detail", ROWAN, P.DECIDE_ESTIMATE, pk="plan.pk"),
    api("journey-decide", P.DECIDE_ESTIMATE, methods="POST", pk="plan.pk", body={"agree": "=yes"}),
    api("cost-list", SOMEBODY, methods="GET POST"),
    api("cost-detail", ROWAN, P.DECIDE_ESTIMATE, pk="cost.pk"),
    api("cost-decide", P.DECIDE_ESTIMATE, methods="POST", pk="cost.pk", body={"agree": "=yes"}),
    api("travel-statement-mine", SOMEBODY, body={"text": "=By bus."}, methods="GET PUT"),
    api("travel-statement-detail", P.WRITE_CLAIM_FOR, methods="PUT", body={"text": "=By bus."}, pk="world.rowan.pk"),
    api("claim-list", SOMEBODY, methods="GET POST"),
    api("claim-detail", ROWAN, P.WRITE_CLAIM_FOR, pk="claim.pk"),
    api("claim-answer", ROWAN, P.WRITE_CLAIM_FOR, methods="POST", pk="claim_other_day.pk", body={"answer": "=The 12."}),
    api("claim-line", ROWAN, P.WRITE_CLAIM_FOR, methods="DELETE", pk="claim.pk", line="line.pk"),
    api(
        "claim-lines", ROWAN, P.WRITE_CLAIM_FOR, methods="POST", pk="claim.pk", body={"kind": "=bus", "pence": "=3.50"}
    ),
    api("claim-receipts", ROWAN, P.WRITE_CLAIM_FOR, methods="POST", pk="claim.pk"),
    api("claim-send", ROWAN, P.WRITE_CLAIM_FOR, methods="POST", pk="claim.pk"),
    api("claim-take-back", ROWAN, P.WRITE_CLAIM_FOR, methods="POST", pk="claim.pk"),
    api("review-list", SOMEBODY),
    api("review-approve-together", P.APPROVE_CLAIM, methods="POST", body={"claims": ["claim_checked.pk"]}),
    api("review-detail", P.SEE_CLAIMS, pk="claim_sent.pk"),
    api("review-approve", P.APPROVE_CLAIM, methods="POST", pk="claim_checked.pk"),
    api("review-approve-in-part", P.APPROVE_CLAIM, methods="POST", pk="claim_checked.pk"),
    api("review-ask", P.ASK_ABOUT_CLAIM, methods="POST", pk="claim_sent.pk"),
    api("review-ask-in-own-words", P.ASK_ABOUT_CLAIM, methods="POST", pk="claim_sent.pk", body={"text": "=Which bus?"}),
    api("review-check", P.CHECK_CLAIM, methods="POST", pk="claim_sent.pk"),
    api("review-look-again", ROWAN, methods="POST", pk="claim_rowan_part.pk", body={"text": "=Two buses."}),
    api("review-not-agree", P.APPROVE_CLAIM, methods="POST", pk="claim_checked.pk", body={"reason": "=Twice."}),
    api("review-questions", P.SEE_CLAIMS, pk="claim_sent.pk"),
    api("advance-list", SOMEBODY, methods="GET POST"),
    api("advance-detail", ROWAN, P.WRITE_CLAIM_FOR, P.SEE_CLAIMS, pk="advance.pk"),
    api("advance-agree", P.APPROVE_CLAIM, methods="POST", pk="advance.pk"),
    api("advance-not-agree", P.APPROVE_CLAIM, methods="POST", pk="advance.pk", body={"reason": "=Ring me."}),
    api("advance-call-off", P.APPROVE_CLAIM, methods="POST", pk="advance_agreed.pk"),
    api("advance-rest", P.APPROVE_CLAIM, methods="POST", pk="advance_paid.pk", body={"rest": "=let_go"}),
    api("advance-take-back", ROWAN, P.WRITE_CLAIM_FOR, methods="POST", pk="advance.pk"),
    api("claim-question-list", SOMEBODY),
    api("claim-question-detail", P.SEE_CLAIMS, pk="question_waiting.pk"),
    api("claim-question-drop", P.ASK_ABOUT_CLAIM, methods="POST", pk="question_waiting.pk"),
    api("claim-question-release", Role.APPROVER, methods="POST", pk="question_waiting.pk"),
    api("payable-list", SOMEBODY),
    api("payable-detail", P.SEE_CLAIMS, pk="payable.pk"),
    api("payable-cheque", P.BUILD_BATCH, methods="POST", body=CHEQUE, pk="payable_cheque.pk"),
    api("batch-list", SOMEBODY, posters=(P.BUILD_BATCH,), methods="GET POST"),
    api("batch-detail", P.SEE_CLAIMS, pk="batch.pk"),
    api("batch-file", P.BUILD_BATCH, pk="batch.pk"),
    api("batch-paid", P.MARK_PAID, methods="POST", body={"paid_on": "=2026-03-09"}, pk="batch.pk"),
    api("batch-send", P.BUILD_BATCH, methods="POST", pk="batch.pk"),
    api("payment-list", SOMEBODY),
    api("payment-detail", P.SEE_CLAIMS, pk="payment.pk"),
    api("payment-did-not-arrive", P.MARK_PAID, methods="POST", body={"trouble": "=closed"}, pk="payment.pk"),
    api("payment-paid", P.MARK_PAID, methods="POST", body={"paid_on": "=2026-03-09"}, pk="payment.pk"),
    api("payment-sent-back", P.MARK_PAID, methods="POST", body={"trouble": "=closed"}, pk="payment_sent.pk"),
    api("bank-details-mine", SOMEBODY, body=ACCOUNT, methods="GET PUT"),
    api("bank-details-detail", P.WRITE_CLAIM_FOR, methods="PUT", body=ACCOUNT, pk="world.rowan.pk"),
    api("role-list", P.KEEP_ORGANISATION, methods="GET POST", body={"organisation": "world.organisation.pk"}),
    api("role-detail", P.KEEP_ORGANISATION, pk="membership_staff.pk"),
    api("role-end", P.KEEP_ORGANISATION, methods="POST", pk="membership_staff.pk", body={"when": "=now"}),
    api("team-list", P.KEEP_ORGANISATION),
    api("team-detail", P.KEEP_ORGANISATION, pk="world.team.pk"),
    api("area-list", P.KEEP_ORGANISATION),
    api("area-detail", P.KEEP_ORGANISATION, pk="area.pk"),
    api("contact-card-list", P.KEEP_ORGANISATION),
    api("contact-card-detail", P.KEEP_ORGANISATION, pk="world.contact.pk"),
    api("calendar-feed-list", SOMEBODY),
    api("calendar-feed-detail", ROWAN, pk="feed.pk"),
]

ADDRESSES: dict[str, Address] = {
    address.name: address for address in [*SIGNING_IN, *PUBLIC, *OWN, *TEAM, *FINANCE, *HEAD, *API]
}


@dataclass(frozen=True)
class Route:
    """One line of the URLconf."""

    name: str
    path: str
    callback: Callable[..., Any]


def routes(patterns: list[Any] | None = None, before: str = "") -> Iterator[Route]:
    """Every line of the URLconf, through every include."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield Route(str(pattern.name), before + str(pattern.pattern), pattern.callback)
