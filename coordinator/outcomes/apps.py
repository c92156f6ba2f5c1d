from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "coordinator.outcomes"
    label = "outcomes"
