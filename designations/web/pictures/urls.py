"""The addresses of the files: each below the page that holds the picture."""

from django.urls import URLPattern, URLResolver, path

from designations.web.pictures import agreement, conflicts, groups, matrix, years

urlpatterns: list[URLPattern | URLResolver] = [
    path("years.svg", years.of_all, name="years"),
    path("growth.svg", years.growth_of_lists, name="growth"),
    path("matrix/grid.svg", matrix.grid_of_groups, name="matrix-grid"),
    path("conflicts/strips.svg", conflicts.strips, name="conflict-strips"),
    path("conflicts/<str:key>/parties.svg", conflicts.parties, name="conflict-parties"),
    path("agreement/heat.svg", agreement.heat_map, name="agreement-heat"),
    path("agreement/<slug:one>/<slug:two>/overlap.svg", agreement.overlap, name="pair-overlap"),
    path("groups/<slug:slug>/timeline.svg", groups.timeline, name="group-timeline"),
    path("groups/<slug:slug>/map.svg", groups.map_of_group, name="group-map"),
    path("authorities/<slug:code>/years.svg", years.of_authority, name="authority-years"),
    path("regimes/<slug:slug>/years.svg", years.of_regime, name="regime-years"),
]
