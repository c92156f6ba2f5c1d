from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccessibilityConfig(AppConfig):
    name = "accessibility"

    def ready(self) -> None:
        """Hang on the core's hooks, and bring the items after each migration."""
        from django.utils.translation import gettext_lazy as _

        from accessibility import boxes, demo
        from accessibility.next_steps import next_steps
        from accessibility.queries.venues import is_described
        from accessibility.seed.loading import after_migrate
        from coordinator import hooks
        from coordinator.workflow.trail import register_sentences

        hooks.session_box.register(boxes.session_box)
        hooks.place_box.register(boxes.place_box)
        hooks.venue_box.register(boxes.venue_box)
        hooks.venue_known.register(is_described)
        hooks.person_box.register(boxes.person_box)
        hooks.next_steps.register(next_steps)
        hooks.move_warnings.register(boxes.move_warnings)
        hooks.readiness.register(boxes.readiness)
        hooks.person_export.register(boxes.person_export)
        hooks.person_erasure.register(boxes.person_erasure)
        hooks.adjusted_kinds.register(boxes.adjusted_kinds)
        hooks.adjusted_kinds_of.register(boxes.adjusted_kinds_of)
        hooks.demo_seed.register(demo.seed)
        post_migrate.connect(after_migrate, sender=self)
        register_sentences(
            {
                "access.change": _("{who} changed something that helps"),
                "access.confirm": _("{who} confirmed that nothing has changed"),
                "access.ask_to_talk": _("{who} would rather talk"),
                "access.talk": _("{who} noted that they have talked"),
                "access.arrange": _("{who} noted what is arranged"),
                "adjustment.agree": _("{who} agreed that a kind of cost is covered"),
                "adjustment.end": _("{who} ended an agreement about costs"),
                "venue.add": _("{who} added this venue"),
                "venue.change": _("{who} changed the venue’s name, address or way in"),
                "venue.check": _("{who} noted what was checked at this venue"),
            }
        )
