from django.urls import path

from calendar_feeds import pages

urlpatterns = [
    path("robots.txt", pages.robots, name="robots"),
    path("feeds/<str:kind>/<str:token>.ics", pages.feed, name="feed"),
    path("me/calendar/", pages.my_calendar, name="my_calendar"),
    path("me/calendar/make/", pages.make_my_calendar, name="make_my_calendar"),
    path("me/calendar/end/", pages.end_my_calendar, name="end_my_calendar"),
    path("me/places/<uuid:pk>/calendar/<uuid:session>.ics", pages.one_place, name="place_calendar"),
    path("team/panels/<uuid:pk>/calendar/", pages.panel_calendar, name="panel_calendar"),
    path("team/panels/<uuid:pk>/calendar/make/", pages.make_panel_calendar, name="make_panel_calendar"),
    path("team/panels/<uuid:pk>/calendar/end/", pages.end_panel_calendar, name="end_panel_calendar"),
]
