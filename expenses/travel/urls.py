from django.urls import path

from expenses.travel import pages

urlpatterns = [
    path("me/travel/", pages.my_travel, name="my_travel"),
    path("me/places/<uuid:pk>/travel/", pages.place_travel, name="place_travel"),
    path("me/places/<uuid:pk>/travel/costs/", pages.name_cost, name="place_cost"),
    path("me/places/<uuid:pk>/travel/costs/<uuid:cost>/drop/", pages.drop_cost, name="place_cost_drop"),
    path("team/people/<uuid:pk>/travel/", pages.travel_for, name="team_person_travel"),
    path("team/estimates/", pages.estimates, name="team_estimates"),
    path("team/estimates/journeys/<uuid:pk>/", pages.decide_plan, name="team_estimate"),
    path("team/estimates/costs/<uuid:pk>/", pages.decide_cost, name="team_estimate_cost"),
]
