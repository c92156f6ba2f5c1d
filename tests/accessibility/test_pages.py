"""Pages: what a person, a coordinator and everybody else finds there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accessibility.actions import agree_adjustment, ask_to_talk, keep_facts, open_needs
from accessibility.actions.venues import Checked
from accessibility.models import Adjustment, Arrangement, NeedView, PersonNeed, TalkRequest, VenueFact
from accessibility.rules.groups import BY_KEY
from coordinator.organisations.models import Venue
from tests.accessibility.conftest import tell
from tests.making import make_panel, make_person, make_place, make_session, make_world, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    """Pages know no other time."""
    return timezone.now()


@pytest.fixture
def coming(world, panel, now):
    """A date in three weeks."""
    return make_session(panel, venue=world.venue, starts_at=now + timedelta(days=21))


def text(response):
    return response.content.decode()


# -- one's own -------------------------------------------------------------------------------------


def test_a_first_visit_asks_eight_questions_and_never_for_a_diagnosis(world):
    page = text(signed_in(world.rowan).get("/me/access/"))
    assert page.count('name="ticked"') == 8
    assert "You do not need to tell us about a condition or diagnosis." in page
    assert "I would rather talk" in page


def test_the_first_answers_lead_to_who_may_see_them_and_then_to_the_summary(world):
    browser = signed_in(world.rowan)
    went = browser.post("/me/access/common/list/", {"ticked": ["comm.loop", "pace.breaks"]})
    assert (went.status_code, went["Location"]) == (302, "/me/access/common/who/")
    asked = {
        "comm-loop-weight": "helpful", "comm-loop-audience": "organiser", "comm-loop-own_words": "Left side",
        "pace-breaks-weight": "essential", "pace-breaks-audience": "nobody", "pace-breaks-own_words": "",
    }  # fmt: skip
    went = browser.post("/me/access/common/who/", asked)
    assert (went.status_code, went["Location"]) == (302, "/me/access/")
    kept = PersonNeed.objects.order_by("item_id", "pk").values_list("item_id", "weight", "audience")
    assert list(kept) == [("comm.loop", "helpful", "organiser"), ("pace.breaks", "essential", "nobody")]
    page = text(browser.get("/me/access/"))
    assert "You told us 2 things." in page
    assert "The coordinator of your date sees 1 of them." in page
    assert "Left side" in page


@pytest.mark.parametrize("group", BY_KEY)
def test_each_group_opens_with_one_question_and_then_its_list(world, group):
    browser = signed_in(world.rowan)
    assert browser.get(f"/me/access/{group}/").status_code == 200
    assert browser.post(f"/me/access/{group}/", {"answer": "yes"})["Location"] == f"/me/access/{group}/list/"
    assert browser.get(f"/me/access/{group}/list/").status_code == 200
    assert browser.get(f"/me/access/{group}/who/")["Location"] == "/me/access/"


def test_no_goes_on_to_the_next_group_and_after_the_last_to_the_summary(world):
    browser = signed_in(world.rowan)
    assert browser.post("/me/access/contact/?on=yes", {"answer": "no"})["Location"] == "/me/access/format/?on=yes"
    assert browser.post("/me/access/other/?on=yes", {"answer": "no"})["Location"] == "/me/access/"
    assert browser.post("/me/access/contact/", {"answer": "no"})["Location"] == "/me/access/"


def test_a_question_left_open_is_asked_again_beside_the_field(world):
    page = signed_in(world.rowan).post("/me/access/venue/", {})
    assert page.status_code == 422
    assert "Please choose an answer for" in text(page)


def test_where_something_is_known_the_list_opens_with_it_ticked(world, now):
    tell(world.rowan, now, "venue.chair")
    browser = signed_in(world.rowan)
    assert browser.get("/me/access/venue/")["Location"] == "/me/access/venue/list/"
    assert text(browser.get("/me/access/venue/list/")).count('" checked') == 1


def test_too_many_words_are_kept_and_the_field_says_so(world, now):
    tell(world.rowan, now, "venue.chair")
    sent = {"venue-chair-weight": "helpful", "venue-chair-audience": "nobody", "venue-chair-own_words": "x" * 1001}
    page = signed_in(world.rowan).post("/me/access/venue/who/", sent)
    assert page.status_code == 422
    assert "Please use 1000 letters or fewer. There are 1001 now." in text(page)
    assert "x" * 1001 in text(page)
    assert PersonNeed.objects.get().own_words == ""


def test_a_tick_that_is_on_no_list_is_asked_again(world):
    page = signed_in(world.rowan).post("/me/access/venue/list/", {"ticked": ["condition.asthma"]})
    assert page.status_code == 422
    assert not PersonNeed.objects.exists()


def test_there_is_no_group_of_diagnoses(world):
    browser = signed_in(world.rowan)
    assert browser.get("/me/access/diagnosis/").status_code == 404
    assert browser.get("/me/access/diagnosis/list/").status_code == 404
    assert browser.get("/me/access/common/").status_code == 404


def test_one_button_says_that_nothing_has_changed(world, now):
    tell(world.rowan, now - timedelta(days=400), "venue.chair")
    browser = signed_in(world.rowan)
    assert browser.post("/me/access/confirm/")["Location"] == "/me/access/"
    assert PersonNeed.objects.get().checked_on == timezone.localdate(now)
    assert "noted as right today" in text(browser.get("/me/access/"))


def test_somebody_who_would_rather_talk_presses_once_and_may_change_their_mind(world):
    browser = signed_in(world.rowan)
    for _press in range(2):
        browser.post("/me/access/talk/")
    assert TalkRequest.objects.filter(talked_at=None).count() == 1
    page = text(browser.get("/me/access/"))
    assert "You need not fill anything in." in page
    assert "checked" in text(browser.get("/me/access/other/list/"))
    browser.post("/me/access/talk/", {"wish": "no"})
    assert not TalkRequest.objects.exists()


def test_somebody_who_takes_part_nowhere_yet_is_told_whom_to_ring(db):
    page = text(signed_in(make_person()).get("/me/access/"))
    assert "the details are at the foot of this page" in page
    assert "/me/access/talk/" not in page


def test_the_person_reads_who_looked_when_and_for_what(world, coming, now):
    tell(world.rowan, now, "venue.chair")
    open_needs(coming, by=world.tomasz, now=now)
    page = text(signed_in(world.rowan).get("/me/access/"))
    assert f"{world.tomasz.full_name}: 1 thing, for Community respiratory nurse" in page


def test_an_own_page_costs_the_same_for_one_thing_and_for_a_hundred(world, now, django_assert_max_num_queries):
    from accessibility.models import NeedItem

    browser = signed_in(world.rowan)
    tell(world.rowan, now, "venue.chair")
    with django_assert_max_num_queries(12) as few:
        browser.get("/me/access/")
    tell(world.rowan, now, *NeedItem.objects.exclude(code="other.talk").values_list("code", flat=True))
    with django_assert_max_num_queries(12) as many:
        browser.get("/me/access/")
    assert len(few) == len(many)


# -- the team --------------------------------------------------------------------------------------


def test_support_shows_numbers_and_never_what_it_is(world, coming, now):
    chair, _food = tell(world.rowan, now, "venue.chair", "safe.food", own_words="marzipan elbow")
    page = text(signed_in(world.tomasz).get("/team/support/"))
    assert "2 things, 1 person" in page
    assert chair.item.label not in page
    assert chair.item.organiser_action not in page
    assert "marzipan" not in page
    assert not NeedView.objects.exists()


def test_support_of_300_dates_costs_the_same_as_of_3(world, panel, now, django_assert_max_num_queries):
    browser = signed_in(world.tomasz)
    tell(world.rowan, now, "venue.chair")
    for day in range(3):
        make_session(panel, venue=world.venue, starts_at=now + timedelta(days=day + 1))
    with django_assert_max_num_queries(12) as few:
        browser.get("/team/support/")
    for day in range(40):
        date = make_session(make_panel(world), venue=world.venue, starts_at=now + timedelta(days=day + 5))
        person = make_person(role="volunteer", organisation=world.organisation)
        make_place(date.panel, person)
        ask_to_talk(person, by=person, now=now)
    with django_assert_max_num_queries(12) as many:
        browser.get("/team/support/")
    assert len(few) == len(many)


def test_the_coordinator_opens_a_date_and_sees_what_to_do(world, coming, now):
    tell(world.rowan, now, "comm.loop", own_words="Left side")
    tell(world.rowan, now, "safe.medicine", audience="nobody")
    keep_facts(world.venue, {"room_loop": Checked("no")}, checked_on=now.date(), by=world.tomasz, now=now)
    page = text(signed_in(world.tomasz).get(f"/team/sessions/{coming.pk}/access/"))
    assert "Check the loop on the day before; signpost seats in range" in page
    assert "Left side" in page
    assert "The venue does not have it." in page
    assert "1 thing to discuss first." in page
    assert "Somewhere to take or keep medicine cold" not in page
    assert NeedView.objects.get().viewer_id == world.tomasz.pk


def test_what_is_arranged_is_kept_and_a_made_up_id_is_passed_over(world, coming, now):
    chair, loop = tell(world.rowan, now, "venue.chair", "comm.loop")
    sent = {"shown": [chair.pk, loop.pk, "not-an-id"], "arranged": [chair.pk, "not-an-id"]}
    went = signed_in(world.tomasz).post(f"/team/sessions/{coming.pk}/access/arranged/", sent)
    assert went["Location"] == f"/team/sessions/{coming.pk}/access/"
    assert list(Arrangement.objects.values_list("need_id", flat=True)) == [chair.pk]
    assert signed_in(world.tomasz).post(f"/team/sessions/{coming.pk}/access/arranged/", {}).status_code == 302


def test_the_sheet_for_the_venue_has_counts_and_no_names(world, coming, now):
    tell(world.rowan, now, "venue.wheelchair_space", own_words="marzipan elbow")
    page = text(signed_in(world.tomasz).get(f"/team/sessions/{coming.pk}/access/sheet/"))
    assert "Space for my wheelchair or scooter" in page
    assert world.rowan.full_name not in page
    assert "marzipan" not in page


def test_a_date_that_is_over_is_closed(world, panel, now):
    over = make_session(panel, starts_at=now - timedelta(days=9))
    tell(world.rowan, now, "comm.loop", own_words="Left side")
    for address in ("access/", "access/sheet/"):
        page = text(signed_in(world.tomasz).get(f"/team/sessions/{over.pk}/{address}"))
        assert "This date is over or cancelled" in page
        assert "Left side" not in page
    assert not NeedView.objects.exists()


def test_an_empty_team_reads_what_will_stand_here(world):
    browser = signed_in(world.tomasz)
    assert "No dates to come" in text(browser.get("/team/support/"))
    assert "Levels and Moor Harptree House" in text(browser.get("/team/venues/"))


def test_somebody_who_would_rather_talk_is_on_the_teams_list_until_somebody_has(world, now):
    talk = ask_to_talk(world.rowan, by=world.rowan, now=now)
    browser = signed_in(world.tomasz)
    assert world.rowan.full_name in text(browser.get("/team/support/"))
    assert browser.post(f"/team/support/talk/{talk.pk}/done/")["Location"] == "/team/support/"
    assert world.rowan.full_name not in text(browser.get("/team/support/"))
    assert browser.post(f"/team/support/talk/{talk.pk}/done/").status_code == 404


def test_a_coordinator_writes_down_what_somebody_says_on_the_phone(world, now):
    browser, base = signed_in(world.tomasz), f"/team/support/people/{world.rowan.pk}/"
    assert "Ask about" in text(browser.get(base))
    assert browser.post(f"{base}comm/", {"ticked": ["comm.loop"]})["Location"] == f"{base}comm/who/"
    sent = {"comm-loop-weight": "helpful", "comm-loop-audience": "organiser", "comm-loop-own_words": "Left side"}
    assert browser.post(f"{base}comm/who/", sent)["Location"] == base
    need = PersonNeed.objects.get()
    assert (need.own_words, need.entered_by_id) == ("Left side", world.tomasz.pk)
    assert f"Written down by {world.tomasz.full_name}." in text(signed_in(world.rowan).get("/me/access/"))


def test_what_is_private_is_not_shown_on_the_phone_pages(world, now):
    tell(world.rowan, now, "safe.medicine", audience="nobody", own_words="marzipan elbow")
    browser, base = signed_in(world.tomasz), f"/team/support/people/{world.rowan.pk}/"
    for address in (base, f"{base}safe/"):
        page = text(browser.get(address))
        assert '" checked' not in page
        assert "marzipan" not in page


def test_a_cost_is_agreed_and_ended(world, now):
    browser, base = signed_in(world.tomasz), f"/team/support/people/{world.rowan.pk}/"
    sent = {"organisation": world.organisation.pk, "cost_kind": "taxi"}
    assert browser.post(f"{base}agree/", sent)["Location"] == base
    assert "Covered since" in text(browser.get(base))
    agreed = Adjustment.objects.get()
    assert browser.post(f"/team/support/agreements/{agreed.pk}/end/")["Location"] == base
    assert Adjustment.objects.get().ended_at is not None
    again = browser.post(f"{base}agree/", {"organisation": world.organisation.pk, "cost_kind": ""})
    assert again.status_code == 422
    assert "Please choose an answer for “Kind of cost”" in text(again)


# -- venues ----------------------------------------------------------------------------------------


def test_a_venue_is_added_and_what_is_known_of_it_noted(world):
    browser = signed_in(world.tomasz)
    sent = {
        "organisation": world.organisation.pk,
        "name": "Hill School",
        "address": "2 Hill",
        "postcode": "LV2 2BB",
        "way_in": "",
    }
    venue = Venue.objects.get(pk=browser.post("/team/venues/new/", sent)["Location"].split("/")[3])
    assert venue.name == "Hill School"
    base = f"/team/venues/{venue.pk}/"
    facts = {"checked_on_0": "1", "checked_on_1": "3", "checked_on_2": "2026"}
    asked = text(browser.get(f"{base}facts/way_in/"))
    assert "Doors at least 80 centimetres wide" in asked
    day = timezone.localdate()
    facts = {"checked_on": day.isoformat()}
    for code in (
        "route_firm",
        "step_free_entrance",
        "door_wide",
        "door_easy",
        "intercom_seen",
        "reception_low",
        "reception_loop",
    ):
        facts |= {code: "unknown", f"{code}-detail": ""}
    facts |= {"door_wide": "yes", "door_wide-detail": "84 cm"}
    went = browser.post(f"{base}facts/way_in/", _day(asked, facts, day))
    assert went["Location"] == base
    fact = VenueFact.objects.get(code="door_wide")
    assert (fact.answer, fact.detail, fact.checked_on) == ("yes", "84 cm", day)
    assert "84 cm" in text(browser.get(base))


def _day(page, facts, day):
    """The form's own names for the three boxes of a date."""
    import re

    names = re.findall(r'name="(checked_on[^"]*)"', page)
    return facts | dict(zip(names, [str(day.day), str(day.month), str(day.year)], strict=False))


