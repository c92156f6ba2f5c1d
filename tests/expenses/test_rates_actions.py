"""Rates and limits as an organisation keeps them."""

from datetime import date
from decimal import Decimal

import pytest

from coordinator.authorization.verdict import NotAllowed
from expenses.rates.actions import RateNotTaken, add_rate, end_rate, keep_limits
from expenses.rates.models import MileageRate
from expenses.rates.queries import claim_policy, policy_of, rates_of
from expenses.rates.rules import SEED_RATES, MileageKind, mileage_pence
from tests.making import make_world, signed_in


def add(world, now, pence="60", from_day=date(2026, 4, 1), **more):
    values = {"kind": "car", "pence_per_mile": Decimal(pence), "from_day": from_day, "source": "Board, 3 March"} | more
    return add_rate(world.organisation, by=world.helen, now=now, **values)


def test_without_rows_the_published_rates_hold(world):
    assert rates_of(world.organisation.pk) == SEED_RATES


def test_a_kind_with_rows_uses_only_those_and_the_others_stay(world, now):
    add(world, now)
    rates = rates_of(world.organisation.pk)
    assert mileage_pence(Decimal(10), date(2026, 4, 1), rates=rates) == 600
    assert mileage_pence(Decimal(10), date(2026, 4, 1), kind=MileageKind.CYCLE, rates=rates) == 200


def test_a_new_rate_ends_the_one_before_on_the_day_before(world, now):
    first = add(world, now)
    add(world, now, "65", date(2026, 6, 1))
    first.refresh_from_db()
    assert first.to_day == date(2026, 5, 31)
    rates = rates_of(world.organisation.pk)
    assert [mileage_pence(Decimal(1), day, rates=rates) for day in (date(2026, 5, 31), date(2026, 6, 1))] == [60, 65]


@pytest.mark.parametrize("day", [date(2026, 4, 1), date(2026, 3, 1)])
def test_a_rate_does_not_begin_under_another(world, now, day):
    add(world, now)
    with pytest.raises(RateNotTaken) as told:
        add(world, now, "65", day)
    assert list(told.value.by_field) == ["from_day"]


def test_a_rate_is_ended(world, now):
    rate = end_rate(add(world, now), last_day=date(2026, 12, 31), by=world.helen, now=now)
    assert MileageRate.objects.get().to_day == rate.to_day == date(2026, 12, 31)


def test_not_before_it_began(world, now):
    with pytest.raises(RateNotTaken):
        end_rate(add(world, now), last_day=date(2026, 3, 1), by=world.helen, now=now)


def test_limits_are_kept(world, now):
    keep_limits(world.organisation, by=world.samira, now=now, meal_cap_pence=900, promise_working_days=5)
    world.organisation.refresh_from_db()
    assert claim_policy(world.organisation).meal_cap_pence == 900
    assert policy_of(world.organisation).promise_working_days == 5


@pytest.mark.parametrize("who", ["rowan", "tomasz", "paula", "ravi", "kim", "audra"])
def test_nobody_else_keeps_them(world, now, who):
    with pytest.raises(NotAllowed):
        keep_limits(world.organisation, by=getattr(world, who), now=now, meal_cap_pence=1)
    assert signed_in(getattr(world, who)).get("/finance/rates/").status_code == 403


def test_the_page_names_the_source_beside_each_figure(world):
    page = signed_in(world.helen).get("/finance/rates/").text
    assert "HMRC approved mileage rates, announced 21 May 2026 and backdated to 6 April 2026" in page


def test_a_rate_is_added_on_the_page_and_a_bad_one_is_shown_again(world):
    address, client = f"/finance/rates/{world.organisation.pk}/add/", signed_in(world.helen)
    bad = client.post(address, {"kind": "car", "pence_per_mile": "fifty", "from_day": "2026-04-01", "after_miles": "0"})
    assert (bad.status_code, "fifty" in bad.text) == (422, True)
    good = {"kind": "car", "pence_per_mile": "50", "from_day": "2026-04-01", "after_miles": "0", "source": "Board"}
    assert client.post(address, good).status_code == 302
    assert client.post(address, good).status_code == 422
    rate = MileageRate.objects.get()
    assert client.post(f"/finance/rates/{rate.pk}/end/", {"last_day": "2026-05-01"}).status_code == 302


def test_limits_are_changed_on_the_page(world):
    address, client = f"/finance/rates/{world.organisation.pk}/limits/", signed_in(world.helen)
    assert client.get(address).status_code == 200
    data = {
        "estimate_threshold_pence": "70", "approval_limit_pence": "100", "promise_working_days": "8",
        "lost_receipt_up_to_pence": "50", "meal_cap_pence": "15", "advance_let_go_up_to_pence": "5", "miles_looked_at": "100", "late_after_days": "90",
    }  # fmt: skip
    assert client.post(address, data).status_code == 302
    world.organisation.refresh_from_db()
    assert policy_of(world.organisation).estimate_threshold_pence == 7000


def test_another_organisation_is_not_there(world):
    other = make_world("Other")
    client = signed_in(world.helen)
    assert client.get(f"/finance/rates/{other.organisation.pk}/add/").status_code == 404
    assert client.get(f"/finance/rates/{other.organisation.pk}/limits/").status_code == 404
