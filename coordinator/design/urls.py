from django.urls import path

from coordinator.design import pages

urlpatterns = [
    path("accessibility/", pages.accessibility_statement, name="accessibility_statement"),
    path("language/", pages.choose_language, name="set_language"),
    path("privacy/", pages.privacy_notice, name="privacy_notice"),
]
