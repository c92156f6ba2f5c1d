from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "coordinator.keeping"
    label = "keeping"

    def ready(self) -> None:
        """Sentences of the history, the letter about a role, the entry of the navigation, what the head is told."""
        from coordinator import hooks
        from coordinator.design import navigation
        from coordinator.keeping.letters import ROLE_GIVEN
        from coordinator.keeping.next_steps import next_steps
        from coordinator.keeping.words import ENTRY, SENTENCES
        from coordinator.letters.kinds import register_kinds
        from coordinator.workflow.trail import register_sentences

        register_sentences(SENTENCES)
        register_kinds(ROLE_GIVEN)
        navigation.register(navigation.Section(ENTRY, "head_organisation", frozenset({"head"})))
        hooks.next_steps.register(next_steps)
