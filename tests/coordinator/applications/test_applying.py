"""Applying without an account, saving and going on by link, and being entered by staff (practice.md AP1 to AP3)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from coordinator.applications import actions
from coordinator.applications.actions import Sender
from coordinator.applications.letters import DRAFT_LINK
from coordinator.applications.models import Answer, Application, S
from coordinator.applications.refusals import AppliedAlready, CallOver
from coordinator.authorization.verdict import NotAllowed
from coordinator.letters.models import Letter
from coordinator.opportunities.models import Opportunity
from coordinator.people.links import find_link
from coordinator.people.models import AccessLink, Person, PersonStatus
from coordinator.workflow.trail import history_of
from tests.coordinator.applications.conftest import PARTS, applicant, apply, letters_to, sender
from tests.making import make_person


def save(call, now, *, key=None, person=None, **parts):
    return actions.save_application(call, parts, form_key=key or uuid4(), person=person, now=now)


def enter(call, world, now, who=None, **more):
    given = {"answers": {}, "source": "phone", "form_key": uuid4(), "by": world.tomasz, "now": now}
    return actions.enter_application(call, sender=who or sender(), **(given | more))


def test_what_was_typed_is_there_again_by_the_link(call, now):
    draft, token = save(call, now, **PARTS)
    assert find_link(token, DRAFT_LINK).record_id == draft.pk
    assert Application.objects.get().draft == PARTS
    assert Application.objects.get().person is None


def test_the_same_form_saved_twice_is_one_application(call, now):
    key = uuid4()
    save(call, now, key=key, name="Doreen")
    draft, _token = save(call, now, key=key, name="Doreen Alcott")
    assert Application.objects.count() == 1
    assert draft.draft == {"name": "Doreen Alcott"}


def test_a_signed_in_person_has_one_draft_for_a_call(call, world, now):
    save(call, now, person=world.rowan, name="one")
    draft, _token = save(call, now, person=world.rowan, name="two")
    assert list(Application.objects.all()) == [draft]


def test_the_link_works_for_thirty_days_after_the_call_has_closed(call, now):
    _draft, token = save(call, now)
    assert find_link(token, DRAFT_LINK).expires_at == call.closes_at + timedelta(days=30)


def test_a_closed_call_begins_nothing_and_says_that_nothing_is_lost(call, now):
    with pytest.raises(CallOver, match="Nothing you typed is lost"):
        save(call, call.closes_at)
    assert Application.objects.count() == 0


def test_a_withdrawn_call_says_so(call, now):
    Opportunity.objects.filter(pk=call.pk).update(status="withdrawn")
    call.refresh_from_db()
    with pytest.raises(CallOver, match="withdrawn"):
        save(call, now)


def test_a_draft_begun_in_time_still_keeps_what_is_typed_after_the_closing(call, now):
    key = uuid4()
    save(call, now, key=key, name="Doreen")
    draft, _token = save(call, call.closes_at, key=key, name="Doreen Alcott")
    assert draft.draft == {"name": "Doreen Alcott"}


def test_nothing_typed_later_changes_what_was_sent(call, now):
    sent = apply(call, sender(), now=now)
    actions.keep_parts(sent, {"name": "Other"}, now=now)
    assert Application.objects.get().draft == {"ways": []}


def test_a_draft_that_was_sent_in_another_tab_is_left_alone(call, now):
    draft, _token = save(call, now, name="Doreen Alcott")
    actions.send_application(Application.objects.get(), sender=sender(), answers={}, now=now)
    actions.keep_parts(draft, {"name": "Other"}, now=now)
    assert Application.objects.get().draft == {"ways": []}


def test_the_link_is_sent_once_to_an_address_that_was_typed(call, now):
    draft, _token = save(call, now, **PARTS)
    assert actions.send_link(draft, now=now)
    assert actions.send_link(draft, now=now)
    assert list(Letter.objects.values_list("kind", "person__email")) == [("application.saved", "doreen@example.org")]


def test_a_corrected_address_gets_the_link_too(call, now):
    draft, _token = save(call, now, **PARTS)
    actions.send_link(draft, now=now)
    actions.keep_parts(draft, {"email": "d.alcott@example.org"}, now=now)
    assert actions.send_link(draft, now=now)
    assert Letter.objects.count() == 2
    assert Person.objects.filter(email="d.alcott@example.org").count() == 1


def test_without_a_name_the_letter_is_still_possible(call, now):
    draft, _token = save(call, now, email="doreen@example.org")
    assert actions.send_link(draft, now=now)
    assert Letter.objects.get().person.full_name == "there"


def test_a_wrong_address_gets_no_letter(call, now):
    draft, _token = save(call, now, email="doreen at home")
    assert not actions.send_link(draft, now=now)
    assert Letter.objects.count() == 0


def test_a_signed_in_persons_link_goes_to_themselves(call, world, now):
    draft, _token = save(call, now, person=world.rowan, email=world.rowan.email)
    assert actions.send_link(draft, now=now)
    assert letters_to(world.rowan) == ["application.saved"]


def test_somebody_new_becomes_a_person_who_belongs_here_and_is_told_at_once(call, world, now):
    application = apply(call, sender(phone="07700 900123"), now=now, q1="Oxygen at home", q2="")
    person = application.applicant
    assert application.status == S.RECEIVED
    assert (person.full_name, person.email, person.mobile, person.status) == (
        "Doreen Alcott", "doreen@example.org", "07700 900123", PersonStatus.ENQUIRER,
    )  # fmt: skip
    assert [membership.role for membership in person.memberships.all()] == ["volunteer"]
    assert letters_to(person) == ["application.received"]
    assert application.reply_by == date(2026, 3, 18)
    assert list(Answer.objects.values_list("text", flat=True)) == ["Oxygen at home"]


def test_whoever_stood_for_the_address_becomes_the_person(call, now):
    draft, _token = save(call, now, **PARTS)
    actions.send_link(draft, now=now)
    kept_for = Person.objects.get(email="doreen@example.org")
    actions.send_application(draft, sender=sender(), answers={}, now=now)
    assert Application.objects.get().person == kept_for


def test_whoever_stood_for_the_address_goes_when_we_know_the_person(call, world, now):
    doreen = make_person("Doreen Alcott", role="volunteer", organisation=world.organisation, landline="01632 960 222")
    draft, token = save(call, now, **PARTS)
    actions.send_link(draft, now=now)
    actions.send_application(draft, sender=sender(phone="01632960222"), answers={}, now=now)
    assert Application.objects.get().person == doreen
    assert Person.objects.filter(full_name="Doreen Alcott").count() == 1
    assert AccessLink.objects.filter(record_id=draft.pk, purpose=DRAFT_LINK).count() == 1
    assert find_link(token, DRAFT_LINK).used_at == now


def test_a_public_form_never_changes_somebody_we_know(call, world, now):
    doreen = make_person(
        "Doreen Alcott", role="volunteer", organisation=world.organisation, email="", landline="01632 960 222",
        address="2 High Street",
    )  # fmt: skip
    who = sender("doreen  ALCOTT", phone="01632 960222", address="9 Other Road", postcode="LV9 9ZZ")
    application = apply(call, who, now=now)
    doreen.refresh_from_db()
    assert application.person == doreen
    assert (doreen.email, doreen.address) == ("", "2 High Street")
    assert application.draft == {"ways": ["doreen@example.org", "9 Other Road\nLV9 9ZZ"]}


def test_the_same_address_is_the_same_person_and_the_same_name_alone_is_not(call, world, now):
    doreen = make_person("Doreen Alcott", role="volunteer", organisation=world.organisation, address="2 High St")
    assert actions.person_of(Sender("Doreen Alcott", address="2 high st"), world.organisation) == doreen
    assert actions.person_of(Sender("Doreen Alcott", address="3 High St"), world.organisation) is None
    assert actions.person_of(Sender("Dora Alcott", email=doreen.email), world.organisation) is None


def test_somebody_who_rings_on_a_landline_is_kept_with_it(call, now):
    person = apply(call, sender(email="", phone="01632 960 333", channel="phone"), now=now).applicant
    assert (person.landline, person.mobile, person.channel_order) == ("01632 960 333", "", ["phone"])


def test_pressing_send_twice_sends_once(call, now):
    draft, _token = save(call, now, **PARTS)
    stale = Application.objects.get(pk=draft.pk)
    first = actions.send_application(draft, sender=sender(), answers={}, now=now)
    assert actions.send_application(stale, sender=sender(), answers={}, now=now) == first
    assert Application.objects.count() == 1
    assert letters_to(first.applicant) == ["application.received"]


def test_applying_a_second_time_adds_to_the_first_and_its_link_shows_no_more_than_that_it_was_sent(call, now):
    first = apply(call, sender(), now=now, q1="Oxygen")
    again, token = save(call, now, **PARTS)
    questions = list(call.questions.all())
    stale = Application.objects.get(pk=again.pk)
    answers = {questions[0].pk: "Also a nebuliser", questions[1].pk: "What is a good day?"}
    assert actions.send_application(again, sender=sender(), answers=answers, now=now) == first
    assert list(Application.objects.all()) == [first]
    texts = list(Answer.objects.order_by("question__position", "pk").values_list("text", flat=True))
    assert texts == ["Oxygen\n\nAlso a nebuliser", "What is a good day?"]
    link = find_link(token, DRAFT_LINK)
    assert (link.record_id, link.used_at) == (first.pk, now)
    assert actions.send_application(stale, sender=sender(), answers=answers, now=now) == stale  # pressed twice
    assert letters_to(first.applicant) == ["application.received", "application.received"]


def test_the_same_words_again_are_not_kept_twice(call, now):
    apply(call, sender(), now=now, q1="Oxygen")
    apply(call, sender(), now=now, q1="Oxygen", q2="")
    assert list(Answer.objects.values_list("text", flat=True)) == ["Oxygen"]


def test_sending_after_the_closing_is_refused_and_the_draft_stays(call, now):
    draft, _token = save(call, now, **PARTS)
    with pytest.raises(CallOver):
        actions.send_application(draft, sender=sender(), answers={}, now=call.closes_at)
    assert Application.objects.get().status == S.STARTED


def test_first_come_is_offered_at_once_then_a_reserves_position_then_waits(call, world, now):
    Opportunity.objects.filter(pk=call.pk).update(selection="first_come")
    call.refresh_from_db()
    states = [applicant(world, call, f"Person {n}", now=now + timedelta(minutes=n)).status for n in range(7)]
    assert states == [*[S.OFFERED] * 2, *[S.RESERVE] * 4, S.RECEIVED]


def test_a_post_only_person_gets_letters_and_no_link(call, world, now):
    who = sender(email="", address="2 High Street", postcode="LV1 2AB", channel="post")
    person = apply(call, who, now=now).applicant
    assert [str(channel) for channel in person.channels] == ["post"]
    assert letters_to(person) == ["application.received"]


def test_staff_enter_somebody_who_rang_and_the_history_says_how(call, world, now):
    question = call.questions.first()
    application = enter(call, world, now, answers={question.pk: "Forty years of asthma"})
    assert application.status == S.RECEIVED
    assert (application.source, application.entered_by) == ("phone", world.tomasz)
    assert application.applicant.consent_source == "phone"
    assert [line.text for line in history_of(application)] == [
        f"{world.tomasz.full_name} entered this application, by phone"
    ]


def test_staff_say_who_it_is(call, world, now):
    doreen = make_person("Doreen Alcott", role="volunteer", organisation=world.organisation)
    assert enter(call, world, now, person=doreen).person == doreen


def test_the_form_of_staff_pressed_twice_enters_once(call, world, now):
    key = uuid4()
    assert enter(call, world, now, form_key=key) == enter(call, world, now, form_key=key)
    assert Application.objects.count() == 1


def test_staff_are_told_when_somebody_has_applied_already(call, world, now):
    first = apply(call, sender(), now=now)
    with pytest.raises(AppliedAlready, match="Doreen Alcott has applied"):
        enter(call, world, now, person=first.person)


def test_a_letter_that_comes_after_the_closing_can_still_be_entered(call, world, now):
    Opportunity.objects.filter(pk=call.pk).update(status="closed")
    application = enter(call, world, call.closes_at + timedelta(days=4), source="post")
    assert application.reply_by == date(2026, 4, 2)  # the promised 18 March is over: ten working days on


def test_nobody_is_entered_once_everybody_has_been_told(call, world, now):
    Opportunity.objects.filter(pk=call.pk).update(status="filled")
    with pytest.raises(CallOver):
        enter(call, world, now)


def test_a_volunteer_cannot_enter_somebody(call, world, now):
    with pytest.raises(NotAllowed):
        enter(call, world, now, by=world.rowan)


def test_drafts_are_forgotten_thirty_days_after_the_call_with_whoever_stood_for_the_address(call, world, now):
    draft, _token = save(call, now, **PARTS)
    actions.send_link(draft, now=now)
    plain, _token = save(call, now)
    assert actions.forget_drafts(now=call.closes_at + timedelta(days=29)) == 0
    assert actions.forget_drafts(now=call.closes_at + timedelta(days=30)) == 2
    assert Application.objects.filter(pk__in=[draft.pk, plain.pk]).count() == 0
    assert Person.objects.filter(email="doreen@example.org").count() == 0


def test_being_forgotten_takes_the_words_and_leaves_the_states(call, world, now):
    sent = apply(call, sender(), now=now, q1="Oxygen")
    other = Opportunity.objects.get(pk=call.pk)
    other.pk, other.slug, other.code = uuid4(), "other", "other"
    other.save(force_insert=True)
    save(other, now, person=sent.person, name="Doreen Alcott")
    actions.forget_person(sent.applicant, now)
    assert list(Application.objects.values_list("status", "draft", "note_to_person")) == [(S.RECEIVED, {}, "")]
    assert Answer.objects.count() == 0


def test_a_person_can_take_everything_with_them(call, now):
    sent = apply(call, sender(), now=now, q1="Oxygen")
    (row,) = actions.person_rows(sent.applicant)["applications"]
    assert (row["call"], row["state"], row["answers"]) == (
        call.title, "We have it", [{"question": "What have you used?", "answer": "Oxygen"}],
    )  # fmt: skip


def test_nothing_can_be_decided_about_a_draft(call, now):
    draft, _token = save(call, now)
    with pytest.raises(ValueError, match="no applicant"):
        _ = draft.applicant
