"""H5P packages: limits of an import, allowed types, the hub. Files: see `files`."""

from typing import Any

from lms.settings.env import env

MEBIBYTE = 1024 * 1024

H5P_LIMITS: dict[str, int] = {
    "upload": env.int("H5P_MAX_UPLOAD_MB", default=1024) * MEBIBYTE,
    "total": env.int("H5P_MAX_TOTAL_MB", default=2048) * MEBIBYTE,
    "entry": env.int("H5P_MAX_ENTRY_MB", default=1024) * MEBIBYTE,
    "entries": env.int("H5P_MAX_ENTRIES", default=5000),
    "ratio": env.int("H5P_MAX_RATIO", default=100),
    "depth": env.int("H5P_MAX_DEPTH", default=12),
    "name": env.int("H5P_MAX_NAME", default=200),
    "json": env.int("H5P_MAX_JSON_MB", default=4) * MEBIBYTE,
}
# The newest H5P core API that packages may ask for.
H5P_CORE_API: tuple[int, int] = (1, 28)
# Media and documents that a content may carry. Office documents are archives: not by default.
H5P_CONTENT_TYPES: list[str] = env.list(
    "H5P_CONTENT_TYPES",
    default=[
        *("json", "png", "jpg", "jpeg", "gif", "bmp", "webp", "tif", "tiff", "svg"),
        *("eot", "ttf", "woff", "woff2", "otf"),
        *("webm", "mp4", "ogg", "ogv", "mp3", "m4a", "wav"),
        *("txt", "pdf", "csv", "md", "vtt", "webvtt"),
    ],
)
# Outside connections to the H5P Hub; see docs/administrateurs/activites-h5p.md.
H5P_HUB: dict[str, Any] = {
    "enabled": env.bool("H5P_HUB_ENABLED", default=False),
    "address": env.str("H5P_HUB_ADDRESS", default="https://api.h5p.org/v1"),
}
