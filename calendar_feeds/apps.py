from django.apps import AppConfig


class CalendarFeedsConfig(AppConfig):
    name = "calendar_feeds"
