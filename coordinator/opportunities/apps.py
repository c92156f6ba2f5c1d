from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    name = "coordinator.opportunities"
    label = "opportunities"
