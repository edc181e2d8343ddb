"""The addresses that people guess."""

from django.urls import URLPattern, URLResolver, path

from designations.web import (
    about,
    acts,
    agreeing,
    authorities,
    changing,
    comparing,
    conflicts,
    downloads,
    groups,
    home,
    matrix,
    searching,
)
from designations.web.pictures.urls import urlpatterns as pictures

app_name = "designations"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("matrix/", matrix.matrix, name="matrix"),
    path("matrix/<slug:slug>/<slug:code>/", matrix.cell, name="cell"),
    path("groups/", groups.index, name="groups"),
    path("groups/<slug:slug>/", groups.group, name="group"),
    path("authorities/", authorities.index, name="authorities"),
    path("authorities/<slug:code>/", authorities.authority, name="authority"),
    path("regimes/<slug:slug>/", authorities.regime, name="regime"),
    path("conflicts/", conflicts.index, name="conflicts"),
    path("conflicts/<str:key>/", conflicts.conflict, name="conflict"),
    path("agreement/", agreeing.agreement, name="agreement"),
    path("agreement/<slug:one>/<slug:two>/", agreeing.pair, name="pair"),
    path("changes/", changing.changes, name="changes"),
    path("changes/atom/", changing.feed, name="changes-atom"),
    path("compare/", comparing.compare, name="compare"),
    path("acts/", acts.index, name="acts"),
    path("acts/<slug:key>/", acts.act, name="act"),
    path("search/", searching.search, name="search"),
    path("search/near/", searching.near, name="near"),
    path("method/", about.method, name="method"),
    path("legal/", about.legal, name="legal"),
    path("data/", downloads.data, name="data"),
    path("data/atlas.zip", downloads.archive, name="atlas"),
    path("data/<slug:name>.csv", downloads.table, name="table"),
    *pictures,
]
