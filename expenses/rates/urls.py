from django.urls import path

from expenses.rates import pages

urlpatterns = [
    path("finance/rates/", pages.rates, name="finance_rates"),
    path("finance/rates/<uuid:pk>/add/", pages.add_rate, name="finance_rate_add"),
    path("finance/rates/<uuid:pk>/end/", pages.end_rate, name="finance_rate_end"),
    path("finance/rates/<uuid:pk>/limits/", pages.limits, name="finance_limits"),
]
