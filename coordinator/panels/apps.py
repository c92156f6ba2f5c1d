from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "coordinator.panels"
    label = "panels"
