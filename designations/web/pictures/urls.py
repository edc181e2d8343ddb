"""The addresses of the files: each below the page that holds the picture."""

from django.urls import URLPattern, URLResolver, path

from designations.web.pictures import groups, years

urlpatterns: list[URLPattern | URLResolver] = [
    path("years.svg", years.of_all, name="years"),
    path("groups/<slug:slug>/timeline.svg", groups.timeline, name="group-timeline"),
    path("groups/<slug:slug>/map.svg", groups.map_of_group, name="group-map"),
    path("authorities/<slug:code>/years.svg", years.of_authority, name="authority-years"),
    path("regimes/<slug:slug>/years.svg", years.of_regime, name="regime-years"),
]
