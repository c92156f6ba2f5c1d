from django.urls import path

from coordinator.home import pages, probes

urlpatterns = [
    path("", pages.front, name="front"),
    path("me/", pages.me, name="my_home"),
    path("team/", pages.team, name="team_home"),
    path("finance/", pages.finance, name="finance_home"),
    path("head/", pages.head, name="head_home"),
    path("alive", probes.alive, name="alive"),
    path("ready", probes.ready, name="ready"),
]