def test_a_check_tomorrow_is_asked_again(world):
    browser, base = signed_in(world.tomasz), f"/team/venues/{world.venue.pk}/facts/safety/"
    sent = dict.fromkeys(("evacuation", "alarm_seen", "not_hospital"), "yes")
    page = browser.post(base, _day(text(browser.get(base)), sent, timezone.localdate() + timedelta(days=1)))
    assert page.status_code == 422
    assert "This day is still to come" in text(page)


def test_a_venue_is_changed_and_a_gap_is_named_beside_the_field(world):
    browser, base = signed_in(world.tomasz), f"/team/venues/{world.venue.pk}/"
    sent = {"name": "Harptree", "address": "1 Mill Lane", "postcode": "LV1 1AA", "way_in": "Ring the bell."}
    assert browser.post(f"{base}edit/", sent)["Location"] == base
    assert Venue.objects.get(pk=world.venue.pk).way_in == "Ring the bell."
    page = browser.post(f"{base}edit/", sent | {"name": ""})
    assert page.status_code == 422
    assert "Ring the bell." in text(page)
    assert browser.get(f"{base}facts/cellar/").status_code == 404


def test_the_list_of_venues_costs_the_same_for_1_and_for_25(world, django_assert_max_num_queries):
    browser = signed_in(world.tomasz)
    with django_assert_max_num_queries(12) as few:
        browser.get("/team/venues/")
    for number in range(25):
        Venue.objects.create(organisation=world.organisation, name=f"Hall {number}", address="1", postcode="LV1")
    with django_assert_max_num_queries(12) as many:
        browser.get("/team/venues/")
    assert len(few) == len(many)


