from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "coordinator.panels"
    label = "panels"

    def ready(self) -> None:
        """Make steps, sentences, kinds of letter and this slice's answers to hooks known."""
        from coordinator import hooks
        from coordinator.letters.kinds import register_kinds
        from coordinator.panels import letters, models, steps
        from coordinator.panels.actions import details_changed, forget_places
        from coordinator.panels.next_steps import next_steps
        from coordinator.panels.queries import own_rows
        from coordinator.workflow.steps import register_steps
        from coordinator.workflow.trail import register_sentences

        register_steps(models.Panel, steps.PANEL_STEPS)
        register_steps(models.Session, steps.SESSION_STEPS)
        register_steps(models.Place, steps.PLACE_STEPS)
        register_sentences(steps.SENTENCES)
        register_kinds(*letters.KINDS)
        hooks.next_steps.register(next_steps)
        hooks.person_export.register(own_rows)
        hooks.person_erasure.register(forget_places)
        hooks.details_changed.register(details_changed)
