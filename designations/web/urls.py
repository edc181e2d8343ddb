"""Addresses of these pages."""

from django.urls import URLPattern, URLResolver

app_name = "designations"

urlpatterns: list[URLPattern | URLResolver] = []