# -- who may come in -------------------------------------------------------------------------------


def staff_pages(world, session):
    return [
        reverse("team_support"),
        reverse("team_session_access", args=[session.pk]),
        reverse("team_session_access_sheet", args=[session.pk]),
        reverse("team_person_access", args=[world.rowan.pk]),
        reverse("team_person_access_list", args=[world.rowan.pk, "comm"]),
        reverse("team_person_access_who", args=[world.rowan.pk, "comm"]),
        reverse("team_venues"),
        reverse("team_venue_new"),
        reverse("team_venue", args=[world.venue.pk]),
        reverse("team_venue_edit", args=[world.venue.pk]),
        reverse("team_venue_facts", args=[world.venue.pk, "way_in"]),
    ]


def test_every_other_role_is_refused_with_the_reason(world, coming, now):
    tell(world.rowan, now, "comm.loop", own_words="marzipan elbow")
    for person in [
        world.rowan,
        world.ravi,
        world.helen,
        world.paula,
        world.samira,
        world.kim,
        world.audra,
        world.petra,
    ]:
        browser = signed_in(person)
        for address in staff_pages(world, coming):
            page = browser.get(address)
            assert page.status_code == 403, (person, address)
            assert "This is for: Involvement coordinator." in text(page)
    assert not NeedView.objects.exists()


