"""Whatever happens to a valid package: it is imported or refused by a rule, never a fault."""

import json
import tempfile
from pathlib import Path
from typing import Any

from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from h5p.models import Activity, ImportJob, Library
from h5p.rules import RULES
from tests.factories.h5p import import_make, package_build, package_files, to_json, zip_build
from tests.factories.zips import Raw, raws, zip_raw

BASE = package_build()
FILES = package_files()
JSON_FILES = [path for path in FILES if path.endswith(".json")]
QUICK = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(["../../x", "javascript:x()", "H5P.LmsSample 1.0", "<script>", "\x00"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    found = [path]
    if isinstance(value, dict):
        for key, inner in value.items():
            found += places(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found += places(inner, (*path, number))
    return found


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The value with another one at a place."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


@st.composite
def bent_json(draw: st.DrawFn) -> bytes:
    """A package in which one value of one JSON file is another."""
    name = draw(st.sampled_from(JSON_FILES))
    data = json.loads(FILES[name])
    place = draw(st.sampled_from(places(data)))
    return zip_build({**FILES, name: to_json(put(data, place, draw(anything)))})


@st.composite
def bent_bytes(draw: st.DrawFn) -> bytes:
    """A package with some bytes changed, cut or doubled."""
    data = bytearray(BASE)
    for _number in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data) - 1))
        data[at : at + draw(st.integers(0, 6))] = draw(st.binary(max_size=6))
    return bytes(data)


@st.composite
def bent_names(draw: st.DrawFn) -> bytes:
    """A package in which one entry has another name."""
    entries = raws(FILES)
    chosen = draw(st.sampled_from(entries))
    parts = st.sampled_from(["..", ".", "", "content", "a.png", "CON", "é", "x" * 90, "a\\b", "C:"])
    made = st.lists(parts | st.text(max_size=8), min_size=1, max_size=6).map("/".join)
    chosen.name = draw(made).encode("utf-8", "surrogatepass")
    return zip_raw([*entries, Raw(b"content/more.txt", b"text")])


class MutationTest(TestCase):
    """Each example starts from an empty database and an empty store."""

    def check(self, data: bytes) -> None:
        """Imported or refused by a rule; no file outside the store's own folders."""
        with tempfile.TemporaryDirectory() as outside:
            folder = Path(outside) / "one" / "two" / "store"
            folder.mkdir(parents=True)
            storages = {
                "h5p": {
                    "BACKEND": "django.core.files.storage.FileSystemStorage",
                    "OPTIONS": {"location": folder, "base_url": None},
                }
            }
            with override_settings(STORAGES=storages):
                job = import_make(data, install=True)
            assert job.state in {"done", "refused"}
            files = {path for path in Path(outside).rglob("*") if path.is_file()}
            if job.state == "refused":
                assert job.code in set(RULES) - {"unexpected"}
                assert files == set()
                assert Activity.objects.count() + Library.objects.count() == 0
            packages = folder / "packages"
            assert all(packages in path.parents for path in files)
            ImportJob.objects.all().delete()

    @QUICK
    @given(bent_json())
    def test_values(self, data: bytes) -> None:
        """Values of JSON files."""
        self.check(data)

    @QUICK
    @given(bent_bytes())
    def test_bytes(self, data: bytes) -> None:
        """Bytes of the archive."""
        self.check(data)

    @QUICK
    @given(bent_names())
    def test_names(self, data: bytes) -> None:
        """Names of entries."""
        self.check(data)


def test_the_base_is_valid(db: None):
    assert import_make(BASE, install=True).state == "done"
