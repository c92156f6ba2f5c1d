from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "coordinator.letters"
    label = "letters"
