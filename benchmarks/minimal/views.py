from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from rest_framework import generics, serializers
from rest_framework.pagination import PageNumberPagination

from benchmarks.minimal.models import Call, Entry, Feed


def calls(request):
    """25 rows of 10,000 with their count."""
    rows = Call.objects.filter(open=True).select_related("group").order_by("closes_at")
    return render(request, "minimal/list.html", {"rows": rows[:25], "count": rows.count()})


class CallSerializer(serializers.ModelSerializer):
    group = serializers.CharField(source="group.name")

    class Meta:
        model = Call
        fields = ["id", "group", "title", "summary", "closes_at"]


class Pages(PageNumberPagination):
    page_size = 25


class CallList(generics.ListAPIView):
    """Bare DRF: a count and a page."""

    queryset = Call.objects.filter(open=True).select_related("group").order_by("closes_at")
    serializer_class = CallSerializer
    pagination_class = Pages


def feed(request, token):
    """One query; 304 when the version is known, else the joined bytes."""
    found = Feed.objects.get(token_sha256=token)
    tag = f'W/"{found.pk}-{found.version}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    blobs = Entry.objects.filter(feed=found).order_by("pk").values_list("blob", flat=True)
    return HttpResponse(b"".join(map(bytes, blobs)), content_type="text/calendar", headers={"ETag": tag})
