from datetime import timedelta

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "coordinator.letters"
    label = "letters"

    def ready(self) -> None:
        """Steps, sentences and the clock."""
        from coordinator.letters.models import Letter
        from coordinator.letters.steps import LETTER_STEPS, SENTENCES
        from coordinator.letters.tasks import set_aside_what_changed
        from coordinator.workflow.clock import register_clock_task
        from coordinator.workflow.steps import register_steps
        from coordinator.workflow.trail import register_sentences

        register_steps(Letter, LETTER_STEPS)
        register_sentences(SENTENCES)
        register_clock_task("letters.set_aside_what_changed", set_aside_what_changed, every=timedelta(minutes=10))
