"""Addresses of calls (design.md section 5)."""

from django.urls import path

from coordinator.opportunities.pages import public

urlpatterns = [
    path("opportunities/", public.opportunities, name="opportunities"),
    path("opportunities/<slug:slug>/", public.opportunity, name="opportunity"),
    path("opportunities/<slug:slug>/print/", public.opportunity_print, name="opportunity_print"),
    path("opportunities/<slug:slug>/not-for-me/", public.not_for_me, name="not_for_me"),
    path("o/<slug:code>/", public.opportunity_short, name="opportunity_short"),
]
