"""Each step of each record: the page and the address of the API by which people and programs take it.

`Taken` names the step, who takes it, the record in a House and how both ways are asked; values are paths into the
House or words ("=pause"), as in addresses.py. A step that is not taken by both says why in ONLY.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from coordinator.applications.models import Application
from coordinator.opportunities.models import Opportunity
from coordinator.panels.models import Session
from coordinator.people.models import Person
from expenses.claims.models import Claim, ClaimLine
from expenses.payments.actions import mark_paid
from tests.making import make_session
from tests.promises.house import House
from tests.promises.house_money import nothing_waits_for
from tests.promises.moments import NOW

Body = Mapping[str, Any] | Callable[[House], Mapping[str, Any]]
Way = tuple[str, Body, Body]  # the address by name, its arguments, the body


@dataclass(frozen=True)
class Taken:
    """One step, taken on a page and over the API."""

    verb: str
    who: str  # "": somebody without an account
    record: str
    page: Way
    api: Way
    before: Callable[[House], object] | None = None  # what must have happened first


def _person(status: str) -> Callable[[House], object]:
    return lambda house: Person.objects.filter(pk=house.world.rowan.pk).update(status=status)


def _nothing_waits(house: House) -> None:
    nothing_waits_for(house.world.rowan)


def _own(change: str, body: Body | None = None, before: Any = None) -> Taken:
    told = body or {}
    return Taken(
        f"person.{change}", "world.rowan", "world.rowan", ("my_taking_part", {"change": f"={change}"}, told),
        ("person-take", {"pk": "world.rowan.pk", "change": f"={change}"}, told), before,
    )  # fmt: skip


def _for(change: str, body: Body | None = None, before: Any = None) -> Taken:
    told, named = body or {}, {"pk": "world.rowan.pk", "change": f"={change}"}
    return Taken(
        f"person.{change}_for", "world.tomasz", "world.rowan", ("team_person_change", named, told),
        ("person-take", named, told), before,
    )  # fmt: skip


def by(who: str, verb: str, record: str, page: str, api: str, *, page_args: Body | None = None,
       api_args: Body | None = None, body: Body | None = None, api_body: Body | None = None, before: Any = None) -> Taken:  # fmt: skip
    """A step whose two addresses are both named by the record."""
    named = {"pk": f"{record}.pk"}
    told = {} if body is None else body
    return Taken(
        verb, f"world.{who}", record, (page, named | (page_args or {}), told),
        (api, named | (api_args or {}), told if api_body is None else api_body), before,
    )  # fmt: skip


SURE = {"sure": "=on"}

PEOPLE = [
    _own("pause"), _own("return", before=_person("paused")), _own("leave"), _own("forget", SURE, before=_nothing_waits),
    _for("pause"), _for("return", before=_person("left")), _for("leave"), _for("forget", SURE, before=_nothing_waits),
]  # fmt: skip


def _letter(verb: str, record: str, word: str) -> Taken:
    return by("tomasz", f"letter.{verb}", record, "team_letter_step", f"letter-{word}", page_args={"verb": f"={verb}"})


LETTERS = [
    by("tomasz", "letter.mark_posted", "letter_to_print", "team_letter_posted", "letter-posted",
       body={"posted_on": "=2026-03-09"}),
    _letter("spoke", "letter_to_phone", "spoke"),
    _letter("left_message", "letter_to_phone", "left-message"),
    _letter("try_again", "letter_given_up", "try-again"),
    _letter("leave_out", "letter_to_phone", "leave-out"),
]  # fmt: skip


def _all_over(house: House) -> None:
    Session.objects.filter(panel=house.panel).update(status="happened")


def _came(house: House) -> dict[str, str]:
    seats = house.panel.seats.filter(status="confirmed", kind="member")
    return {str(place.pk): "came" for place in seats}


MOVED = {"day": "=2026-03-27", "starts": "=10:00", "ends": "=15:00", "seen_sequence": "session.sequence", "sure": "=on"}

PANELS = [
    by("tomasz", "panel.go_ahead", "panel_planning", "team_panel_step", "panel-go-ahead", page_args={"step": "=go-ahead"}),
    by("tomasz", "panel.finish", "panel", "team_panel_step", "panel-finish", page_args={"step": "=finish"}, before=_all_over),
    by("tomasz", "panel.cancel", "panel", "team_panel_step", "panel-cancel", page_args={"step": "=cancel"}),
    by("tomasz", "session.move", "session", "team_session_move", "session-move", body=MOVED),
    by("tomasz", "session.confirm", "session_over", "team_attendance", "session-attendance", body=_came,
       api_body=lambda house: {"presences": _came(house)}),
    by("tomasz", "session.cancel", "session", "team_session_cancel", "session-cancel"),
    by("rowan", "place.give_up", "place", "my_place_give_up", "place-give-up"),
    by("tomasz", "place.give_up_for", "place", "team_place_end", "place-give-up", page_args={"ending": "=gave-up"}),
    by("tomasz", "place.cancel", "place", "team_place_end", "place-cancel", page_args={"ending": "=cancel"}),
]  # fmt: skip


def _ready(house: House) -> None:
    """A call without a gap: its day is far enough away."""
    make_session(house.call_draft.panel, venue=house.world.venue, starts_at=NOW + timedelta(days=60))
    Opportunity.objects.filter(pk=house.call_draft.pk).update(
        closes_at=NOW + timedelta(days=30), answer_by=(NOW + timedelta(days=36)).date(),
        support_by=(NOW + timedelta(days=46)).date(), short_notice_reason="",
    )  # fmt: skip


def _everybody_told(house: House) -> None:
    Application.objects.filter(opportunity=house.call_closed).update(status="not_this_time", told_at=NOW)


CALLS = [
    by("tomasz", "opportunity.take_up", "call_requested", "team_call_take_up", "call-take-up"),
    by("tomasz", "opportunity.publish", "call_draft", "team_call_publish", "call-publish", before=_ready),
    by("tomasz", "opportunity.close", "call", "team_call_close", "call-close"),
    by("tomasz", "opportunity.withdraw", "call", "team_call_withdraw", "call-withdraw", body={"because": "=The post is gone."}),
    Taken(
        "opportunity.fill", "world.tomasz", "call_closed", ("team_call_selection_close", {"pk": "call_closed.pk"}, {}),
        ("choosing-close", {}, {"call": "call_closed.pk"}), _everybody_told,
    ),
]  # fmt: skip


def _choose(verb: str, word: str, record: str = "application", body: Body | None = None) -> Taken:
    words = {"step": f"={word}"}
    return by("tomasz", f"application.{verb}", record, "team_application_step", "choosing-step", page_args=words,
              api_args=words, body=body)  # fmt: skip


def _answer(verb: str, record: str = "application_offered") -> Taken:
    return by("rowan", f"application.{verb}", record, "my_application", "application-answer",
              api_args={"step": f"={verb}"}, body={"do": f"={verb}"})  # fmt: skip


APPLIES = {"name": "=Guest", "email": "=guest@example.org", "channel": "=email", "do": "=send", "form_key": "place.pk"}
RANG = {
    "name": "=Doreen Alcott", "phone": "=01632 960 118", "channel": "=phone", "source": "=phone", "agreed": "=on",
    "form_key": "place.pk",
}  # fmt: skip

APPLICATIONS = [
    _choose("offer", "offer"),
    _choose("reserve", "reserve"),
    _choose("not_this_time", "not-this-time", body={"reason": "=dates"}),
    _choose("accept_for", "answer", "application_offered", {"answer": "=accept", "source": "=phone"}),
    _choose("decline_for", "answer", "application_offered", {"answer": "=decline", "source": "=phone"}),
    _choose("withdraw_for", "withdraw", body={"source": "=phone"}),
    _choose("cancel", "cancel"),
    _answer("accept"), _answer("decline"), _answer("withdraw", "application"),
    Taken("application.send", "", "newest", ("apply", {"slug": "call_fresh.slug"}, APPLIES),
          ("application-list", {}, APPLIES | {"call": "call_fresh.slug"})),
    Taken("application.enter", "world.tomasz", "newest", ("team_application_enter", {"pk": "call_fresh.pk"}, RANG),
          ("choosing-list", {}, RANG | {"call": "call_fresh.pk"})),
]  # fmt: skip


def _plan(verb: str, body: Body, api_body: Body) -> Taken:
    told = {"mode": "=self_arranged", "version": "plan.version"}
    return Taken(
        f"travel.{verb}", "world.rowan", "plan", ("place_travel", {"pk": "place.pk"}, told | body),
        ("journey-list", {}, told | api_body | {"place": "place.pk"}),
    )  # fmt: skip


def _cost(verb: str, pounds: str, pence: int) -> Taken:
    told = {"kind": "=childcare", "what": "=The childminder"}
    return Taken(
        f"cost.{verb}", "world.rowan", "cost", ("place_cost", {"pk": "place.pk"}, told | {"pence": pounds}),
        ("cost-list", {}, told | {"place": "place.pk", "pence": pence}),
    )  # fmt: skip


YES, NO = {"agree": "=yes"}, {"agree": "=no", "note": "=Let us book for you."}
TRAVEL = [
    _plan("note", {"answer": "=dont_know"}, {"answer": "=dont_know"}),
    _plan("agree_at_once", {"answer": "=amount", "low": "=12"}, {"answer": "=amount", "low": 1200}),
    _plan("ask", {"answer": "=amount", "low": "=900"}, {"answer": "=amount", "low": 90000}),
    by("tomasz", "travel.agree", "plan", "team_estimate", "journey-decide", body=YES),
    by("tomasz", "travel.not_agree", "plan", "team_estimate", "journey-decide", body=NO),
    _cost("agree_at_once", "=5", 500),
    _cost("ask", "=900", 90000),
    by("tomasz", "cost.agree", "cost", "team_estimate_cost", "cost-decide", body=YES),
    by("tomasz", "cost.not_agree", "cost", "team_estimate_cost", "cost-decide", body=NO),
]  # fmt: skip

VERSION = {"version": "=1"}


def _settled_line(house: House) -> None:
    ClaimLine.objects.filter(claim=house.claim_team).update(approved_pence=None, cut_reason="")


def _claimed(status: str, name: str = "claim_approved") -> Callable[[House], object]:
    return lambda house: Claim.objects.filter(pk=getattr(house, name).pk).update(status=status)


def _nothing_agreed(house: House) -> None:
    Claim.objects.filter(pk=house.claim_rowan_part.pk).update(status="declined", approved_pence=0)


def _nothing_claimed(house: House) -> None:
    Claim.objects.filter(pk=house.claim_checked.pk).update(total_pence=0)
    ClaimLine.objects.filter(claim=house.claim_checked).update(pence=0)


def _page_part(house: House) -> dict[str, Any]:
    line = house.claim_checked.lines.get()
    return {f"pence_{line.pk}": "4.00", f"reason_{line.pk}": "The day ticket costs less."}


def _api_part(house: House) -> dict[str, Any]:
    line = house.claim_checked.lines.get()
    return {"cuts": [{"line": str(line.pk), "pence": 400, "reason": "The day ticket costs less."}]}


def _paid(house: House) -> None:
    mark_paid(house.payment_sent, paid_on=NOW.date(), by=house.world.paula, now=NOW)


def _of_payment(verb: str, page_body: Body, api: str, before: Any = None) -> Taken:
    """What becomes of the claim with its payment."""
    named = {"pk": "payment_sent.pk"}
    return Taken(
        f"claim.{verb}",
        "world.paula",
        "claim_paid",
        ("finance_payment", named, page_body),
        (api, named, page_body),
        before,
    )


POSTED = {"number": "=000123", "paid_on": "=2026-03-09"}
ARRIVED, CLOSED = {"paid_on": "=2026-03-09"}, {"trouble": "=closed", "trouble_form": "=1"}
CLAIMS = [
    by("rowan", "claim.submit", "claim_draft", "my_claim_send", "claim-send", body=VERSION),
    by("tomasz", "claim.submit_for", "claim_team", "team_claim_send", "claim-send", body=VERSION, before=_settled_line),
    by("rowan", "claim.take_back", "claim_draft", "my_claim_take_back", "claim-take-back"),
    by("tomasz", "claim.take_back_for", "claim_team", "team_claim_take_back", "claim-take-back"),
    by("rowan", "claim.answer", "claim_other_day", "my_claim_answer", "claim-answer", body={"answer": "=The 12."}),
    by("tomasz", "claim.answer_for", "claim_team_asked", "team_claim_answer", "claim-answer", body={"answer": "=The 12."}),
    by("helen", "claim.check", "claim_sent", "finance_claim_check", "review-check", body=VERSION),
    by("ravi", "claim.approve", "claim_checked", "finance_claim_approve", "review-approve", body=VERSION),
    by("ravi", "claim.nothing_to_pay", "claim_checked", "finance_claim_approve", "review-approve", body=VERSION,
       before=_nothing_claimed),
    by("ravi", "claim.approve_in_part", "claim_checked", "finance_claim_part", "review-approve-in-part", body=_page_part,
       api_body=_api_part),
    Taken("claim.ask", "world.ravi", "claim_asked",
          ("finance_question_release", {"pk": "question_waiting.pk"}, {}),
          ("claim-question-release", {"pk": "question_waiting.pk"}, {})),
    Taken("claim.drop_question", "world.helen", "claim_other_day",
          ("finance_question_drop", {"pk": "question.pk"}, {}),
          ("claim-question-drop", {"pk": "question.pk"}, {})),
    by("ravi", "claim.not_agree", "claim_checked", "finance_claim_decline", "review-not-agree",
       body={"reason": "=This was paid before."}),
    by("rowan", "claim.look_again", "claim_rowan_part", "my_claim_look_again", "review-look-again", body={"text": "=Two."},
       before=_nothing_agreed),
    by("tomasz", "claim.look_again_for", "claim_rowan_part", "team_claim_look_again", "review-look-again",
       body={"text": "=Two."}, before=_nothing_agreed),
]  # fmt: skip
MONEY = [
    Taken("claim.put_in_run", "world.paula", "claim_approved",
          ("finance_build_batch", {}, {"organisation": "world.organisation.pk", "form_key": "place.pk"}),
          ("batch-list", {}, {"organisation": "world.organisation.pk", "form_key": "place.pk"})),
    Taken("claim.pay_by_cheque", "world.paula", "claim_cheque",
          ("finance_cheque", {"pk": "payable_cheque.pk"}, POSTED), ("payable-cheque", {"pk": "payable_cheque.pk"}, POSTED)),
    Taken("advance.pay_by_cheque", "world.paula", "advance_by_cheque",
          ("finance_cheque", {"pk": "payable_advance_by_cheque.pk"}, POSTED),
          ("payable-cheque", {"pk": "payable_advance_by_cheque.pk"}, POSTED)),
    by("paula", "batch.send", "batch", "finance_batch_sent", "batch-send"),
    by("paula", "batch.settle", "batch_sent", "finance_batch", "batch-paid", body=ARRIVED),
    by("paula", "payment.pay", "payment_sent", "finance_payment", "payment-paid", body=ARRIVED),
    by("paula", "payment.fail", "payment_sent", "finance_payment", "payment-did-not-arrive", body=CLOSED),
    by("paula", "payment.return", "payment_sent", "finance_payment", "payment-sent-back", body=CLOSED, before=_paid),
    _of_payment("pay", ARRIVED, "payment-paid"),
    _of_payment("leave_run", CLOSED, "payment-did-not-arrive"),
    _of_payment("come_back", CLOSED, "payment-sent-back", _paid),
]  # fmt: skip


def _of_advance(verb: str, page_body: Body, api: str, before: Any = None) -> Taken:
    """What becomes of money before the day with its payment."""
    page, named = ("finance_payment", {"pk": "payment_advance.pk"}, page_body), {"pk": "payment_advance.pk"}
    return Taken(f"advance.{verb}", "world.paula", "advance_in_file", page, (api, named, page_body), before)


def _advance_paid(house: House) -> None:
    mark_paid(house.payment_advance, paid_on=NOW.date(), by=house.world.paula, now=NOW)


PLACE = {"pk": "place.pk"}
BEFOREHAND = [
    by("rowan", "advance.take_back", "advance", "place_advance_take_back", "advance-take-back", page_args=PLACE),
    by("tomasz", "advance.take_back_for", "advance", "team_place_advance_take_back", "advance-take-back", page_args=PLACE),
    by("ravi", "advance.agree", "advance", "finance_advance_agree", "advance-agree"),
    by("ravi", "advance.not_agree", "advance", "finance_advance_not_agree", "advance-not-agree", body={"reason": "=Ring me."}),
    by("ravi", "advance.call_off", "advance_agreed", "finance_advance_call_off", "advance-call-off"),
    Taken("advance.put_in_run", "world.paula", "advance_agreed",
          ("finance_build_batch", {}, {"organisation": "world.organisation.pk", "form_key": "place.pk"}),
          ("batch-list", {}, {"organisation": "world.organisation.pk", "form_key": "place.pk"})),
    _of_advance("pay", ARRIVED, "payment-paid"),
    _of_advance("leave_run", CLOSED, "payment-did-not-arrive"),
    _of_advance("come_back", CLOSED, "payment-sent-back", _advance_paid),
]  # fmt: skip

TAKEN = [*PEOPLE, *LETTERS, *PANELS, *CALLS, *APPLICATIONS, *TRAVEL, *CLAIMS, *MONEY, *BEFOREHAND]

CLOCK = "the service's own, when a clock runs out or a letter goes out"
ONLY = {
    "letter.send": CLOCK,
    "letter.to_print": CLOCK,
    "letter.to_phone": CLOCK,
    "letter.give_up": CLOCK,
    "letter.set_aside": CLOCK,
    "application.lapse": CLOCK,
    "application.place_given_up": "follows from place.give_up, in the same transaction",
    "opportunity.end_with_panel": "follows from panel.cancel, in the same transaction",
    "application.end_with_call": "follows from opportunity.withdraw, in the same transaction",
    "place.end_with_call": "follows from opportunity.withdraw, in the same transaction",
    "application.promoted": "follows when a reserve's place becomes a member's, in the same transaction",
}
