"""Addresses of these pages."""

from django.urls import URLPattern, URLResolver, path

from sources.web import report

app_name = "sources"

urlpatterns: list[URLPattern | URLResolver] = [
    path("report/", report.report, name="report"),
    path("report/thanks/", report.reported, name="reported"),
]
