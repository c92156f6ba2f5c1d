"""What people change about themselves, and what staff change for them."""

from datetime import timedelta

import pytest

from coordinator.authorization.verdict import NotAllowed
from coordinator.people.actions import (
    add_supporter,
    end_token,
    keep_contact_card,
    make_token,
    note_export,
    note_look,
    remove_supporter,
    save_profile,
)
from coordinator.people.models import ApiToken, Person
from coordinator.people.queries import living_tokens, looks_at
from coordinator.people.tokens import person_of_token
from coordinator.workflow.models import Event
from tests.making import make_world


def events():
    return list(Event.objects.order_by("at", "id").values_list("verb", flat=True))


def test_new_values_are_kept_and_the_history_names_the_fields_only(world, now):
    save_profile(world.rowan, by=world.rowan, now=now, call_me="Ro", reads="Urdu", email=world.rowan.email)
    kept = Person.objects.get(pk=world.rowan.pk)
    assert (kept.call_me, kept.reads) == ("Ro", "Urdu")
    assert Event.objects.get().details == {"fields": ["call_me", "reads"]}


def test_keeping_what_was_there_writes_nothing(world, now):
    save_profile(world.rowan, by=world.rowan, now=now, full_name=world.rowan.full_name)
    assert events() == []


def test_the_team_changes_a_profile_because_somebody_asked(world, now):
    save_profile(world.rowan, by=world.tomasz, now=now, never_phone=True)
    assert Person.objects.get(pk=world.rowan.pk).never_phone is True
    assert Event.objects.get().by_person_id == world.tomasz.pk


@pytest.mark.parametrize("who", ["helen", "samira", "kim", "audra"])
def test_others_do_not_change_a_profile(world, now, who):
    with pytest.raises(NotAllowed):
        save_profile(world.rowan, by=getattr(world, who), now=now, call_me="X")
    assert Person.objects.get(pk=world.rowan.pk).call_me == ""


def test_a_volunteer_does_not_change_another(world, now):
    with pytest.raises(NotAllowed):
        save_profile(world.petra, by=world.rowan, now=now, call_me="X")


def test_a_supporter_is_added_and_taken_off(world, now):
    jude = add_supporter(
        world.rowan, by=world.rowan, now=now, full_name="Jude", comes_along=True, phone="01632 960 003"
    )
    assert list(world.rowan.supporters.values_list("full_name", "comes_along", "phone")) == [
        ("Jude", True, "01632 960 003")
    ]
    remove_supporter(jude, by=world.rowan, now=now)
    assert world.rowan.supporters.count() == 0
    assert events() == ["person.supporter_add", "person.supporter_remove"]


def test_nobody_else_touches_supporters(world, now):
    jude = add_supporter(world.rowan, by=world.rowan, now=now, full_name="Jude", comes_along=False)
    stranger = make_world("Other").tomasz
    with pytest.raises(NotAllowed):
        remove_supporter(jude, by=stranger, now=now)
    with pytest.raises(NotAllowed):
        add_supporter(world.rowan, by=stranger, now=now, full_name="X", comes_along=True)
    assert world.rowan.supporters.count() == 1


def test_a_key_opens_until_its_day_and_is_kept_as_a_hash(world, now):
    secret = make_token(world.rowan, by=world.rowan, name="our sheet", days=30, now=now)
    assert person_of_token(secret, now=now) == world.rowan
    assert person_of_token(secret, now=now + timedelta(days=30)) is None
    assert person_of_token("another", now=now) is None
    token = ApiToken.objects.get()
    assert secret not in str(ApiToken.objects.values().get())
    assert (token.name, token.expires_at, str(token)) == ("our sheet", now + timedelta(days=30), f"token {token.pk}")
    assert Event.objects.get().details == {"days": 30}


def test_an_ended_key_opens_nothing_any_more(world, now):
    secret = make_token(world.rowan, by=world.rowan, name="sheet", days=30, now=now)
    assert living_tokens(world.rowan, now=now).count() == 1
    end_token(ApiToken.objects.get(), by=world.rowan, now=now)
    assert person_of_token(secret, now=now) is None
    assert events() == ["person.token_make", "person.token_end"]


def test_not_even_the_team_makes_or_ends_keys_of_others(world, now):
    with pytest.raises(NotAllowed):
        make_token(world.rowan, by=world.tomasz, name="x", days=30, now=now)
    make_token(world.rowan, by=world.rowan, name="x", days=30, now=now)
    token = ApiToken.objects.get()
    with pytest.raises(NotAllowed):
        end_token(token, by=world.tomasz, now=now)


def test_a_download_is_noted_and_only_by_oneself(world, now):
    note_export(world.rowan, by=world.rowan, now=now)
    assert events() == ["person.export"]
    with pytest.raises(NotAllowed):
        note_export(world.rowan, by=world.tomasz, now=now)


def test_a_look_is_noted_once_an_hour_with_who_looked(world, now):
    for minutes in (0, 10, 59, 61):
        note_look(world.rowan, by=world.tomasz, now=now + timedelta(minutes=minutes))
    assert looks_at(world.rowan) == [
        (now + timedelta(minutes=61), world.tomasz.full_name),
        (now, world.tomasz.full_name),
    ]


def test_looking_at_oneself_is_not_noted(world, now):
    note_look(world.tomasz, by=world.tomasz, now=now)
    assert events() == []


def test_the_name_of_one_who_is_gone_is_left_out_of_the_looks(world, now):
    note_look(world.rowan, by=world.samira, now=now)
    world.samira.delete()
    assert looks_at(world.rowan) == []


CARD = {
    "job_title": "Coordinator",
    "phone": "01632 960 118",
    "email": "kim@levels.example",
    "working_days": "",
    "quote": "",
}


def test_a_card_is_written_once_and_changed_after_that(world, now):
    first = keep_contact_card(world.organisation, world.kim, by=world.tomasz, now=now, **CARD)
    again = keep_contact_card(world.organisation, world.kim, by=world.tomasz, now=now, **CARD | {"quote": "Ring me."})
    assert (first.pk, again.quote, events()) == (again.pk, "Ring me.", ["contactcard.keep", "contactcard.keep"])


def test_a_card_of_which_nothing_is_said_stays_as_it_is(world, now):
    first = keep_contact_card(world.organisation, world.kim, by=world.tomasz, now=now, **CARD)
    kept = keep_contact_card(world.organisation, world.kim, by=world.tomasz, now=now)
    assert (kept.pk, kept.job_title, kept.phone, events()) == (
        first.pk, "Coordinator", "01632 960 118", ["contactcard.keep"],
    )  # fmt: skip


def test_only_those_who_write_calls_keep_cards(world, now):
    with pytest.raises(NotAllowed):
        keep_contact_card(world.organisation, world.kim, by=world.kim, now=now, **CARD)
    with pytest.raises(NotAllowed):
        keep_contact_card(make_world("Other").organisation, world.kim, by=world.tomasz, now=now, **CARD)
