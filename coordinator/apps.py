from django.apps import AppConfig


class CoordinatorConfig(AppConfig):
    name = "coordinator"
    label = "coordinator"
