from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "coordinator.people"
    label = "people"

    def ready(self) -> None:
        """Steps, sentences, and this slice's part of an export."""
        from coordinator import hooks
        from coordinator.people.models import Person
        from coordinator.people.queries import own_rows
        from coordinator.people.steps import SENTENCES, STEPS
        from coordinator.workflow.steps import register_steps
        from coordinator.workflow.trail import register_sentences

        register_steps(Person, STEPS)
        register_sentences(SENTENCES)
        hooks.person_export.register(own_rows)
