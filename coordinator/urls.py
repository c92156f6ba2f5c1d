"""Every address, by slice (design.md section 5).

Django tries addresses in this order, so what programs and the public ask most stands first.
"""

from importlib.util import find_spec

from django.urls import include, path

SLICES = [
    "coordinator.opportunities",
    "calendar_feeds",
    "coordinator.api",
    "coordinator.design",
    "coordinator.home",
    "coordinator.people",
    "coordinator.applications",
    "coordinator.panels",
    "coordinator.letters",
    "coordinator.keeping",
    "accessibility",
    "expenses",
    "coordinator.demo",
]

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    *(path("", include(f"{name}.urls")) for name in SLICES if find_spec(f"{name}.urls")),
]
handler400 = "coordinator.design.pages.bad_request"
handler403 = "coordinator.design.pages.not_allowed"
handler404 = "coordinator.design.pages.not_found"
handler429 = "coordinator.people.sign_in.too_many_tries"
handler500 = "coordinator.design.pages.our_fault"
