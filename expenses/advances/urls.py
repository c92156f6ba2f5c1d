from django.urls import path

from expenses.advances import pages

urlpatterns = [
    path("me/places/<uuid:pk>/beforehand/", pages.own, name="place_advance"),
    path("me/places/<uuid:pk>/beforehand/take-back/", pages.take_own_back, name="place_advance_take_back"),
    path("team/places/<uuid:pk>/beforehand/", pages.for_them, name="team_place_advance"),
    path("team/places/<uuid:pk>/beforehand/take-back/", pages.take_back_for, name="team_place_advance_take_back"),
]
