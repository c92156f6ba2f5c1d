from datetime import timedelta

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "coordinator.letters"
    label = "letters"

    def ready(self) -> None:
        """Steps, sentences, the clock, and this slice's part of the home page, an export and an erasure."""
        from coordinator import hooks
        from coordinator.letters.actions import forget_letters
        from coordinator.letters.models import Letter
        from coordinator.letters.next_steps import next_steps
        from coordinator.letters.queries import letter_rows
        from coordinator.letters.steps import LETTER_STEPS, SENTENCES
        from coordinator.letters.tasks import set_aside_what_changed
        from coordinator.workflow.clock import register_clock_task
        from coordinator.workflow.steps import register_steps
        from coordinator.workflow.trail import register_sentences

        register_steps(Letter, LETTER_STEPS)
        register_sentences(SENTENCES)
        register_clock_task("letters.set_aside_what_changed", set_aside_what_changed, every=timedelta(minutes=10))
        hooks.next_steps.register(next_steps)
        hooks.person_export.register(letter_rows)
        hooks.person_erasure.register(forget_letters)
