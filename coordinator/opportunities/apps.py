from datetime import timedelta

from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    name = "coordinator.opportunities"
    label = "opportunities"

    def ready(self) -> None:
        """Make steps, sentences, kinds of letter, the closing clock and what hangs on hooks known."""
        from coordinator import hooks
        from coordinator.letters.kinds import register_kinds
        from coordinator.opportunities import actions, home, letters, models, queries, steps, tasks
        from coordinator.workflow.clock import register_clock_task
        from coordinator.workflow.steps import register_steps
        from coordinator.workflow.trail import register_sentences

        register_steps(models.Opportunity, steps.STEPS)
        register_sentences(steps.SENTENCES)
        register_kinds(*letters.KINDS)
        register_clock_task("opportunities.close", tasks.close_due_calls, every=timedelta(minutes=1))
        hooks.next_steps.register(home.next_steps)
        hooks.head_figures.register(home.head_figures)
        hooks.session_changed.register(lambda session, now: actions.note_changed_date(session, now=now))
        hooks.panel_cancelled.register(actions.end_calls_of)
        hooks.public_told_on.register(queries.public_told_on)
        hooks.person_export.register(queries.person_rows)
