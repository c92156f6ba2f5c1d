from django.conf import settings
from django.urls import path

from coordinator.demo import pages

door = [
    path("demo/", pages.door, name="demo"),
    path("demo/be/<slug:key>/", pages.enter, name="demo_enter"),
]
urlpatterns = door if settings.DEMO_DOOR else []
