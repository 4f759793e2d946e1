"""Hostile and broken packages, each with the rule that refuses it and the entry it is found at."""

from collections.abc import Callable
from typing import Any

from tests.factories.h5p import (
    PARAMS,
    PNG,
    LibraryFiles,
    h5p_json,
    package_build,
    package_files,
    zip_build,
)
from tests.factories.zips import Raw, raws, zip_raw

LONG_TEXT = b'"' + b" ".join(b"%d" % number for number in range(700_000)) + b'"'
MANY_VALUES = (
    b"[" + b",".join(b"%d" % (number * number % 99_991) for number in range(400_000)) + b"]"
)
CASES: dict[str, tuple[str, Callable[[], bytes]]] = {}


def case(name: str, code: str, make: Callable[[], bytes]) -> None:
    """Add a package."""
    assert name not in CASES
    CASES[name] = (code, make)


def with_entry(*extra: Raw, drop: str = "") -> bytes:
    """A valid package with further entries."""
    files = {path: data for path, data in package_files().items() if path != drop}
    return zip_raw([*raws(files), *extra])


def named(name: str | bytes, data: bytes = PNG, **fields: Any) -> Callable[[], bytes]:
    """A valid package with one more entry of this name."""
    raw = name if isinstance(name, bytes) else name.encode()
    return lambda: with_entry(Raw(raw, data, **fields))


def with_json(path: str, data: bytes) -> Callable[[], bytes]:
    """A valid package in which one file is other bytes."""
    return lambda: zip_build({**package_files(), path: data})


def manifest(**changes: Any) -> Callable[[], bytes]:
    """A package whose `h5p.json` differs; None takes a field out."""

    def make() -> bytes:
        data = {key: value for key, value in h5p_json(**changes).items() if value is not None}
        return package_build(manifest=data)

    return make


def library(**changes: Any) -> Callable[[], bytes]:
    """A package whose `library.json` differs."""
    return lambda: package_build(libraries=[LibraryFiles(extra=changes)])


def params(**changes: Any) -> Callable[[], bytes]:
    """A package whose content differs."""
    return lambda: package_build(params={**PARAMS, **changes})
