"""Telling what helps, keeping it private, confirming it, and writing it down for somebody on the phone."""

from datetime import date, timedelta

import pytest
from django.db import connection

from accessibility.actions import Said, ask_to_talk, confirm_needs, keep_arranged, keep_needs, note_talk, withdraw_talk
from accessibility.models import Arrangement, NeedItem, PersonNeed, TalkRequest
from accessibility.queries.own import items_of, open_talk_of, summary_of
from accessibility.refusals import NotOnTheList
from accessibility.seed.loading import after_migrate, load_items
from coordinator.authorization.verdict import NotAllowed
from coordinator.workflow.models import Event
from tests.accessibility.conftest import EARLIER, tell
from tests.making import make_person, make_world

pytestmark = pytest.mark.django_db


# -- the items -------------------------------------------------------------------------------------


def test_a_fresh_install_has_the_107_items():
    assert NeedItem.objects.count() == 107
    bsl = NeedItem.objects.get(code="pro.bsl")
    assert (bsl.target_working_days, bsl.least_working_days) == (20, 10)
    assert bsl.need_to_know == "coordinator; agency; facilitator"


def test_loading_again_costs_one_query_and_keeps_what_the_organisation_wrote(django_assert_num_queries):
    NeedItem.objects.filter(code="venue.chair").update(label="A chair with arms", target_working_days=4)
    with django_assert_num_queries(1):
        assert load_items() == 0
    chair = NeedItem.objects.get(code="venue.chair")
    assert (chair.label, chair.target_working_days) == ("A chair with arms", 4)


def test_an_item_that_is_missing_comes_back():
    NeedItem.objects.filter(code="venue.chair").delete()
    assert load_items() == 1
    assert NeedItem.objects.get(code="venue.chair").label == "A chair that suits me (arms, height, back)"


def test_before_its_table_is_there_nothing_is_loaded(monkeypatch):
    monkeypatch.setattr(NeedItem._meta, "db_table", "not_there_yet")
    after_migrate(None, using="default")


def test_staff_do_not_read_out_that_somebody_would_rather_talk():
    assert "other.talk" in {item.code for item in items_of("other")}
    assert "other.talk" not in {item.code for item in items_of("other", by_staff=True)}


# -- keeping ---------------------------------------------------------------------------------------


def test_a_tick_is_kept_as_essential_and_seen_by_who_needs_to_know(world, now):
    (loop,) = tell(world.rowan, now, "comm.loop")
    assert (loop.weight, loop.audience, loop.own_words) == ("essential", "venue", "")
    assert loop.checked_on == date(2026, 3, 2)
    assert loop.entered_by_id is None


def test_what_was_said_of_a_need_is_kept(world, now):
    (chair,) = tell(world.rowan, now, "venue.chair", weight="helpful", audience="nobody", own_words="  Arms, 48 cm ")
    assert (chair.weight, chair.audience, chair.own_words) == ("helpful", "nobody", "Arms, 48 cm")


def test_ticking_again_leaves_words_and_audience_as_they_were(world, now):
    tell(world.rowan, EARLIER, "venue.chair", weight="helpful", audience="nobody", own_words="Arms")
    (chair,) = tell(world.rowan, now, "venue.chair")
    assert (chair.weight, chair.audience, chair.own_words) == ("helpful", "nobody", "Arms")
    assert chair.checked_on == date(2026, 3, 2)


def test_what_is_no_longer_ticked_is_taken_away_and_other_groups_stay(world, now):
    tell(world.rowan, now, "venue.chair", "venue.toilet", "comm.loop")
    keep_needs(world.rowan, {"venue.toilet": Said()}, among=["venue.chair", "venue.toilet"], by=world.rowan, now=now)
    assert set(PersonNeed.objects.values_list("item_id", flat=True)) == {"venue.toilet", "comm.loop"}


def test_only_what_was_asked_can_be_answered(world, now):
    with pytest.raises(NotOnTheList):
        keep_needs(world.rowan, {"comm.loop": Said()}, among=["venue.chair"], by=world.rowan, now=now)


def test_each_change_is_in_the_trail_without_saying_what_it_is(world, now):
    (chair,) = tell(world.rowan, now, "venue.chair", own_words="Arms")
    tell(world.rowan, now, "venue.chair", own_words="Arms")
    event = Event.objects.get(verb="access.change")
    assert (event.record_id, event.for_person_id, event.by_person_id) == (chair.pk, world.rowan.pk, world.rowan.pk)
    assert event.details == {}


def test_a_changed_need_is_open_again_for_coming_dates(world, session, now):
    chair, loop = tell(world.rowan, now, "venue.chair", "comm.loop")
    keep_arranged(session, [chair.pk, loop.pk], among=[chair.pk, loop.pk], by=world.tomasz, now=now)
    tell(world.rowan, now, "venue.chair", own_words="Higher, please")
    assert list(Arrangement.objects.values_list("need_id", flat=True)) == [loop.pk]


def test_what_was_arranged_for_a_date_that_is_over_stays(world, session, now):
    (chair,) = tell(world.rowan, now, "venue.chair")
    keep_arranged(session, [chair.pk], among=[chair.pk], by=world.tomasz, now=now)
    tell(world.rowan, session.ends_at + timedelta(days=1), "venue.chair", own_words="Higher")
    assert Arrangement.objects.count() == 1


