"""What a person reads."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from jinja2 import UndefinedError

from coordinator.letters import kinds
from coordinator.letters.models import Letter
from coordinator.letters.writing import NotWanted, Written, language_of, signer_of, write
from coordinator.organisations.models import Role
from coordinator.panels.models import Panel
from coordinator.people.models import ContactCard, Person
from tests.coordinator.letters.office import PANEL_NEWS, TOKEN, news
from tests.making import World, make_call, make_panel, make_person


def test_a_letter_greets_by_name_and_ends_with_a_named_person_and_a_direct_phone(world: World, now: datetime) -> None:
    world.rowan.call_me = "Ro O'Hara"
    world.rowan.save()

    assert write(news(world, now), now) == Written(
        subject="About Nurse panel",
        text=f"""\
Dear Ro O'Hara,

The panel "Nurse panel" begins at 3pm. It's on.
Answer here: http://localhost:8000/answer/{TOKEN}/

With best wishes,

Tomasz Okafor of Levels and Moor
Involvement coordinator, Levels and Moor Integrated Care Board
Phone: 01632 960 117
Email: tomasz@levels.example
Working days: Monday to Thursday
""",
        signer=world.contact,
    )


def test_a_subject_is_one_line_even_for_the_longest_title(world: World, now: datetime) -> None:
    written = write(news(world, now, title="One\nBcc: everybody@example.org " + "x" * 129), now)

    assert written.subject == "About One Bcc: everybody@example.org " + "x" * 129
    assert len(write(news(world, now, title="y" * 160), now).subject) == 166


def test_a_contact_without_working_days_has_no_line_for_them(world: World, now: datetime) -> None:
    world.contact.working_days = ""
    world.contact.save()

    assert write(news(world, now), now).text.splitlines()[-1] == "Email: tomasz@levels.example"


def test_a_letter_for_the_phone_says_what_a_voice_can_say(world: World, now: datetime) -> None:
    letter = news(world, now)
    letter.channel = "phone"

    assert write(letter, now).text.splitlines()[3] == "Please ring me."


@pytest.fixture
def cover(world: World) -> ContactCard:
    """Bea, who covers for Tomasz."""
    bea = make_person("Bea Nolan", role=Role.COORDINATOR, organisation=world.organisation)
    return ContactCard.objects.create(
        organisation=world.organisation,
        person=bea,
        job_title="Deputy",
        phone="01632 960 118",
        email="bea@levels.example",
    )


def panel_with_cover(letter: Letter, cover: ContactCard) -> Panel:
    panel = Panel.objects.get(pk=letter.record_id)
    panel.cover_contact = cover
    panel.save()
    return panel


@pytest.mark.parametrize(
    ("away_until", "signs"),
    [(None, "Tomasz"), (date(2026, 3, 1), "Tomasz"), (date(2026, 3, 2), "Bea"), (date(2026, 3, 9), "Bea")],
)
def test_the_cover_signs_on_the_days_the_contact_is_away(
    world: World, now: datetime, cover: ContactCard, away_until: date | None, signs: str
) -> None:
    world.contact.away_until = away_until
    world.contact.save()
    letter = news(world, now)
    panel_with_cover(letter, cover)

    lines = write(letter, now).text.splitlines()

    assert lines[lines.index("With best wishes,") + 2].split()[0] == signs


def test_a_contact_who_is_away_signs_when_the_cover_is_away_too(
    world: World, now: datetime, cover: ContactCard
) -> None:
    world.contact.away_until = cover.away_until = date(2026, 3, 9)
    letter = news(world, now)
    panel = panel_with_cover(letter, cover)

    assert signer_of(letter, panel, date(2026, 3, 2)) == world.contact


def test_the_cover_of_a_call_is_its_panels(world: World, now: datetime, cover: ContactCard) -> None:
    world.contact.away_until = date(2026, 3, 9)
    call = make_call(world, panel=make_panel(world, cover_contact=cover))

    assert signer_of(news(world, now), call, date(2026, 3, 2)) == cover


def test_a_contact_who_is_away_signs_what_no_panel_covers(world: World, now: datetime) -> None:
    world.contact.away_until = date(2026, 3, 9)

    assert signer_of(news(world, now), world.organisation, date(2026, 3, 2)) == world.contact


@pytest.mark.parametrize(
    ("reads", "language"), [("", "en-gb"), ("English", "en-gb"), (" POLISH ", "pl"), ("pl", "pl"), ("Urdu", "en-gb")]
)
def test_a_letter_is_in_the_language_the_person_reads_where_the_site_speaks_it(
    settings, reads: str, language: str
) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("pl", "Polish")]

    assert language_of(Person(reads=reads)) == language


def test_times_are_said_as_the_organisations_clock_shows_them(world: World) -> None:
    world.organisation.time_zone = "Europe/Warsaw"
    world.organisation.save()
    letter = news(world, datetime(2026, 3, 2, 15, 0, tzinfo=UTC))

    assert write(letter, letter.created_at).text.splitlines()[2] == 'The panel "Nurse panel" begins at 4pm. It\'s on.'


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda letter: Panel.objects.all().delete(), "record_gone"),
        (lambda letter: Panel.objects.update(status="cancelled"), "not_wanted"),
        (lambda letter: setattr(letter, "kind", "nobody.knows"), "unknown_kind"),
    ],
)
def test_a_letter_that_has_nothing_left_to_tell_is_not_written(
    world: World, now: datetime, change: Callable[[Letter], object], why: str
) -> None:
    letter = news(world, now)
    change(letter)

    with pytest.raises(NotWanted) as reason:
        write(letter, now)

    assert reason.value.trouble == why


def test_a_letter_with_a_gap_is_not_written(world: World, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = news(world, now)
    monkeypatch.setitem(kinds._KINDS, "panel.news", replace(PANEL_NEWS, context=lambda record, person, now: {}))

    with pytest.raises(UndefinedError, match="'title' is undefined"):
        write(letter, now)
