from datetime import timedelta

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "coordinator.applications"
    label = "applications"

    def ready(self) -> None:
        """Steps, sentences, letters, the clock, and what this slice shows elsewhere."""
        from coordinator import hooks
        from coordinator.applications import tasks
        from coordinator.applications.actions import (
            end_undecided,
            follow_place,
            follow_seats,
            forget_person,
            person_rows,
        )
        from coordinator.applications.letters import KINDS
        from coordinator.applications.models import Application
        from coordinator.applications.next_steps import next_steps
        from coordinator.applications.queries import people_who_applied, seats_promised
        from coordinator.applications.steps import SENTENCES, STEPS
        from coordinator.letters.kinds import register_kinds
        from coordinator.workflow.clock import register_clock_task
        from coordinator.workflow.steps import register_steps
        from coordinator.workflow.trail import register_sentences

        register_steps(Application, STEPS)
        register_sentences(SENTENCES)
        register_kinds(*KINDS)
        register_clock_task("applications.lapse_offers", tasks.lapse_offers, every=timedelta(minutes=5))
        register_clock_task("applications.forget_drafts", tasks.forget_old_drafts, every=timedelta(hours=12))
        hooks.call_withdrawn.register(end_undecided)
        hooks.people_who_applied.register(people_who_applied)
        hooks.seats_opened.register(follow_seats)
        hooks.seats_promised.register(seats_promised)
        hooks.place_changed.register(follow_place)
        hooks.next_steps.register(next_steps)
        hooks.person_export.register(person_rows)
        hooks.person_erasure.register(forget_person)
