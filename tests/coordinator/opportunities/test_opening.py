"""The gate: nothing opens with a gap, and short notice only through a second person (RN1, RN2, RN8)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator.authorization.verdict import NotAllowed
from coordinator.opportunities import actions
from coordinator.opportunities.models import NotForMe, NotForMeAnswer, Opportunity
from coordinator.opportunities.queries import (
    due_to_close,
    parity_of,
    policies_of,
    policy_for,
    public_told_on,
    short_notice_count,
    turned_away,
)
from coordinator.opportunities.rules.policies import DEFAULT_POLICIES, Policy
from coordinator.opportunities.tasks import close_due_calls
from coordinator.panels.models import StaffMember
from coordinator.people.queries import export_of
from coordinator.workflow.models import Event
from coordinator.workflow.steps import SomebodyWasFaster
from tests.coordinator.opportunities.drafting import SIX_DAYS, make_draft, make_open_call, short_draft
from tests.making import make_world


def test_a_call_that_lacks_nothing_opens(world, now):
    call = make_draft(world)
    opened = actions.publish_call(call, by=world.tomasz, now=now)
    assert (opened.status, opened.published_at) == ("published", now)
    assert Opportunity.objects.get().status == "published"


def test_monday_afternoon_to_sunday_is_refused_and_says_six_and_ten(world, now):
    call = short_draft(world)
    with pytest.raises(actions.CallNotReady) as refused:
        actions.publish_call(call, by=world.tomasz, now=now)
    assert refused.value.by_field == {
        "closes_at": [
            "Closing: 6 days, at least 10 are needed. The earliest closing day is Thursday 12 March.",
        ]
    }
    assert Opportunity.objects.get().status == "draft"


@pytest.mark.parametrize(
    ("who", "email", "field", "sentence"),
    [
        (
            "Administrator", "tomasz@levels.example", "contact_name",
            "“Administrator” is no named person. Give the full name of somebody who answers the phone.",
        ),
        (
            "Tomasz Okafor", "noreply@levels.example", "contact_email",
            "“noreply@levels.example” is no named person's address. Give the email of somebody who reads and answers it.",
        ),
    ],
)  # fmt: skip
def test_an_administrator_or_a_silent_mailbox_is_no_named_person(world, now, who, email, field, sentence):
    world.tomasz.full_name = who
    world.tomasz.save()
    world.contact.email = email
    world.contact.save()
    with pytest.raises(actions.CallNotReady) as refused:
        actions.publish_call(make_draft(world), by=world.tomasz, now=now)
    assert refused.value.by_field == {field: [sentence]}


def test_every_gap_is_named_at_once(world, now):
    call = short_draft(world, costs_covered="", level="", route_tested_at=None)
    with pytest.raises(actions.CallNotReady) as refused:
        actions.publish_call(call, by=world.tomasz, now=now)
    assert list(refused.value.by_field) == ["level", "costs_covered", "route_tested_at", "closes_at"]
    assert str(refused.value).startswith("This call cannot open yet. Level: say how far")


def test_pressing_twice_opens_once(world, now):
    call = make_draft(world)
    actions.publish_call(call, by=world.tomasz, now=now)
    with pytest.raises(SomebodyWasFaster):
        actions.publish_call(call, by=world.tomasz, now=now)
    assert Event.objects.filter(verb="opportunity.publish").count() == 1


def test_only_those_who_may_open_calls_do(world, now):
    with pytest.raises(NotAllowed):
        actions.publish_call(make_draft(world), by=world.kim, now=now)


# -- short notice ------------------------------------------------------------------------------------
def test_a_second_person_lets_a_call_go_with_six_days_and_the_board_counts_it(world, now):
    call = short_draft(world)
    actions.ask_short_notice(call, because="  The examiners met late. ", by=world.tomasz, now=now)
    actions.approve_short_notice(call, by=world.samira, now=now)
    assert (call.short_notice_reason, call.short_notice_asked_by) == ("The examiners met late.", world.tomasz)
    approved = Opportunity.objects.get()
    assert (approved.short_notice_approver, approved.short_notice_days_open) == (world.samira, 6)
    assert approved.short_notice_days_before == 24
    assert actions.publish_call(call, by=world.tomasz, now=now).status == "published"
    assert short_notice_count([world.organisation.pk], now - timedelta(days=365)) == 1


def test_an_approval_holds_for_its_days_and_no_fewer(world, now):
    call = short_draft(world)
    actions.ask_short_notice(call, because="Late.", by=world.tomasz, now=now)
    actions.approve_short_notice(call, by=world.ravi, now=now)
    with pytest.raises(actions.CallNotReady):
        actions.publish_call(call, by=world.tomasz, now=now + timedelta(days=1))


def test_short_notice_needs_a_reason(world, now):
    with pytest.raises(actions.CannotApprove) as refused:
        actions.ask_short_notice(short_draft(world), because=" ", by=world.tomasz, now=now)
    assert refused.value.by_field == {"because": ["Say why the notice is short. Everybody who reads the call sees it."]}


def test_nobody_approves_what_they_wrote_or_asked_for(world, now):
    call = short_draft(world, written_by=world.samira)
    actions.ask_short_notice(call, because="Late.", by=world.tomasz, now=now)
    with pytest.raises(actions.CannotApprove, match="Somebody else has to approve this"):
        actions.approve_short_notice(call, by=world.samira, now=now)
    with pytest.raises(NotAllowed):
        actions.approve_short_notice(call, by=world.tomasz, now=now)
    assert Opportunity.objects.get().short_notice_approver is None


def test_there_is_nothing_to_approve_when_nobody_asks_or_the_call_is_open(world, now):
    with pytest.raises(actions.CannotApprove, match="Nobody is asking"):
        actions.approve_short_notice(short_draft(world), by=world.samira, now=now)
    with pytest.raises(actions.CannotApprove):
        actions.approve_short_notice(make_open_call(world, short_notice_reason="Late."), by=world.samira, now=now)


def test_refused_short_notice_leaves_the_full_notice(world, now):
    call = short_draft(world)
    actions.ask_short_notice(call, because="Late.", by=world.tomasz, now=now)
    actions.refuse_short_notice(call, by=world.samira, now=now)
    assert (call.short_notice_reason, call.short_notice_asked_by) == ("", None)
    assert Event.objects.filter(verb="opportunity.refuse_short_notice").count() == 1


def test_a_call_without_any_day_yet_can_be_approved_for_none(world, now):
    call = make_draft(world, closes_at=None, dates_to_agree=True)
    actions.ask_short_notice(call, because="Late.", by=world.tomasz, now=now)
    actions.approve_short_notice(call, by=world.samira, now=now)
    assert (call.pk, Opportunity.objects.get().short_notice_days_open) == (call.pk, None)


# -- the numbers ---------------------------------------------------------------------------------------
def test_the_worked_panel_shows_24_days_for_staff_and_21_for_people(world, now):
    thursday = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    call = make_open_call(world, published_at=thursday)
    assert parity_of(call, now=now) is None
    StaffMember.objects.create(panel=call.panel, full_name="Dr Ann Holt", told_on=date(2026, 3, 2))
    found = parity_of(call, now=now)
    assert (found.people, found.staff) == (21, 24)
    assert public_told_on(call.panel) == date(2026, 3, 5)
    assert public_told_on(make_draft(world).panel) is None


def test_an_organisation_keeps_its_own_notice_and_open_calls_keep_what_they_promised(world, now):
    call = make_open_call(world)
    assert policy_for(world.organisation, "interview") == DEFAULT_POLICIES["interview"]
    own = Policy(14, 28, 7, 14, 7, "Our members asked for two weeks.")
    actions.change_policy(world.organisation, "interview", own, by=world.samira, now=now)
    actions.change_policy(world.organisation, "interview", own, by=world.tomasz, now=now)
    assert policy_for(world.organisation, "interview") == own
    assert [own for kind, _policy, own in policies_of(world.organisation) if kind == "interview"] == [True]
    assert policy_for(make_world("Other").organisation, "interview").days_open == 10
    assert Opportunity.objects.get(pk=call.pk).status == "published"
    with pytest.raises(actions.CallNotReady) as refused:
        actions.publish_call(make_draft(world), by=world.tomasz, now=now)
    assert list(refused.value.by_field) == ["closes_at", "sessions"]
    with pytest.raises(NotAllowed):
        actions.change_policy(world.organisation, "interview", own, by=world.kim, now=now)


# -- ending --------------------------------------------------------------------------------------------
def test_a_call_closes_by_itself_when_its_moment_comes(world, now):
    call = make_open_call(world)
    assert close_due_calls(call.closes_at - timedelta(minutes=1)) == 0
    assert due_to_close(call.closes_at).count() == 1
    assert close_due_calls(call.closes_at) == 1
    assert Opportunity.objects.get().status == "closed"
    assert Event.objects.get(verb="opportunity.close").by_person_id is None


def test_not_for_me_counts_each_form_once_and_keeps_nothing_else(world, now):
    call = make_open_call(world, closes_at=SIX_DAYS)
    key, other = (make_draft(world).pk for _each in range(2))
    actions.turn_away(call, reason=NotForMe.COSTS, form_key=key, now=now)
    actions.turn_away(call, reason=NotForMe.OTHER, form_key=key, now=now)
    actions.turn_away(call, reason=NotForMe.COSTS, form_key=other, now=now)
    assert turned_away(call) == [("I cannot tell if my costs are covered", 2)]
    assert {field.name for field in NotForMeAnswer._meta.concrete_fields} == {
        "id", "opportunity", "reason", "form_key", "at",
    }  # fmt: skip


def test_staff_find_the_calls_they_had_a_hand_in_among_what_we_hold(world):
    call = short_draft(world, short_notice_approver=world.samira)
    assert export_of(world.samira)["calls"] == [{"id": call.pk, "title": call.title, "as": ["short_notice_approver"]}]
    assert export_of(world.tomasz)["calls"][0]["as"] == ["written_by", "route_tested_by"]
    assert export_of(world.rowan)["calls"] == []
