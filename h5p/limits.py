"""How much of what a package may bring; the numbers are settings."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Limits:
    """Bytes for `upload` (the file), `total` and `entry` (unpacked) and `json` (one of them).

    `ratio` is unpacked to packed. `depth` counts folders and name, `name` characters of a path.
    `json_nodes` bounds the values of all JSON files together, so that memory stays flat; labels of
    languages, which are not kept, count each by itself.
    """

    upload: int
    total: int
    entry: int
    entries: int
    ratio: int
    depth: int
    name: int
    json: int
    json_nodes: int = 200_000
    json_depth: int = 64
    libraries: int = 400
    svg: int = 1024 * 1024


def limits_get() -> Limits:
    """Return the limits of this deployment."""
    return Limits(**settings.H5P_LIMITS)
