from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class CoordinatorConfig(AppConfig):
    name = "coordinator"
    label = "coordinator"

    def ready(self) -> None:
        """After `migrate`, an SQLite file keeps a write-ahead log."""
        from coordinator.sqlite import set_write_ahead_log

        post_migrate.connect(set_write_ahead_log, sender=apps.get_app_config("organisations"))
