"""Statements as players send them."""

import uuid
from typing import Any

IRI = "https://formation.example.org/xapi/activities/h5p/1"
VERB = "http://adlnet.gov/expapi/verbs/"


def statement_make(verb: str = "answered", **changes: Any) -> dict[str, Any]:
    """A multiple choice that was answered rightly; `changes` replace whole members."""
    statement: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "actor": {"mbox": "mailto:somebody@example.org", "objectType": "Agent"},
        "verb": {"id": f"{VERB}{verb}", "display": {"en-US": verb}},
        "object": {
            "id": IRI,
            "objectType": "Activity",
            "definition": {
                "description": {"en-US": "Quel indice ?"},
                "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
                "interactionType": "choice",
                "correctResponsesPattern": ["0[,]2"],
                "choices": [{"id": "0", "description": {"en-US": "Passeport retenu"}}],
                "extensions": {"http://h5p.org/x-api/h5p-local-content-id": "1"},
            },
        },
        "context": {
            "contextActivities": {
                "category": [{"id": "http://h5p.org/libraries/H5P.MultiChoice-1.16"}]
            }
        },
        "result": {
            "score": {"min": 0, "max": 2, "raw": 2, "scaled": 1},
            "completion": True,
            "success": True,
            "duration": "PT12.5S",
            "response": "0[,]2",
        },
    }
    return {**statement, **changes}
