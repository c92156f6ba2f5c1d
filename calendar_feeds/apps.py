from datetime import timedelta

from django.apps import AppConfig


class CalendarFeedsConfig(AppConfig):
    name = "calendar_feeds"

    def ready(self) -> None:
        """Hang on the core's hooks: entries are written in the transaction of the change they show."""
        from django.utils.translation import gettext_lazy as _

        from calendar_feeds import actions, boxes
        from coordinator import hooks
        from coordinator.workflow.clock import register_clock_task
        from coordinator.workflow.trail import register_sentences

        hooks.session_changed.register(actions.session_changed)
        hooks.place_changed.register(actions.place_changed)
        hooks.place_box.register(boxes.place_box)
        hooks.session_box.register(boxes.session_box)
        hooks.person_export.register(boxes.person_export)
        hooks.person_erasure.register(actions.forget_feeds)
        register_clock_task("calendar_feeds.window", actions.bump_feeds_whose_window_moved, every=timedelta(days=1))
        register_sentences(
            {
                "calendar.made": _("{who} made a new calendar address"),
                "calendar.ended": _("{who} switched a calendar address off"),
            }
        )