def test_another_organisations_coordinator_finds_nothing(world, coming, now):
    tell(world.rowan, now, "comm.loop", own_words="marzipan elbow")
    agreed = agree_adjustment(world.rowan, world.organisation, "taxi", by=world.tomasz, now=now)
    talk = ask_to_talk(world.rowan, by=world.rowan, now=now)
    browser = signed_in(make_world("Other").tomasz)
    for address in staff_pages(world, coming):
        if address not in {"/team/support/", "/team/venues/", "/team/venues/new/"}:
            assert browser.get(address).status_code == 404, address
    posts = [
        reverse("team_session_arranged", args=[coming.pk]),
        reverse("team_adjustment_agree", args=[world.rowan.pk]),
        reverse("team_adjustment_end", args=[agreed.pk]),
        reverse("team_talked", args=[talk.pk]),
    ]
    assert [browser.post(address).status_code for address in posts] == [404] * 4
    assert "Levels and Moor" not in text(browser.get("/team/support/"))
    assert not NeedView.objects.exists()


def test_signed_out_one_is_asked_to_sign_in(client, world, coming):
    for address in ["/me/access/", "/me/access/venue/list/", *staff_pages(world, coming)]:
        page = client.get(address)
        assert page.status_code == 302
        assert page["Location"].startswith("/accounts/login/")
