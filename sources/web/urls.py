"""Addresses of these pages."""

from django.urls import URLPattern, URLResolver, path

from sources.web import followed, report, review

app_name = "sources"

urlpatterns: list[URLPattern | URLResolver] = [
    path("followed/", followed.followed, name="followed"),
    path("report/", report.report, name="report"),
    path("report/thanks/", report.reported, name="reported"),
    path("review/", review.queue, name="queue"),
    path("review/accuracy/", review.accuracy, name="accuracy"),
    path("review/<int:pk>/", review.candidate, name="candidate"),
    path("review/<int:pk>/part/<int:telling>/", review.part, name="part"),
]
