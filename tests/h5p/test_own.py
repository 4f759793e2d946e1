"""Our own content types: valid, installed once, complete in both languages."""

import json
from typing import Any

import pytest

from h5p.models import ImportJob, Library
from h5p.services.own import FOLDER, own_libraries_install

TYPES = ["IOM.Base-1.0", "IOM.DecisionCase-1.0", "IOM.IndicatorSort-1.0"]


@pytest.mark.django_db
def test_they_are_installed_by_the_strict_importer_once():
    assert [own_libraries_install(), own_libraries_install()] == [True, False]
    names = [row.folder for row in Library.objects.order_by("machine_name")]
    assert names == TYPES
    needs = {
        row.folder: [need.required.folder for need in row.dependencies.select_related("required")]
        for row in Library.objects.all()
    }
    assert needs == {TYPES[0]: [], TYPES[1]: [TYPES[0]], TYPES[2]: [TYPES[0]]}
    assert ImportJob.objects.count() == 1


def shape(field: dict[str, Any]) -> dict[str, Any]:
    """The words of a field and of those inside it: what a language file must mirror."""
    found: dict[str, Any] = {
        name: True for name in ("label", "description", "entity") if name in field
    }
    if field.get("type") == "text" and isinstance(field.get("default"), str):
        found["default"] = True
    if "options" in field:
        found["options"] = len(field["options"])
    if "fields" in field:
        found["fields"] = [shape(inner) for inner in field["fields"]]
    if "field" in field:
        found["field"] = shape(field["field"])
    return found


def said(field: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: bool(field[name])
        for name in ("label", "description", "entity", "default")
        if name in field
    }
    if "options" in field:
        found["options"] = len([option["label"] for option in field["options"]])
    if "fields" in field:
        found["fields"] = [said(inner) for inner in field["fields"]]
    if "field" in field:
        found["field"] = said(field["field"])
    return found


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("folder", TYPES[1:])
def test_every_word_has_its_translation(folder: str, language: str):
    semantics = json.loads((FOLDER / folder / "semantics.json").read_text(encoding="utf-8"))
    words = json.loads((FOLDER / folder / f"language/{language}.json").read_text(encoding="utf-8"))
    assert [said(row) for row in words["semantics"]] == [shape(row) for row in semantics]
