from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "coordinator.design"
    label = "design"
