"""Who may do what: every permission has a holder, and every answer reads well."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import uuid4

import pytest

from coordinator.authorization.permissions import OWN, ROLES, SERVICE, Permission
from coordinator.authorization.verdict import (
    THE_SERVICE,
    NotAllowed,
    Verdict,
    authorise,
    may,
    organisations_where,
    roles_of,
)
from coordinator.organisations.models import Membership, Role
from tests.making import World, make_person, make_world

P = Permission


def holders(permission: Permission) -> set[str]:
    """Roles by name, and "own" and "service" for what needs no role."""
    held = {str(role) for role, permissions in ROLES.items() if permission in permissions}
    return held | ({"own"} if permission in OWN else set()) | ({"service"} if permission in SERVICE else set())


@pytest.mark.parametrize("permission", list(Permission))
def test_every_permission_has_a_holder(permission: Permission) -> None:
    assert holders(permission)


def test_every_role_has_its_list() -> None:
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize("permission", list(Permission))
def test_every_refusal_is_a_plain_sentence_that_says_who_may(world: World, permission: Permission) -> None:
    stranger = make_person("Stranger")

    verdict = may(stranger, permission, SimpleNamespace(organisation_id=world.organisation.pk))

    assert not verdict
    assert verdict.reason.startswith(("This is for: ", "Only the person it is about can do this."))
    assert verdict.reason.endswith(".") and len(verdict.reason) < 160
    assert "_" not in verdict.reason


def test_approving_is_apart_from_checking_building_and_paying() -> None:
    assert holders(P.MARK_PAID) == {"finance_payer", "service"}
    assert holders(P.BUILD_BATCH) == {"finance_payer"}
    assert holders(P.APPROVE_LARGE_CLAIM) == {"approver"}
    assert holders(P.APPROVE_SHORT_NOTICE) == {"head", "approver"}


def test_an_auditor_changes_nothing() -> None:
    assert {str(permission).split("_")[0] for permission in ROLES[Role.AUDITOR]} == {"see"}


def test_volunteers_and_partners_need_no_role_for_what_is_their_own(world: World) -> None:
    assert ROLES[Role.VOLUNTEER] == ROLES[Role.PARTNER] == frozenset()
    for person in (world.rowan, world.petra):
        about_them = SimpleNamespace(person_id=person.pk, organisation_id=world.organisation.pk)
        assert all(may(person, permission, about_them) for permission in OWN)


def test_what_is_ones_own_is_nobody_elses(world: World) -> None:
    about_rowan = SimpleNamespace(person_id=world.rowan.pk, organisation_id=world.organisation.pk)

    assert may(world.petra, P.WRITE_CLAIM, about_rowan) == Verdict(False, "Only the person it is about can do this.")
    assert not may(world.rowan, P.CHOOSE, about_rowan)


def test_a_role_counts_where_it_is_held_and_nowhere_else(world: World) -> None:
    other = make_world("Other")
    here, there = (SimpleNamespace(organisation_id=each.organisation.pk) for each in (world, other))

    assert may(world.tomasz, P.CHOOSE, here) == Verdict(True)
    assert may(world.tomasz, P.CHOOSE, there) == Verdict(False, "This is for: Involvement coordinator.")
    assert may(world.tomasz, P.CHOOSE) == Verdict(True)
    assert not may(world.rowan, P.CHOOSE)


def test_a_record_of_several_organisations_is_open_to_the_staff_of_each(world: World) -> None:
    several = SimpleNamespace(organisation_ids=frozenset({uuid4(), world.organisation.pk}))

    assert may(world.tomasz, P.EDIT_PERSON, several)
    assert not may(make_world("Other").tomasz, P.EDIT_PERSON, several)


def test_a_role_ends_after_its_last_day(world: World) -> None:
    from datetime import timedelta

    from django.utils import timezone

    today = timezone.localdate()
    last_day, over = make_person("Last day"), make_person("Over")
    for person, ends_on in ((last_day, today), (over, today - timedelta(days=1))):
        Membership.objects.create(
            organisation=world.organisation, person=person, role=Role.COORDINATOR, ends_on=ends_on
        )

    assert organisations_where(last_day, P.CHOOSE) == [world.organisation.pk]
    assert organisations_where(over, P.CHOOSE) == []


def test_roles_are_read_once_for_a_page(world: World, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert roles_of(world.tomasz) == {world.organisation.pk: frozenset({Role.COORDINATOR})}
        assert may(world.tomasz, P.CHOOSE, world.organisation)


def test_somebody_who_is_not_signed_in_is_asked_to(world: World) -> None:
    assert may(None, P.CHOOSE, world.organisation) == Verdict(False, "Please sign in first.")
    assert organisations_where(None, P.CHOOSE) == []


def test_the_service_may_what_a_clock_decides_and_nothing_else() -> None:
    assert {permission for permission in Permission if may(THE_SERVICE, permission)} == SERVICE
    assert may(THE_SERVICE, P.APPROVE_CLAIM).reason == "This needs a person to decide."


def test_going_on_without_leave_is_refused_with_the_reason(world: World) -> None:
    authorise(world.tomasz, P.CHOOSE, world.organisation)

    with pytest.raises(NotAllowed) as refusal:
        authorise(world.rowan, P.CHOOSE, world.organisation)

    assert str(refusal.value) == refusal.value.verdict.reason == "This is for: Involvement coordinator."
