from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "coordinator.people"
    label = "people"
