"""Contents of our own types, small and whole."""

import copy
from typing import Any

from wagtail.models import Collection

from h5p.models import Activity, Library
from h5p.services.editing import content_create
from h5p.services.own import own_libraries_install

CASE: dict[str, Any] = {
    "steps": [
        {
            "subContentId": "0d9c5b0e-5c39-4c53-8f0b-2f1f6a1c7e44",
            "text": "<p>Une offre demande un paiement.</p>",
            "choices": [
                {"text": "Vérifier", "effect": "good", "feedback": "<p>Bien.</p>", "goTo": 2},
                {"text": "Payer", "effect": "harm", "feedback": "<p>Non.</p>", "goTo": 3},
            ],
        },
        {"subContentId": "fin-1", "text": "<p>L'argent est resté à la maison.</p>"},
        {"subContentId": "fin-2", "text": "<p>L'argent est perdu.</p>"},
    ]
}
SORT: dict[str, Any] = {
    "instruction": "Classez chaque carte.",
    "categories": ["Alerte", "Bon signe"],
    "cards": [
        {"text": "Paiement demandé", "category": 1, "feedback": "L'employeur paie."},
        {"text": "Contrat écrit", "category": 2, "feedback": "On peut le lire."},
    ],
}


def own_library(name: str) -> Library:
    """One of our content types, installed."""
    if Collection.get_first_root_node() is None:  # a test with real transactions was before
        Collection.add_root(name="Root")
    own_libraries_install()
    return Library.objects.get(machine_name=name)


def own_activity(name: str = "IOM.DecisionCase", language: str = "fr", **changes: Any) -> Activity:
    """A published activity of one of our content types."""
    params = copy.deepcopy({"IOM.DecisionCase": CASE, "IOM.IndicatorSort": SORT}[name])
    return content_create(
        title="Une offre", language=language, main=own_library(name), params={**params, **changes}
    )
