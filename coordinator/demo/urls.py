from django.conf import settings
from django.urls import path

from coordinator.demo import mailbox, pages

door = [
    path("demo/", pages.door, name="demo"),
    path("demo/be/<slug:key>/", pages.enter, name="demo_enter"),
    path("demo/mailbox/", mailbox.mailbox, name="demo_mailbox"),
    path("demo/mailbox/<slug:key>/", mailbox.mail, name="demo_mail"),
]
urlpatterns = door if settings.DEMO_DOOR else []
