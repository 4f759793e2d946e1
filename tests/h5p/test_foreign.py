"""What packages of other platforms are full of: mended as the reference does, or taken as it is."""

from typing import Any

import pytest

from h5p import store
from h5p.models import ActivityVersion, Library
from tests.factories.h5p import LibraryFiles, import_make, package_build

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0" * 9
FIELDS: list[dict[str, Any]] = [
    {"name": "code", "type": "text", "label": "Code", "regexp": {"pattern": "^[a-z]+$"}},
    {"name": "short", "type": "text", "label": "Short", "maxLength": 5, "optional": True},
    {"name": "rich", "type": "text", "label": "Rich", "tags": ["strong"], "optional": True},
    {"name": "zones", "type": "select", "label": "Zones", "multiple": True, "options": []},
    {"name": "one", "type": "select", "label": "One", "options": [{"value": "a", "label": "A"}]},
    {"name": "rows", "type": "list", "label": "Rows", "field": {"type": "number", "label": "N"}},
]


@pytest.mark.parametrize(
    ("params", "kept", "notes"),
    [
        ({"code": "abc", "short": "12345"}, {"code": "abc", "short": "12345"}, set()),
        ({"code": "a b"}, {"code": ""}, {"text_form"}),
        ({"short": "1234567"}, {"short": "12345"}, {"text_shortened"}),
        ({"short": '"<>"1'}, {"short": "&quot;&lt;&gt;&quot;1"}, set()),
        ({"zones": ["0", "1"]}, {"zones": ["0", "1"]}, set()),
        ({"zones": "0", "one": "a"}, {"zones": ["0"], "one": "a"}, set()),
        ({"rows": [1, "2"]}, {"rows": [1, 2]}, set()),
    ],
)
def test_limits_and_forms_of_texts_and_choices_are_held(
    params: dict[str, Any], kept: dict[str, Any], notes: set[str]
):
    library = LibraryFiles(semantics=FIELDS)
    job = import_make(package_build(libraries=[library], params=params, media={}), install=True)
    assert job.state == "done", (job.code, job.details)
    assert ActivityVersion.objects.get(activity=job.activity).params == kept
    assert {note["code"] for note in job.notes} == {"library_installed", *notes}


def test_what_packages_of_other_platforms_bring_along_is_taken():
    files = {"changes.diff": b"--- a\n+++ b\n", "odd.svg": b'export default "data:"'}
    job = import_make(
        package_build(
            libraries=[LibraryFiles(files=files)],
            media={
                "images/scene.png": b"\xff\xd8\xff\xe0" * 9,
                "a.mp3": b"RIFF\x00\x00\x00\x00WAVE",
            },
        ),
        install=True,
    )
    assert job.state == "done", (job.code, job.entry)
    assert [note["details"] for note in job.notes if note["code"] == "svg_emptied"] == [
        {"file": "H5P.LmsSample-1.0/odd.svg"}
    ]
    library = Library.objects.get()
    with store.open(f"{library.prefix}/odd.svg") as file:
        assert file.read() == b'<svg xmlns="http://www.w3.org/2000/svg"/>'
