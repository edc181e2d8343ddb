"""Rules that every model keeps."""

import re

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from tests.house.tree import ROOT, files, named

MODELS = [
    pytest.param(model, id=model._meta.label)
    for app in ("designations", "sources")
    for model in apps.get_app_config(app).get_models()
]
# Django writes this one itself where a model has no docstring.
MADE_UP = re.compile(r"^\w+\([\w, ]*\)$")


@pytest.mark.parametrize("model", MODELS)
def test_a_model_says_what_it_is(model: type[models.Model]) -> None:
    assert model.__doc__
    assert not MADE_UP.match(model.__doc__)


@pytest.mark.parametrize("model", MODELS)
def test_a_model_prints_itself(model: type[models.Model]) -> None:
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize("model", MODELS)
def test_a_model_is_saved_as_django_saves(model: type[models.Model]) -> None:
    assert model.save is models.Model.save
    assert model.delete is models.Model.delete


@pytest.mark.parametrize("model", MODELS)
def test_a_model_says_how_it_is_reached_from_the_other_side(model: type[models.Model]) -> None:
    silent = [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.OneToOneField | models.ManyToManyField)
        and not field.remote_field.related_name
        and not field.remote_field.parent_link
    ]

    assert silent == []


def test_the_record_never_depends_on_its_sources() -> None:
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    upward = [
        (key, parent.key)
        for key, node in graph.node_map.items()
        if key[0] == "designations"
        for parent in node.parents
        if parent.key[0] == "sources"
    ]

    assert upward == []


def test_migrations_import_no_code_of_the_project() -> None:
    importers = [
        named(file)
        for file in files("designations/migrations/*.py", "sources/migrations/*.py")
        if re.search(r"^\s*(?:from|import) (?:designations|sources|config)\b", file.read_text("utf-8"), re.MULTILINE)
        or re.search(r"\b(?:designations|sources)\.(?:domain|reading|lists|models)\.", file.read_text("utf-8"))
    ]

    assert importers == []
    assert (ROOT / "manage.py").exists()
