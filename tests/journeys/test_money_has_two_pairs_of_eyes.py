"""Nobody decides about their own money, and above the limit two people agree (practice.md PY1)."""

import pytest

from coordinator.organisations.models import Membership, Role
from expenses.claims.models import Claim
from expenses.payments.models import BankDetails, Payment
from expenses.review.models import Approval
from tests.expenses.office import make_claim
from tests.journeys.window import Window
from tests.making import make_person


def stands(claim: Claim) -> str:
    claim.refresh_from_db()
    return claim.status


def buttons(window: Window) -> set[str]:
    return {words for form in window.forms for words in form.buttons}


def test_helen_cannot_decide_about_her_own(world, at_desk):
    Membership.objects.create(organisation=world.organisation, person=world.helen, role=Role.VOLUNTEER)
    claim = make_claim(world, 2000, person=world.helen)
    helen = at_desk("helen").open(f"/finance/claims/{claim.pk}/")
    assert "This is your own claim, so somebody else" in helen.says
    assert buttons(helen) & {"It is in order", "Approve £20.00"} == set()
    for step in ("check", "approve"):
        helen.client.post(f"/finance/claims/{claim.pk}/{step}/", {"version": claim.version})
    assert (stands(claim), Approval.objects.count()) == ("submitted", 0)


def test_above_the_limit_two_agree_and_neither_of_them_checked(world, at_desk, until):
    second = make_person("Rita Approver", role=Role.APPROVER, organisation=world.organisation)
    claim = make_claim(world, 12000)
    address = f"/finance/claims/{claim.pk}/"
    helen, ravi, rita = at_desk("helen"), at_desk("ravi"), Window(second)
    helen.open(address).press("It is in order")
    assert "Above £100.00 somebody else approves." in helen.says
    ravi.open(address).press("Approve £120.00")
    assert "Your approval is noted. It needs one more." in ravi.says
    assert "The second approval comes from somebody else." in ravi.says
    rita.open(address).press("Approve these amounts")
    assert (stands(claim), claim.approvals.count()) == ("approved", 2)


@pytest.mark.parametrize("presses", [1, 2])
def test_one_press_or_two_make_one_file_and_one_payment(world, at_desk, presses):
    claim = make_claim(world, 2000)
    BankDetails.objects.create(
        person=claim.person, account_name="A", sort_code="123456", account_number="12345678", changed_at=claim.begun_at
    )
    at_desk("helen").open(f"/finance/claims/{claim.pk}/").press("It is in order").press("Approve £20.00")
    paula = at_desk("paula").open("/finance/pay/").press("Make the file for the bank")
    for _more in range(presses - 1):
        paula.press_again()
    assert "File 1: 1 payment, £20.00" in paula.says
    assert Payment.objects.filter(payable__claim=claim).count() == 1
