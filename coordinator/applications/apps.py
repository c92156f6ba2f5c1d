from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "coordinator.applications"
    label = "applications"
