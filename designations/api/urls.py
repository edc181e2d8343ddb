"""Addresses under `/api/`."""

from django.urls import URLPattern, URLResolver, path, re_path
from drf_spectacular.views import SpectacularAPIView

from designations.api import across, views
from designations.api.docs import docs
from designations.api.elsewhere import NothingHere
from designations.api.index import Index

app_name = "api"

records: tuple[URLPattern, ...] = (
    path("v1/authorities/", views.Authorities.as_view(), name="authorities"),
    path("v1/authorities/<str:code>/", views.Authority.as_view(), name="authority"),
    path("v1/regimes/", views.Regimes.as_view(), name="regimes"),
    path("v1/regimes/<str:slug>/", views.Regime.as_view(), name="regime"),
    path("v1/groups/", views.Groups.as_view(), name="groups"),
    path("v1/groups/<str:slug>/", views.Group.as_view(), name="group"),
    path("v1/groups/<str:slug>/order/", across.OrderOf.as_view(), name="order"),
    path("v1/events/", views.Events.as_view(), name="events"),
    path("v1/events/<str:act>/", views.Act.as_view(), name="event"),
    path("v1/listings/", views.Listings.as_view(), name="listings"),
    path("v1/conflicts/", views.Conflicts.as_view(), name="conflicts"),
    path("v1/conflicts/<str:key>/", views.Conflict.as_view(), name="conflict"),
    path("v1/matrix/", across.Matrix.as_view(), name="matrix"),
    path("v1/changes/", across.Changes.as_view(), name="changes"),
    path("v1/compare/", across.Compare.as_view(), name="compare"),
    path("v1/agreement/", across.Agreement.as_view(), name="agreement"),
)
"""What the record answers to programs; the index tells them."""

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", Index.as_view(addresses=records), name="index"),
    *records,
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    re_path(r"^v1/.*$", NothingHere.as_view(), name="nothing"),
]
