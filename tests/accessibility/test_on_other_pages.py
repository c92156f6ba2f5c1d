"""What this wing shows on pages of others, and what it puts on home pages."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accessibility.actions import Checked, ask_to_talk, keep_facts, open_needs
from accessibility.demo import NEEDS, seed
from accessibility.models import Adjustment, NeedItem, NeedView, PersonNeed, TalkRequest, VenueFact
from accessibility.rules.costs import COST_KINDS
from accessibility.rules.venues import FACTS
from coordinator import hooks
from tests.accessibility.conftest import tell
from tests.making import make_panel, make_person, make_place, make_session, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def coming(world, panel, now):
    return make_session(panel, venue=world.venue, starts_at=now + timedelta(days=21))


def box(hook, *args):
    return next((each for each in hook.ask(*args) if each.template.startswith("accessibility/")), None)


def steps(home, person, now):
    found = hooks.next_steps.ask_all(home, person, now)
    return [step for step in found if "access" in step.link or "support" in step.link]


# -- boxes -----------------------------------------------------------------------------------------


def test_the_team_reads_numbers_on_the_page_of_a_date(world, coming, now):
    tell(world.rowan, now, "comm.loop", "venue.chair")
    context = box(hooks.session_box, coming, world.tomasz).context
    assert (context["told"].outline.needs, context["told"].unseen) == (2, 1)
    assert context["fit"].unknown == 1
    for person in (world.samira, world.helen, world.kim, make_world("Other").tomasz):
        assert box(hooks.session_box, coming, person) is None


def test_a_date_that_is_over_has_no_box(world, panel, now):
    assert box(hooks.session_box, make_session(panel, starts_at=now - timedelta(days=9)), world.tomasz) is None


def test_a_person_reads_on_their_place_what_they_told_and_who_sees_how_much(world, panel, coming, now):
    place = panel.seats.get()
    tell(world.rowan, now, "comm.loop", "venue.chair")
    tell(world.rowan, now, "safe.medicine", audience="nobody")
    context = box(hooks.place_box, place, world.rowan).context
    assert (context["summary"].how_many, context["summary"].seen_by_coordinator, context["arranged"]) == (3, 2, 0)
    assert box(hooks.place_box, place, world.tomasz) is None


def test_one_press_on_the_page_of_a_place_says_that_nothing_has_changed(world, panel, coming, now):
    tell(world.rowan, now - timedelta(days=50), "comm.loop")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.rowan.account, backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get(reverse("my_place", args=[panel.seats.get().pk])).content.decode()
    form = page[page.index('action="/me/access/confirm/"') :]
    token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    assert browser.post("/me/access/confirm/", {"csrfmiddlewaretoken": token})["Location"] == "/me/access/"
    assert PersonNeed.objects.get().checked_on == timezone.localdate(now)


def test_everybody_reads_the_way_in_and_what_is_not_known(world, now):
    assert box(hooks.venue_box, world.venue, None) is None
    keep_facts(world.venue, {"door_wide": Checked("yes", "84 cm")}, checked_on=now.date(), by=world.tomasz, now=now)
    lines = box(hooks.venue_box, world.venue, None).context["lines"]
    assert [(line.fact.code, line.answer) for line in lines if line.answer != "unknown"] == [("door_wide", "yes")]
    assert len(lines) == 10


def test_the_door_to_write_things_down_is_for_the_coordinator(world):
    assert box(hooks.person_box, world.rowan, world.tomasz).context == {"shown": world.rowan}
    assert box(hooks.person_box, world.rowan, world.samira) is None


# -- home pages ------------------------------------------------------------------------------------


def test_somebody_with_a_place_who_told_nothing_is_asked_once_without_a_date(world, coming, now):
    (step,) = steps("me", world.rowan, now)
    assert (step.what, step.due) == ("Does anything help you take part?", None)
    ask_to_talk(world.rowan, by=world.rowan, now=now)
    assert steps("me", world.rowan, now) == []


def test_without_a_place_nobody_is_asked(world, now):
    assert steps("me", world.rowan, now) == []


def test_before_a_date_one_is_asked_whether_all_is_still_right(world, coming, now):
    tell(world.rowan, now - timedelta(days=100), "comm.loop")
    (step,) = steps("me", world.rowan, now)
    assert step.what == "Is what helps you still right?"
    assert step.due is not None
    tell(world.rowan, now, "comm.loop")
    assert steps("me", world.rowan, now) == []


def test_the_team_is_told_that_something_is_new_or_changed_until_somebody_opens_it(world, coming, now):
    second = make_session(make_panel(world, title="Another"), starts_at=now + timedelta(days=60))
    make_place(second.panel, world.rowan)
    tell(world.rowan, now - timedelta(days=9), "pace.leave")
    told = [step.what for step in steps("team", world.tomasz, now)]
    assert len(told) == 2
    assert all("what helps 1 person is new or has changed" in what for what in told)
    for session in (coming, second):
        open_needs(session, by=world.tomasz, now=now - timedelta(days=8))
    assert steps("team", world.tomasz, now) == []
    tell(world.rowan, now, "comp.pa")
    assert len(steps("team", world.tomasz, now)) == 2


def test_what_is_due_soon_stands_on_the_teams_page_and_late_ones_first(world, coming, now):
    tell(world.rowan, now - timedelta(days=9), "pro.bsl")
    open_needs(coming, by=world.tomasz, now=now)
    (step,) = steps("team", world.tomasz, now)
    assert "1 thing to arrange" in step.what
    assert step.soon is True
    tell(world.rowan, now - timedelta(days=9), "format.easyread")
    assert steps("team", world.tomasz, now)[0].order < step.order


def test_somebody_who_would_rather_talk_is_a_task_with_a_day(world, now):
    ask_to_talk(world.rowan, by=world.rowan, now=now)
    (step,) = steps("team", world.tomasz, now)
    assert step.what == f"{world.rowan.full_name} would rather talk than fill in what helps"
    assert step.soon is False
    assert steps("team", make_world("Other").tomasz, now) == []
    assert steps("finance", world.helen, now) == []


# -- the demo --------------------------------------------------------------------------------------


@dataclass
class Demo:
    """As much of the demo as this wing asks for."""

    people: dict = field(default_factory=dict)
    organisations: dict = field(default_factory=dict)
    venues: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)


def test_the_demo_has_needs_looks_venues_agreements_and_somebody_to_ring(world, panel, coming, now):
    people = {"rowan": world.rowan, "tomasz": world.tomasz}
    for key in ("marek", "doreen", "nasreen", "alan", "grace", "tom", "owen", "joyce"):
        people[key] = make_person(key.title(), role="volunteer", organisation=world.organisation)
    places = {("nurse", "rowan"): panel.seats.get()}
    demo = Demo(people, {"levels": world.organisation}, {"harptree": world.venue}, places)
    for _again in range(2):
        seed(demo, now)
    assert PersonNeed.objects.filter(person=world.rowan).count() == 8
    assert PersonNeed.objects.filter(person=people["doreen"], entered_by_id=world.tomasz.pk).count() == 3
    assert NeedView.objects.filter(person=world.rowan).exists()
    assert VenueFact.objects.filter(venue=world.venue).count() == 22
    assert Adjustment.objects.count() == 5
    assert TalkRequest.objects.get().person == people["joyce"]


def test_a_demo_without_its_people_stays_empty(now):
    seed(Demo(), now)
    assert not PersonNeed.objects.exists()


def test_the_demo_names_only_what_is_on_the_lists():
    from accessibility.demo import AGREED, ON_THE_PHONE
    from accessibility.demo import FACTS as CHECKED

    codes = {code for needs in (*NEEDS.values(), *ON_THE_PHONE.values()) for code in needs}
    assert codes <= set(NeedItem.objects.values_list("code", flat=True))
    assert {code for facts in CHECKED.values() for code in facts} <= set(FACTS)
    assert {kind for kinds in AGREED.values() for kind in kinds} <= set(COST_KINDS)
