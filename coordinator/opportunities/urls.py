"""Addresses of calls (design.md section 5)."""

urlpatterns = []
