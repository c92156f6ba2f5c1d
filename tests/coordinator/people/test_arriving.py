"""How people come to be here: by signing up, by being recognised, by ringing somebody."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from coordinator import hooks
from coordinator.authorization.verdict import NotAllowed, roles_of
from coordinator.letters.models import Letter
from coordinator.organisations.models import Membership, Role
from coordinator.people.actions import attach_people, sign_up, take_part_in, write_down
from coordinator.people.models import Account, ConsentSource, Person, PersonStatus
from coordinator.people.queries import people_who_may_be, sharing_email, verified_emails, with_roles
from coordinator.people.signed_in import CHOSEN, Presence
from coordinator.workflow.models import Event
from tests.making import make_person, make_world

DOREEN = {"full_name": "Doreen Alcott", "landline": "01632 960 001", "channel_order": ["phone"]}


def verbs_of(person):
    return list(Event.objects.filter(record_id=person.pk).values_list("verb", flat=True))


def account_of(email, *, verified=True):
    account = Account.objects.create_user(email)
    EmailAddress.objects.create(user=account, email=email, verified=verified, primary=True)
    return account


def test_signing_up_keeps_name_email_and_when_they_agreed(db, now):
    person = sign_up(account_of("asha@example.org"), full_name="Asha Rao", call_me="Asha", now=now)
    kept = Person.objects.get(pk=person.pk)
    assert (kept.full_name, kept.call_me, kept.email) == ("Asha Rao", "Asha", "asha@example.org")
    assert (kept.consent_source, kept.consent_at, kept.status) == (ConsentSource.ONLINE, now, PersonStatus.ACTIVE)
    assert verbs_of(person) == ["person.join"]


def test_a_new_account_has_no_password_unless_one_is_chosen(db):
    assert Account.objects.create_user("A@Example.org").has_usable_password() is False
    assert Account.objects.create_user("b@example.org", "three or four words").has_usable_password() is True
    assert Account.objects.get(email="a@example.org").people.count() == 0


def test_people_known_under_a_verified_email_are_attached_at_the_first_sign_in(world, now):
    joyce = make_person(
        "Joyce", email="home@example.org", account=None, role=Role.VOLUNTEER, organisation=world.organisation
    )
    Person.objects.filter(pk=joyce.pk).update(account=None)
    Account.objects.filter(email="home@example.org").delete()
    account = account_of("home@example.org")
    assert [person.full_name for person in attach_people(account, now=now)] == ["Joyce"]
    assert Person.objects.get(pk=joyce.pk).account == account
    assert verbs_of(joyce) == ["person.attach"]


def test_an_email_that_was_not_shown_to_be_theirs_attaches_nobody(world, now):
    Person.objects.create(full_name="Joyce", email="home@example.org")
    account = account_of("home@example.org", verified=False)
    assert (attach_people(account, now=now), verified_emails(account)) == ([], [])


@pytest.mark.parametrize("status", [PersonStatus.LEFT, PersonStatus.ANONYMISED])
def test_somebody_who_has_left_is_not_offered_to_the_next_reader_of_the_mailbox(world, status):
    Person.objects.create(full_name="Joyce", email="home@example.org", status=status)
    assert list(people_who_may_be(account_of("home@example.org"))) == []


def test_somebody_who_rings_is_written_down_with_how_and_when_they_agreed(world, now):
    person = write_down(world.organisation, by=world.tomasz, source="phone", consent_at=now, now=now, **DOREEN)
    kept = Person.objects.get(pk=person.pk)
    assert (kept.account, kept.email, kept.channel, kept.consent_source) == (None, "", "phone", "phone")
    assert list(kept.memberships.values_list("organisation", "role")) == [(world.organisation.pk, "volunteer")]
    event = Event.objects.get(record_id=person.pk)
    assert (event.verb, event.by_person_id) == ("person.write_down", world.tomasz.pk)
    assert event.details == {"source": "phone", "organisation": str(world.organisation.pk)}


def test_they_are_told_the_same_day_by_the_one_who_wrote_it(world, now):
    person = write_down(world.organisation, by=world.tomasz, source="phone", consent_at=now, now=now, **DOREEN)
    letter = Letter.objects.get(person=person)
    assert (letter.kind, letter.contact, letter.send_after) == ("person.written_down", world.contact, now)


def test_staff_without_a_card_write_somebody_down_without_a_letter(world, now):
    world.contact.delete()
    person = write_down(world.organisation, by=world.tomasz, source="paper", consent_at=now, now=now, **DOREEN)
    assert Letter.objects.filter(person=person).count() == 0


@pytest.mark.parametrize("who", ["rowan", "helen", "samira", "audra"])
def test_only_the_involvement_team_writes_people_down(world, now, who):
    with pytest.raises(NotAllowed):
        write_down(world.organisation, by=getattr(world, who), source="phone", consent_at=now, now=now, **DOREEN)
    assert Person.objects.filter(full_name="Doreen Alcott").count() == 0


def test_nobody_is_written_down_in_another_organisation(world, now):
    other = make_world("Other")
    with pytest.raises(NotAllowed):
        write_down(other.organisation, by=world.tomasz, source="phone", consent_at=now, now=now, **DOREEN)


def test_a_failing_part_leaves_nobody_half_written_down(world, now):
    def breaks(*_args):
        raise ValueError

    hooks.person_added.functions.append(breaks)
    try:
        with pytest.raises(ValueError):
            write_down(world.organisation, by=world.tomasz, source="phone", consent_at=now, now=now, **DOREEN)
    finally:
        hooks.person_added.functions.remove(breaks)
    assert Person.objects.filter(full_name="Doreen Alcott").count() == 0


def test_taking_part_in_a_second_organisation_counts_once(world, now):
    other = make_world("Other")
    assert world.rowan.organisation_ids == {world.organisation.pk}
    for _time in range(2):
        take_part_in(other.organisation, world.rowan, by=world.rowan, now=now)
    assert world.rowan.organisation_ids == {world.organisation.pk, other.organisation.pk}
    assert Membership.objects.filter(person=world.rowan, organisation=other.organisation).count() == 1
    assert verbs_of(world.rowan) == ["person.take_part"]


def test_who_may_be_here_is_read_with_the_roles_of_today(world, now, django_assert_num_queries):
    lenny = make_person("Len", role=Role.VOLUNTEER, organisation=world.organisation, account=world.rowan.account)
    past = now.date() - timedelta(days=1)
    Membership.objects.create(person=lenny, organisation=world.organisation, role=Role.HEAD, ends_on=past)
    Membership.objects.create(person=lenny, organisation=world.organisation, role=Role.COORDINATOR, ends_on=now.date())
    with django_assert_num_queries(1):
        people = with_roles(Person.objects.filter(account=world.rowan.account), today=now.date())
        held = {person.full_name: roles_of(person).get(world.organisation.pk) for person in people}
    assert held == {"Len": {Role.VOLUNTEER, Role.COORDINATOR}, world.rowan.full_name: {Role.VOLUNTEER}}
    nobody = with_roles(Person.objects.filter(pk=Person.objects.create(full_name="Doreen").pk), today=now.date())
    assert [roles_of(person) for person in nobody] == [{}]


def others_seen_by(account: Any, person: Person) -> list[Person]:
    """Who else may be sitting there, when this account has chosen this person."""
    request = RequestFactory().get("/")
    request.user, request.session = account, {CHOSEN: str(person.pk)}
    return Presence(request).others


def test_two_who_share_an_email_know_of_each_other_and_nobody_else(world):
    joyce = make_person("Joyce", email="home@example.org")
    lenny = make_person("Len", email="HOME@example.org", account=joyce.account)
    assert list(sharing_email(joyce)) == [lenny]
    assert others_seen_by(joyce.account, joyce) == [lenny]
    doreen = Person.objects.create(full_name="Doreen")
    assert (list(sharing_email(doreen)), others_seen_by(AnonymousUser(), doreen)) == ([], [])
