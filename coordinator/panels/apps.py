from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "coordinator.panels"
    label = "panels"

    def ready(self) -> None:
        """Make steps, sentences and kinds of letter known."""
        from coordinator.letters.kinds import register_kinds
        from coordinator.panels import letters, models, steps
        from coordinator.workflow.steps import register_steps
        from coordinator.workflow.trail import register_sentences

        register_steps(models.Panel, steps.PANEL_STEPS)
        register_steps(models.Session, steps.SESSION_STEPS)
        register_steps(models.Place, steps.PLACE_STEPS)
        register_sentences(steps.SENTENCES)
        register_kinds(*letters.KINDS)
