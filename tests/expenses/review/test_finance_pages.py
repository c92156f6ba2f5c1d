"""Finance's pages: who may open what, what they show, and that a long list costs no more than a short one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from coordinator.ids import new_id
from coordinator.organisations.models import Role
from expenses.claims.models import Claim
from expenses.payments import actions as payments
from expenses.payments.models import BankDetails, Batch, Payment
from expenses.review import actions
from expenses.review.models import Approval
from expenses.review.rules import Cut
from tests.expenses.office import make_claim, make_date, with_details
from tests.making import make_world, signed_in

FORBIDDEN, MISSING, FOUND, OK, TO_MEND = 403, 404, 302, 200, 422
SEE = {Role.APPROVER, Role.FINANCE_CHECKER, Role.FINANCE_PAYER, Role.AUDITOR}


@pytest.fixture
def recent():
    """A moment that pages, which look at the clock, take for lately."""
    return timezone.now() - timedelta(days=2)


def claim_of(world, recent, *pence, **fields):
    return make_claim(
        world, *(pence or (500,)), submitted_at=recent, begun_at=recent, event_day=recent.date(), **fields
    )


def paid_out(world, recent, claim):
    """Checked, approved, and in a file."""
    with_details(claim.person)
    actions.check_claim(claim, by=world.helen, now=recent)
    actions.approve_claim(claim, by=world.ravi, now=recent)
    return payments.build_batch(world.organisation, form_key=new_id(), by=world.paula, now=recent)


def addresses(world, recent):
    """Every page by what it needs: (address, roles that may open it)."""
    batch = paid_out(world, recent, claim_of(world, recent))
    asked = claim_of(world, recent, 900)
    asked.lines.update(kind="parking")
    payment = batch.payments.get()
    claim = f"/finance/claims/{asked.pk}/"
    checker, payer = Role.FINANCE_CHECKER, Role.FINANCE_PAYER
    return [
        ("/finance/check/", SEE), ("/finance/questions/", SEE), ("/finance/paid/", SEE), ("/finance/paid.csv", SEE),
        ("/finance/pay/", SEE), (claim, SEE), (f"/finance/batches/{batch.pk}/", SEE),
        (f"/finance/payments/{payment.pk}/", SEE), (f"/finance/batches/{batch.pk}/file/", {payer}),
        (f"{claim}ask/", {checker, Role.APPROVER}), (f"{claim}part/", {checker, Role.APPROVER}),
        (f"{claim}decline/", {checker, Role.APPROVER}),
        (f"/team/people/{world.rowan.pk}/bank/", {Role.COORDINATOR}),
    ]  # fmt: skip


def test_each_page_opens_for_its_roles_and_says_to_others_for_whom_it_is(world, recent):
    pages = addresses(world, recent)
    for role, person in world.by_role().items():
        client = signed_in(person)
        for address, roles in pages:
            expected = OK if role in roles else FORBIDDEN
            assert (role, address, client.get(address).status_code) == (role, address, expected)


def test_the_same_roles_of_another_organisation_find_nothing(world, recent):
    pages = [address for address, _roles in addresses(world, recent)]
    other = make_world("Thamesbank").by_role()
    for role in (*SEE, Role.COORDINATOR):
        client = signed_in(other[role])
        for address in pages:
            answer = client.get(address)
            one_record = any(len(part) == 36 for part in address.split("/"))
            if answer.status_code == OK:
                body = answer.getvalue() if answer.streaming else answer.content
                assert (one_record, b"Levels" in body) == (False, False)
            else:
                assert answer.status_code in (MISSING, FORBIDDEN)
    press = signed_in(other[Role.FINANCE_PAYER]).post
    key = {"form_key": str(new_id()), "organisation": str(world.organisation.pk)}
    assert press("/finance/pay/file/", key).status_code == MISSING


def test_signed_out_one_is_asked_to_sign_in(world, recent, client):
    for address, _roles in addresses(world, recent):
        assert client.get(address).status_code == FOUND


@pytest.mark.parametrize("address", ["/finance/check/", "/finance/check/?show=look", "/finance/pay/", "/finance/paid/",
                                     "/finance/questions/"])  # fmt: skip
def test_a_long_list_costs_the_same_queries_as_a_short_one(world, recent, address, django_assert_max_num_queries):
    session, counts = make_date(world), []
    client = signed_in(world.helen)
    for number in (1, 8):
        while Claim.objects.count() < number * 5:
            one_of_each(world, recent, session)
        client.get(address)
        with django_assert_max_num_queries(12) as queries:
            assert client.get(address).status_code == OK
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize("address", ["/finance/", "/finance/check/?show=look"])
def test_large_claims_that_wait_for_a_second_approval_cost_the_same(world, address, django_assert_max_num_queries):
    """Who may approve large claims is read with the first approvals, not anew for each of them."""
    session, counts, client = make_date(world), [], signed_in(world.helen)
    for number in (1, 6):
        while Approval.objects.count() < number:
            large = make_claim(world, 100_01, session=session, status="checked", checked_by=world.ravi)
            Approval.objects.create(claim=large, claimant=large.person, by=world.ravi, pence=100_01, at=timezone.now())
        with django_assert_max_num_queries(12) as queries:
            assert client.get(address).status_code == OK
        counts.append(len(queries))
    assert counts[0] == counts[1]


def one_of_each(world, recent, session):
    """Straight, to look at, asked, owed, paid: written as rows, so that a hundred take no time."""
    claim_of(world, recent, session=session)
    claim_of(world, recent, session=session).lines.update(kind="taxi")
    asked = claim_of(world, recent, session=session)
    asked.questions.create(template="late", text="?", asked_by=world.helen, asked_at=recent, released_by=world.helen)
    Claim.objects.filter(pk=asked.pk).update(status="query")
    owed = claim_of(world, recent, session=session)
    from expenses.payments.models import Payable

    for status in ("approved", "paid"):
        claim = owed if status == "approved" else claim_of(world, recent, session=session)
        Claim.objects.filter(pk=claim.pk).update(status=status, approved_pence=500, paid_on=recent.date())
        if status == "approved":
            Payable.objects.create(organisation=world.organisation, person=claim.person, claim=claim, pence=500,
                                   due_by=recent.date(), created_at=recent)  # fmt: skip


def test_several_are_approved_in_one_press(world, recent):
    session = make_date(world)
    claims = [claim_of(world, recent, session=session) for _each in range(3)]
    client = signed_in(world.helen)
    answer = client.post("/finance/check/", {"claims": [str(claim.pk) for claim in claims[:2]]}, follow=True)
    assert "2 claims are approved." in answer.content.decode()
    assert list(Claim.objects.order_by("number", "pk").values_list("status", flat=True)) == [
        "approved",
        "approved",
        "submitted",
    ]
    nothing = client.post("/finance/check/", {})
    assert (nothing.status_code, "Tick the claims that you approve." in nothing.content.decode()) == (TO_MEND, True)


def test_the_page_of_a_claim_says_the_rule_and_the_buttons_do_what_they_say(world, recent):
    claim = claim_of(world, recent)
    here = f"/finance/claims/{claim.pk}/"
    client = signed_in(world.helen)
    assert "Yes. Tomasz Okafor" in client.get(here).content.decode()
    assert "Checked. It is ready" in client.post(f"{here}check/", {"version": "1"}, follow=True).content.decode()
    late = client.post(f"{here}check/", {"version": "1"}, follow=True).content.decode()
    assert "Somebody else changed this a moment ago" in late
    assert "Approved." in client.post(f"{here}approve/", follow=True).content.decode()


def test_ones_own_claim_is_refused_by_direct_post_too(world, recent):
    claim = claim_of(world, recent, person=world.helen)
    client = signed_in(world.helen)
    for press, data in (("check", {}), ("decline", {"reason": "No"})):
        answer = client.post(f"/finance/claims/{claim.pk}/{press}/", data)
        assert (answer.status_code, "This is your own claim" in answer.content.decode()) == (FORBIDDEN, True)
    assert "somebody else checks it" in client.get(f"/finance/claims/{claim.pk}/").content.decode()


def test_a_part_keeps_what_was_typed_and_says_what_to_do_beside_the_line(world, recent):
    claim = claim_of(world, recent, 900)
    actions.check_claim(claim, by=world.helen, now=recent)
    line, client = claim.lines.get(), signed_in(world.ravi)
    here = f"/finance/claims/{claim.pk}/part/"
    wrong = client.post(here, {f"pence_{line.pk}": "5.00", f"reason_{line.pk}": ""})
    assert (wrong.status_code, "Say in a line why it is less" in wrong.content.decode()) == (TO_MEND, True)
    right = client.post(here, {f"pence_{line.pk}": "5.00", f"reason_{line.pk}": "The limit is £5."}, follow=True)
    assert "Agreed in part" in right.content.decode()
    claim.refresh_from_db()
    assert (claim.status, claim.approved_pence) == ("part_approved", 500)
    assert client.post(here, {f"pence_{line.pk}": "4.00", f"reason_{line.pk}": "x"}).status_code == FOUND


def test_a_question_is_chosen_sent_and_dropped(world, recent):
    claim = claim_of(world, recent, 900)
    claim.lines.update(kind="parking")
    client, here = signed_in(world.helen), f"/finance/claims/{claim.pk}/ask/"
    assert client.post(here, {}).status_code == TO_MEND
    choice = f"receipt_missing:{claim.lines.get().pk}"
    assert "on its way" in client.post(here, {"question": choice}, follow=True).content.decode()
    assert client.post(here, {"question": choice}).status_code in (FOUND, TO_MEND)
    question = claim.questions.get()
    dropped = client.post(f"/finance/questions/{question.pk}/drop/", follow=True)
    assert "noted as a mistake of ours" in dropped.content.decode()


def test_own_words_pass_a_second_person(world, recent):
    claim = claim_of(world, recent, 900)
    here = f"/finance/claims/{claim.pk}/ask/"
    client = signed_in(world.helen)
    refused = client.post(here, {"text": "Are you sure that was the nearest station?"})
    assert (refused.status_code, "People know their own station" in refused.content.decode()) == (TO_MEND, True)
    client.post(here, {"text": "Which bus was it for?"})
    question = claim.questions.get()
    release = f"/finance/questions/{question.pk}/release/"
    assert client.post(release).status_code == FORBIDDEN
    assert "on its way" in signed_in(world.ravi).post(release, follow=True).content.decode()


def test_a_no_goes_with_its_reason_and_the_person_asks_for_another_look(world, recent):
    claim = claim_of(world, recent, 900)
    client = signed_in(world.helen)
    assert client.post(f"/finance/claims/{claim.pk}/decline/", {"reason": ""}).status_code == TO_MEND
    client.post(f"/finance/claims/{claim.pk}/decline/", {"reason": "Another organisation pays it."})
    me, here = signed_in(claim.person), f"/me/claims/{claim.pk}/look-again/"
    assert here in me.get(f"/me/claims/{claim.pk}/").content.decode()
    assert me.get(here).status_code == OK
    assert me.post(here, {"text": "They say you do."}).status_code == FOUND
    claim.refresh_from_db()
    assert (claim.status, me.get(here).status_code, signed_in(world.rowan).get(here).status_code) == (
        "checked", FOUND, MISSING,
    )  # fmt: skip


def test_from_the_button_to_the_money(world, recent):
    claim = claim_of(world, recent)
    with_details(claim.person)
    actions.check_claim(claim, by=world.helen, now=recent)
    actions.approve_claim(claim, by=world.ravi, now=recent)
    client = signed_in(world.paula)
    press = {"form_key": str(new_id()), "organisation": str(world.organisation.pk)}
    for _twice in range(2):
        assert client.post("/finance/pay/file/", press).status_code == FOUND
    batch = Batch.objects.get()
    here = f"/finance/batches/{batch.pk}/"
    assert "nothing to put in a file" in client.post(
        "/finance/pay/file/", press | {"form_key": str(new_id())}, follow=True
    ).content.decode()  # fmt: skip
    assert client.post("/finance/pay/file/", {}, follow=True).status_code == OK
    assert client.get(f"{here}file/").content == bytes(batch.file) == client.get(f"{here}file/").content
    client.post(f"{here}sent/")
    far = timezone.localdate() + timedelta(days=3)
    wrong = client.post(here, {"paid_on": far.isoformat()})
    assert (wrong.status_code, "still to come" in wrong.content.decode()) == (TO_MEND, True)
    today = timezone.localdate()
    day = {"paid_on": today.isoformat()}
    assert "Marked as paid" in client.post(here, day, follow=True).content.decode()
    assert client.post(here, day).status_code == FOUND
    payment = Payment.objects.get()
    back = client.post(f"/finance/payments/{payment.pk}/", {"trouble_form": "1", "trouble": "closed"}, follow=True)
    assert "Came back" in back.content.decode()
    assert client.post(f"/finance/payments/{payment.pk}/", day).status_code == FOUND
    rows = signed_in(world.audra).get("/finance/paid.csv").getvalue().decode().splitlines()
    assert len(rows) == 1


def test_paid_claims_come_as_a_file_for_a_spreadsheet(world, recent):
    claim = claim_of(world, recent)
    claim.person.full_name = "=cmd|' /C calc'!A0"
    claim.person.save()
    batch = paid_out(world, recent, claim)
    payments.mark_all_paid(batch, paid_on=timezone.localdate(recent), by=world.paula, now=recent)
    rows = signed_in(world.helen).get("/finance/paid.csv").getvalue().decode().splitlines()
    assert rows[1].startswith(f'"{claim.reference}","\'=cmd|')
    assert ",5.0,5.0,0," in rows[1]


def test_bank_details_are_kept_masked_and_mended_beside_the_field(world):
    client, here = signed_in(world.rowan), "/me/claims/bank/"
    wrong = client.post(here, {"account_name": "R", "sort_code": "12-34-5", "account_number": "12"})
    text = wrong.content.decode()
    assert (wrong.status_code, "A sort code has 6 digits" in text, 'value="12-34-5"' in text) == (TO_MEND, True, True)
    told = {"account_name": "R Ellery", "sort_code": "12-34-56", "account_number": "1234567"}
    shown = client.post(here, told, follow=True).content.decode()
    assert ("••••56" in shown, "01234567" in shown, "1234567" in shown) == (True, False, False)
    team = signed_in(world.tomasz)
    assert team.post(f"/team/people/{world.rowan.pk}/bank/", told).status_code == FOUND
    assert BankDetails.objects.get().changed_by == world.tomasz


def test_the_team_sees_on_a_persons_page_whether_we_know_where_their_money_goes(world):
    page = f"/team/people/{world.rowan.pk}/"
    assert "We have no account for them yet" in signed_in(world.tomasz).get(page).content.decode()
    with_details(world.rowan)
    text = signed_in(world.tomasz).get(page).content.decode()
    assert ("Nobody on the team can see it" in text, "00012345" in text, "••" in text) == (True, False, False)
    assert "Where their money goes" not in signed_in(world.samira).get(page).content.decode()


def test_finance_never_learns_what_helps_a_person(world, recent):
    claim = claim_of(world, recent, 900)
    actions.check_claim(claim, by=world.helen, now=recent)
    cuts = {claim.lines.get().pk: Cut(500, "The limit is £5.")}
    actions.approve_in_part(claim, cuts=cuts, by=world.ravi, now=recent)
    text = signed_in(world.helen).get(f"/finance/claims/{claim.pk}/").content.decode()
    assert all(word not in text.casefold() for word in ("rejected", "violation", "invalid", "fraud"))