def test_one_button_confirms_everything(world, now):
    tell(world.rowan, EARLIER, "venue.chair", "comm.loop")
    assert confirm_needs(world.rowan, by=world.rowan, now=now) == 2
    assert set(PersonNeed.objects.values_list("checked_on", flat=True)) == {date(2026, 3, 2)}
    assert Event.objects.get(verb="access.confirm").details == {"needs": 2}


def test_with_nothing_told_there_is_nothing_to_confirm(world, now):
    assert confirm_needs(world.rowan, by=world.rowan, now=now) == 0
    assert not Event.objects.filter(verb="access.confirm").exists()


def test_own_words_are_unreadable_in_the_database(world, now):
    tell(world.rowan, now, "venue.chair", own_words="marzipan elbow")
    with connection.cursor() as cursor:
        cursor.execute("SELECT own_words FROM accessibility_personneed")
        ((stored,),) = cursor.fetchall()
    assert "marzipan" not in stored
    assert len(stored) > 60
    assert PersonNeed.objects.get().own_words == "marzipan elbow"


def test_the_summary_counts_what_the_coordinator_sees(world, now):
    tell(world.rowan, EARLIER, "venue.chair", "comm.loop")
    tell(world.rowan, now, "safe.medicine", audience="nobody")
    found = summary_of(list(PersonNeed.objects.select_related("item")))
    assert (found.how_many, found.seen_by_coordinator, found.checked_on) == (3, 2, EARLIER.date())
    assert [(group.key, len(needs)) for group, needs in found.groups if needs] == [
        ("comm", 1),
        ("venue", 1),
        ("safe", 1),
    ]
    assert summary_of([]).checked_on is None


# -- on the phone ----------------------------------------------------------------------------------


def test_a_coordinator_writes_down_what_somebody_says_and_it_says_so(world, now):
    keep_needs(world.rowan, {"comm.loop": Said()}, among=["comm.loop"], by=world.tomasz, now=now)
    assert PersonNeed.objects.get().entered_by_id == world.tomasz.pk
    tell(world.rowan, now, "comm.loop", own_words="Left side")
    assert PersonNeed.objects.get().entered_by_id is None


def test_what_is_private_stays_when_staff_write_down_the_rest(world, now):
    tell(world.rowan, EARLIER, "safe.medicine", audience="nobody")
    tell(world.rowan, EARLIER, "safe.food")
    keep_needs(world.rowan, {}, among=["safe.medicine", "safe.food"], by=world.tomasz, now=now)
    assert list(PersonNeed.objects.values_list("item_id", flat=True)) == ["safe.medicine"]


def test_staff_confirm_only_what_they_may_see(world, now):
    tell(world.rowan, EARLIER, "safe.medicine", audience="nobody")
    assert confirm_needs(world.rowan, by=world.tomasz, now=now) == 0
    tell(world.rowan, EARLIER, "safe.food")
    assert confirm_needs(world.rowan, by=world.tomasz, now=now) == 1
    assert PersonNeed.objects.get(item="safe.medicine").checked_on == EARLIER.date()


def test_nobody_but_the_person_and_the_coordinator_writes_anything(world, now):
    others = [world.ravi, world.helen, world.paula, world.samira, world.kim, world.audra, world.petra]
    strangers = [make_world("Other").tomasz, make_person()]
    for by in [*others, *strangers]:
        with pytest.raises(NotAllowed):
            keep_needs(world.rowan, {}, among=["comm.loop"], by=by, now=now)
        with pytest.raises(NotAllowed):
            confirm_needs(world.rowan, by=by, now=now)


# -- talking ---------------------------------------------------------------------------------------


def test_asked_twice_it_is_one_task(world, now):
    first = ask_to_talk(world.rowan, by=world.rowan, now=now)
    assert ask_to_talk(world.rowan, by=world.rowan, now=now) == first
    assert Event.objects.filter(verb="access.ask_to_talk").count() == 1


def test_ticking_that_one_would_rather_talk_makes_the_task_and_no_need(world, now):
    keep_needs(world.rowan, {"other.talk": Said()}, among=["other.talk"], by=world.rowan, now=now)
    assert TalkRequest.objects.get().person == world.rowan
    assert not PersonNeed.objects.exists()
    keep_needs(world.rowan, {}, among=["other.talk"], by=world.rowan, now=now)
    assert not TalkRequest.objects.exists()


def test_after_a_talk_one_can_ask_again(world, now):
    talk = ask_to_talk(world.rowan, by=world.rowan, now=now)
    assert note_talk(talk, by=world.tomasz, now=now) is True
    assert note_talk(talk, by=world.tomasz, now=now) is False
    assert open_talk_of(world.rowan) is None
    assert ask_to_talk(world.rowan, by=world.rowan, now=now) != talk
    assert Event.objects.filter(verb="access.talk").count() == 1


def test_only_the_person_asks_and_only_their_team_notes_the_talk(world, now):
    talk = ask_to_talk(world.rowan, by=world.rowan, now=now)
    for by in [world.samira, world.helen, make_world("Other").tomasz]:
        with pytest.raises(NotAllowed):
            note_talk(talk, by=by, now=now)
        with pytest.raises(NotAllowed):
            ask_to_talk(world.rowan, by=by, now=now)
        with pytest.raises(NotAllowed):
            withdraw_talk(world.rowan, by=by)
