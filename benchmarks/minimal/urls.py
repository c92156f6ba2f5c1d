from django.urls import path

from benchmarks.minimal import views

urlpatterns = [
    path("calls/", views.calls),
    path("api/calls/", views.CallList.as_view()),
    path("feeds/<token>.ics", views.feed),
]
