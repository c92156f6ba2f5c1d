"""What people type, press and send that does not fit: each has an answer in plain words, and nothing typed is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coordinator.applications.letters import FOLLOW_LINK, OFFER_LINK
from coordinator.applications.models import Application
from coordinator.letters.models import Letter
from coordinator.opportunities.models import Opportunity
from coordinator.panels.models import Place, Session
from coordinator.people.links import issue_link
from expenses.claims.models import Claim
from expenses.receipts.models import Receipt
from tests.expenses.office import make_claim
from tests.expenses.receipt_files import pdf_that_acts, photo, white_png
from tests.journeys.telling import apply, offer_to, open_call
from tests.journeys.window import Window
from tests.making import make_call, make_place, make_session, make_world, signed_in

EVENING = datetime(2026, 3, 26, 18, 0, tzinfo=UTC)
KEPT = "What you typed is still here."


@pytest.fixture
def claiming(world, clock):
    """Rowan on the evening of her day, in front of a claim that she has begun."""
    _call, session = open_call(world)
    place = make_place(session.panel, world.rowan)
    clock.move_to(EVENING)
    rowan = Window(world.rowan).open(f"/me/places/{place.pk}/claim/").press("Begin")
    return rowan, Claim.objects.get()


class TestDatesAndTimes:
    def test_a_closing_day_in_the_past(self, world, at_desk):
        call, _session = open_call(world)
        Opportunity.objects.update(status="draft", published_at=None)
        tomasz = at_desk("tomasz").open(f"/team/calls/{call.pk}/edit/apply/")
        tomasz.press("Save", {"Closing day and time": "1 2 2026 noon"})
        tomasz.open(f"/team/calls/{call.pk}/publish/")
        assert "Closing: this day is over. Choose one to come." in tomasz.says

    def test_a_date_of_a_panel_in_the_past(self, world, at_desk):
        _call, session = open_call(world)
        tomasz = at_desk("tomasz").open(f"/team/panels/{session.panel_id}/dates/")
        tomasz.press("Set this date", {"Day": "1 2 2026", "Starts": "9am", "Ends": "11am", "Room": "Blue room"})
        assert (tomasz.status, Session.objects.count()) == (422, 1)
        assert "Blue room" in tomasz.typed
        assert KEPT in tomasz.says

    def test_an_end_before_the_start(self, world, at_desk):
        _call, session = open_call(world)
        tomasz = at_desk("tomasz").open(f"/team/panels/{session.panel_id}/dates/")
        tomasz.press("Set this date", {"Day": "1 4 2026", "Starts": "11am", "Ends": "9am", "Room": "Blue room"})
        assert (tomasz.status, Session.objects.count()) == (422, 1)
        assert {"Blue room", "11am", "9am"} <= tomasz.typed
        assert KEPT in tomasz.says


class TestMoney:
    @pytest.mark.parametrize(("typed", "pence"), [("£12.5", 1250), ("12,50", 1250), ("£12.50", 1250), ("0", 0)])
    def test_as_people_write_it(self, claiming, typed, pence):
        rowan, claim = claiming
        rowan.follow("Bus").press("Keep this cost", {"How much was it?": typed})
        assert [line.pence for line in claim.lines.all()] == [pence]

    def test_twelve_in_letters_is_kept_and_asked_for_in_figures(self, claiming):
        rowan, claim = claiming
        rowan.follow("Bus").press("Keep this cost", {"How much was it?": "twelve", "From whom?": "First"})
        assert rowan.status == 422
        assert "Write the amount in figures, for example 12.50." in rowan.says
        assert {"twelve", "First"} <= rowan.typed
        assert claim.lines.count() == 0


class TestFiles:
    @pytest.mark.parametrize(
        ("name", "made", "answer"),
        [
            ("bomb.png", lambda: white_png(20_000, 20_000), "This file is too large to open."),
            ("page.jpg", lambda: b"<html><script>alert(1)</script>", "This is a web page or a drawing."),
            ("cut.jpg", lambda: photo("JPEG")[:400], "We could not read this file"),
        ],
        ids=["bomb", "page", "cut"],
    )
    def test_what_we_cannot_take_is_explained_and_the_cost_is_kept(self, claiming, name, made, answer):
        rowan, claim = claiming
        file = {"file": SimpleUploadedFile(name, made())}
        rowan.follow("Train").press("Keep this cost", {"How much was it?": "18.40"}, files=file)
        assert rowan.status == 422
        assert answer in rowan.says
        assert [line.pence for line in claim.lines.all()] == [1840]
        assert Receipt.objects.count() == 0

    def test_a_pdf_with_script_is_kept_without_it(self, claiming):
        rowan, _claim = claiming
        file = {"file": SimpleUploadedFile("bill.pdf", pdf_that_acts())}
        rowan.follow("Train").press("Keep this cost", {"How much was it?": "18.40"}, files=file)
        with Receipt.objects.get().file.open() as kept:
            data = kept.read()
        assert (data[:5], b"JavaScript" in data, b"canary" in data) == (b"%PDF-", False, False)

    def test_a_name_that_climbs_out_of_its_folder_is_only_a_name(self, claiming):
        rowan, _claim = claiming
        file = SimpleUploadedFile("x.jpg", photo("JPEG"))
        file._name = "../../x.jpg"
        rowan.follow("Train").press("Keep this cost", {"How much was it?": "18.40"}, files={"file": file})
        receipt = Receipt.objects.get()
        assert ".." not in receipt.file.name
        assert "/" not in receipt.name


class TestLinks:
    def test_one_that_is_over_says_what_became_of_it_and_sends_a_new_one(self, world, letters, clock, now):
        call, _session = open_call(world)
        apply(Window(), call, "Amina Shah", "amina@example.org")
        application = Application.objects.get()
        old = issue_link(FOLLOW_LINK, application, person=application.person, now=now, lasts=timedelta(days=1))
        clock.shift(timedelta(days=2))
        window = Window().open(f"/applications/{old}/")
        assert "This link is over" in window.says
        assert "Nothing of yours is lost." in window.says
        window.follow("Send me a new link").press("Send")
        assert Window().open(letters.link_in(letters.last_to("amina@example.org", "Your new link"))).status == 200

    def test_one_that_was_used_says_so(self, world, at_desk, letters, now):
        call, _session = open_call(world)
        apply(Window(), call, "Amina Shah", "amina@example.org")
        offer_to(at_desk("tomasz"), call, "Amina Shah")
        link = letters.link_in(letters.last_to("amina@example.org", "We offer you a place"))
        Window().open(link).press("Yes, I would like it")
        again = Window().open(link)
        assert "This link has been used" in again.says
        assert "Your answer reached us the first time." in again.says
        assert Place.objects.count() == 1

    def test_one_that_never_was_is_not_found(self, db):
        assert Window().open(f"/offers/{'x' * 43}/").status == 404

    def test_an_answer_from_another_link_is_not_taken(self, world, now):
        call, _session = open_call(world)
        apply(Window(), call, "Amina Shah", "amina@example.org")
        application = Application.objects.get()
        follow = issue_link(FOLLOW_LINK, application, person=application.person, now=now, lasts=timedelta(days=9))
        assert Window().open(f"/offers/{follow}/").status == 404
        assert OFFER_LINK != FOLLOW_LINK


def test_a_stolen_id_of_another_organisation_is_not_there(world):
    other = make_world("Other")
    claim = make_claim(other, 2000)
    call = make_call(other)
    session = make_session(call.panel)
    tomasz, helen, rowan = (signed_in(person) for person in (world.tomasz, world.helen, world.rowan))
    stolen = [
        (tomasz, f"/team/calls/{call.pk}/"), (tomasz, f"/team/sessions/{session.pk}/"),
        (tomasz, f"/team/people/{other.rowan.pk}/"), (helen, f"/finance/claims/{claim.pk}/"),
        (rowan, f"/me/claims/{claim.pk}/"), (rowan, f"/me/places/{claim.place_id}/"),
    ]  # fmt: skip
    for client, address in stolen:
        answer = client.get(address)
        assert (answer.status_code, "Other" in answer.text) == (404, False), address


class TestDoublePressesAndTwoTabs:
    def test_a_double_click_applies_once(self, world):
        call, _session = open_call(world)
        window = apply(Window(), call, "Amina Shah", "amina@example.org")
        window.press_again()
        assert "We have your application" in window.says
        assert (Application.objects.count(), Letter.objects.count()) == (1, 1)

    def test_a_double_click_on_yes_takes_one_place(self, world, at_desk, letters):
        call, session = open_call(world)
        apply(Window(), call, "Amina Shah", "amina@example.org")
        offer_to(at_desk("tomasz"), call, "Amina Shah")
        window = Window().open(letters.link_in(letters.last_to("amina@example.org", "We offer you a place")))
        window.press("Yes, I would like it").press_again()
        assert window.status in {200, 410}
        session.panel.refresh_from_db()
        assert session.panel.places_taken == 1

    def test_a_double_click_keeps_one_cost(self, claiming):
        rowan, claim = claiming
        rowan.follow("Bus").press("Keep this cost", {"How much was it?": "3.50"}).press_again()
        assert claim.lines.count() == 1

    def test_two_tabs_that_choose_differently_are_told_kindly(self, world, at_desk):
        call, _session = open_call(world)
        apply(Window(), call, "Amina Shah", "amina@example.org")
        one, other = at_desk("tomasz"), at_desk("tomasz")
        address = f"/team/applications/{Application.objects.get().pk}/"
        one.open(address)
        other.open(address)
        one.press("Offer a place")
        other.press("Make a reserve")
        assert other.status == 200
        assert "Somebody else changed this" in other.says
        assert Application.objects.get().status == "offered"

    def test_two_tabs_that_write_both_keep_their_words(self, world, at_desk):
        call, _session = open_call(world)
        Opportunity.objects.update(status="draft", published_at=None)
        one, other = (at_desk("tomasz").open(f"/team/calls/{call.pk}/edit/money/") for _tab in range(2))
        one.press("Save", {"Costs we cover": "Everything."})
        other.press("Save", {"Costs we cover": "Travel only."})
        assert other.status == 409
        assert "Everything." in other.says
        assert "Travel only." in other.typed

    def test_a_claim_sent_from_an_old_tab_is_shown_again(self, claiming):
        rowan, claim = claiming
        rowan.follow("Bus").press("Keep this cost", {"How much was it?": "3.50"})
        old = rowan.follow("Check and send").form_with("Send it")
        rowan.open(f"/me/claims/{claim.pk}/").follow("Taxi").press("Keep this cost", {"How much was it?": "9"})
        rowan._shown(rowan.client.post(f"/me/claims/{claim.pk}/send/", old.as_it_stands(), follow=True))
        assert "This claim was changed in another window." in rowan.says
        claim.refresh_from_db()
        assert (claim.status, claim.total_pence) == ("draft", 1250)
