from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "coordinator.home"
    label = "home"

    def ready(self) -> None:
        """The letter to somebody who was written down."""
        from coordinator import hooks
        from coordinator.home.letters import WRITTEN_DOWN, tell_what_we_wrote_down
        from coordinator.letters.kinds import register_kinds

        register_kinds(WRITTEN_DOWN)
        hooks.person_added.register(tell_what_we_wrote_down)
