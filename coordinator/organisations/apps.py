from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "coordinator.organisations"
    label = "organisations"
