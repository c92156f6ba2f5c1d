"""Addresses of calls (design.md section 5)."""

from django.urls import path

from coordinator.opportunities.pages import notice, opening, panel, public, team, writing

urlpatterns = [
    path("opportunities/", public.opportunities, name="opportunities"),
    path("opportunities/<slug:slug>/", public.opportunity, name="opportunity"),
    path("opportunities/<slug:slug>/print/", public.opportunity_print, name="opportunity_print"),
    path("opportunities/<slug:slug>/not-for-me/", public.not_for_me, name="not_for_me"),
    path("o/<slug:code>/", public.opportunity_short, name="opportunity_short"),
    path("team/calls/", team.calls, name="team_calls"),
    path("team/calls/new/", writing.new_call, name="team_call_new"),
    path("team/calls/new/panel/", writing.new_call_and_panel, name="team_call_new_panel"),
    path("team/calls/<uuid:pk>/", team.call, name="team_call"),
    path("team/calls/<uuid:pk>/preview/", team.preview, name="team_call_preview"),
    path("team/calls/<uuid:pk>/take-up/", team.take_up, name="team_call_take_up"),
    path("team/calls/<uuid:pk>/edit/", writing.edit_call, name="team_call_edit"),
    path("team/calls/<uuid:pk>/edit/<slug:section>/", writing.edit_section, name="team_call_section"),
    path("team/calls/<uuid:pk>/questions/", writing.questions, name="team_call_questions"),
    path("team/calls/<uuid:pk>/panel/", panel.panel, name="team_call_panel"),
    path("team/calls/<uuid:pk>/contact/", panel.contact, name="team_call_contact"),
    path("team/calls/<uuid:pk>/publish/", opening.publish, name="team_call_publish"),
    path("team/calls/<uuid:pk>/short-notice/", opening.short_notice, name="team_call_short_notice"),
    path("team/calls/<uuid:pk>/short-notice/ask/", opening.ask_short_notice, name="team_call_ask_short_notice"),
    path("team/calls/<uuid:pk>/close/", team.close, name="team_call_close"),
    path("team/calls/<uuid:pk>/withdraw/", team.withdraw, name="team_call_withdraw"),
    path("team/notice/", notice.notice, name="team_notice"),
    path("team/notice/<uuid:pk>/<slug:kind>/", notice.edit_notice, name="team_notice_edit"),
]
