from django.apps import AppConfig


class AuthorizationConfig(AppConfig):
    name = "coordinator.authorization"
    label = "authorization"
