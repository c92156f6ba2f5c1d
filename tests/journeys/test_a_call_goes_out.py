"""A call is refused for six days and for "Administrator", and goes out with enough notice (practice.md B-17, B-18)."""

from coordinator.organisations.models import Role
from coordinator.people.models import ContactCard
from tests.journeys.telling import write_a_call
from tests.journeys.window import Window
from tests.making import make_person


def test_six_days_are_refused_and_with_ten_it_goes_out(world, at_desk):
    tomasz = at_desk("tomasz")
    call = write_a_call(tomasz, world)
    tomasz.open(f"/team/calls/{call.pk}/publish/")
    assert "1 thing keeps this call from opening" in tomasz.says
    assert "Closing: 6 days, at least 10 are needed. The earliest closing day is Thursday 12 March." in tomasz.says
    assert Window().open(f"/opportunities/{call.slug}/").status == 404
    tomasz.open(f"/team/calls/{call.pk}/edit/apply/").press("Save", {"Closing day and time": "15 3 2026 11:59pm"})
    tomasz.open(f"/team/calls/{call.pk}/publish/").press("Open this call")
    assert "The call is open. Everybody can read it and apply." in tomasz.says
    reader = Window().open("/opportunities/").follow(call.title)
    assert reader.status == 200
    for said in ("Thursday 26 March, 8:45am to 3:45pm", "Tomasz Okafor", "01632 960 117", "Sunday 15 March"):
        assert said in reader.says


def test_administrator_is_no_named_person(world, at_desk):
    tomasz = at_desk("tomasz")
    nobody = make_person("Administrator", role=Role.COORDINATOR, organisation=world.organisation)
    call = write_a_call(tomasz, world)
    card = ContactCard.objects.create(
        organisation=world.organisation, person=nobody, job_title="Involvement", phone="01632 960 118",
        email="noreply@levels.example", working_days="Monday to Friday",
    )  # fmt: skip
    type(call.panel).objects.update(contact=card)
    tomasz.open(f"/team/calls/{call.pk}/publish/")
    assert "“Administrator” is no named person." in tomasz.says
    assert "“noreply@levels.example” is no named person's address." in tomasz.says
    assert "6 days, at least 10 are needed" in tomasz.says  # every gap at once
    tomasz.open(f"/team/calls/{call.pk}/contact/").press("Save", {"Direct email": "noreply@levels.example"})
    assert (tomasz.status, "is no named person" in tomasz.says) == (422, True)
    tomasz.press("Save", {"Who": "Tomasz Okafor", "Direct email": "tomasz@levels.example"})
    tomasz.open(f"/team/calls/{call.pk}/publish/")
    assert "1 thing keeps this call from opening" in tomasz.says


def test_shorter_notice_needs_somebody_else_and_its_reason_is_public(world, at_desk):
    tomasz, ravi = at_desk("tomasz"), at_desk("ravi")
    call = write_a_call(tomasz, world)
    because = "The university sent the papers two weeks late."
    tomasz.open(f"/team/calls/{call.pk}/publish/").press(
        "Ask for shorter notice", {"Why is the notice short?": because}
    )
    ravi.open(f"/team/calls/{call.pk}/short-notice/").press("Approve it")
    tomasz.open(f"/team/calls/{call.pk}/publish/").press("Open this call")
    reader = Window().open(f"/opportunities/{call.slug}/")
    assert because in reader.says
    assert "Ravi Menon of Levels and Moor approved this." in reader.says
