"""Heads who end each other's role at the same moment, sixty times: an organisation is never left without a head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from coordinator.authorization.verdict import NotAllowed
from coordinator.keeping.actions import end_role
from coordinator.organisations.models import Membership, Role
from coordinator.people.models import Person
from coordinator.workflow.refusals import Refusal
from tests.controls.naive_heads import end_role_naively
from tests.making import make_person, make_world
from tests.thorough import ROUNDS

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AT_ONCE, LATER = timedelta(days=-1), timedelta(days=20)  # the last day itself still counts
Press = Callable[[Membership, Person], bool]


@pytest.fixture
def heads(request: pytest.FixtureRequest) -> list[Membership]:
    """So many heads of one organisation."""
    world = make_world()
    for _more in range(request.param - 1):
        make_person(role=Role.HEAD, organisation=world.organisation)
    return list(Membership.objects.filter(role=Role.HEAD).select_related("person", "organisation"))


@pytest.fixture
def runners(heads: list[Membership]) -> Iterator[ThreadPoolExecutor]:
    """A thread with a database connection for each head, closed at the end."""
    with ThreadPoolExecutor(len(heads)) as pool:
        yield pool
        barrier = Barrier(len(heads))
        list(pool.map(lambda _thread: (barrier.wait(), connection.close()), range(len(heads))))


def each_ends_the_next(runners: ThreadPoolExecutor, heads: list[Membership], press: Press) -> Counter[bool]:
    """All begin together; whose role was ended, and whose was not."""
    Membership.objects.filter(role=Role.HEAD).update(ends_on=None)
    barrier = Barrier(len(heads))

    def run(number: int) -> bool:
        whose = Membership.objects.select_related("organisation").get(pk=heads[(number + 1) % len(heads)].pk)
        by = Person.objects.get(pk=heads[number].person_id)
        barrier.wait(30)
        return press(whose, by)

    return Counter(runners.map(run, range(len(heads))))


def end(when: timedelta) -> Press:
    """Whoever was too late is refused, or is no head any more."""

    def press(whose: Membership, by: Person) -> bool:
        now = timezone.now()
        try:
            end_role(whose, on=whose.organisation.day(now) + when, by=by, now=now)
        except (Refusal, NotAllowed):
            return False
        return True

    return press


def naively(whose: Membership, _by: Person) -> bool:
    now = timezone.now()
    return end_role_naively(whose.pk, on=whose.organisation.day(now) + AT_ONCE, now=now)


def left() -> int:
    """How many are head for good."""
    return Membership.objects.filter(role=Role.HEAD, ends_on=None).count()


@pytest.mark.parametrize("heads", [2], indirect=True)
@pytest.mark.parametrize("when", [AT_ONCE, LATER], ids=["at once", "later"])
def test_of_two_heads_who_end_each_others_role_one_stays(heads, runners, when):
    for _round in range(ROUNDS):
        assert each_ends_the_next(runners, heads, end(when)) == {True: 1, False: 1}
        assert left() == 1


@pytest.mark.parametrize("heads", [8], indirect=True)
@pytest.mark.parametrize("when", [AT_ONCE], ids=["at once"])
def test_of_eight_heads_who_each_end_the_next_ones_role_somebody_stays(heads, runners, when):
    for _round in range(ROUNDS):
        ended = each_ends_the_next(runners, heads, end(when))[True]
        assert left() == len(heads) - ended
        assert left() >= 1


@pytest.mark.parametrize("heads", [2], indirect=True)
def test_the_control_looking_first_and_then_writing_leaves_nobody(heads, runners):
    nobody = 0
    for _round in range(ROUNDS):
        each_ends_the_next(runners, heads, naively)
        nobody += left() == 0
    assert nobody > 0
