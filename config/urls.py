"""All addresses: the record's pages, the API, the desk where it is installed, the admin, the probes."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config import health

admin.site.site_header = "Designation Atlas"
admin.site.site_title = "Designation Atlas"
admin.site.index_title = "The record"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("admin/", admin.site.urls),
    path("api/", include("designations.api.urls")),
]
if "sources" in settings.INSTALLED_APPS:
    urlpatterns.append(path("", include("sources.web.urls")))
# Last, since it holds the addresses that people guess.
urlpatterns.append(path("", include("designations.web.urls")))

handler404 = "designations.web.errors.not_found"
handler500 = "designations.web.errors.failed"
