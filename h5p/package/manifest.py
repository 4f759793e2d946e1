"""`h5p.json` and `library.json`, after the H5P specification."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from h5p.enums import DependencyKind
from h5p.exceptions import PackageRefusedError
from h5p.package.fields import DEPENDENCIES_MAX, MACHINE_NAME, TEXT_MAX, Fields, LibraryKey

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}|und")
LONG_MAX = 10_000
DEPENDENCY_KEYS = {
    "preloadedDependencies": DependencyKind.PRELOADED,
    "dynamicDependencies": DependencyKind.DYNAMIC,
    "editorDependencies": DependencyKind.EDITOR,
}
# Descriptive fields of h5p.json that are kept, and how long each may be.
DESCRIPTIVE = {
    "license": TEXT_MAX,
    "licenseVersion": TEXT_MAX,
    "licenseExtras": LONG_MAX,
    "author": TEXT_MAX,
    "source": LONG_MAX,
    "yearFrom": 8,
    "yearTo": 8,
    "yearsFrom": 8,
    "yearsTo": 8,
    "authorComments": LONG_MAX,
    "contentType": TEXT_MAX,
    "defaultLanguage": 20,
    "a11yTitle": TEXT_MAX,
    "metaKeywords": LONG_MAX,
    "metaDescription": LONG_MAX,
}


@dataclass(frozen=True)
class LibraryInfo:
    """What `library.json` says, checked."""

    key: LibraryKey
    patch: int
    title: str
    runnable: bool
    core: tuple[int, int] | None
    metadata: dict[str, Any]
    dependencies: list[tuple[LibraryKey, DependencyKind]] = field(default_factory=list)


@dataclass(frozen=True)
class PackageInfo:
    """What `h5p.json` says, checked. `metadata` is what is kept and exported again."""

    title: str
    language: str
    main: LibraryKey
    dependencies: list[tuple[LibraryKey, DependencyKind]]
    metadata: dict[str, Any]


def package_info(data: Any, entry: str = "h5p.json") -> PackageInfo:
    """Read `h5p.json`."""
    fields = Fields(data, entry, "h5p_json_invalid")
    title = fields.text("title")
    language = fields.matching("language", LANGUAGE) if fields.data.get("language") else "und"
    main_name = fields.matching("mainLibrary", MACHINE_NAME)
    embed = fields.data.get("embedTypes", ["div"])
    if not isinstance(embed, list) or not set(map(str, embed)) <= {"div", "iframe"}:
        fields.refuse("embedTypes")
    dependencies = [
        (key, kind) for name, kind in DEPENDENCY_KEYS.items() for key in fields.dependencies(name)
    ]
    preloaded = [key for key, kind in dependencies if kind == DependencyKind.PRELOADED]
    main = next((key for key in preloaded if key.name == main_name), None)
    if main is None:
        raise PackageRefusedError("main_library_missing", entry, library=main_name)
    metadata: dict[str, Any] = {
        name: text
        for name, maximum in DESCRIPTIVE.items()
        if (text := _described(fields, name, maximum))
    }
    for name, keys in {"authors": ("name", "role"), "changes": ("date", "author", "log")}.items():
        rows = _rows(fields, name, keys)
        if rows:
            metadata[name] = rows
    metadata |= {"title": title, "language": language, "embedTypes": embed or ["div"]}
    return PackageInfo(title, language, main, dependencies, metadata)


def _described(fields: Fields, name: str, maximum: int) -> str:
    """Descriptive fields may be numbers or null in older exports."""
    value = fields.data.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return fields.text(name, maximum=maximum, required=False)


def _rows(fields: Fields, name: str, keys: tuple[str, ...]) -> list[dict[str, str]]:
    rows = fields.data.get(name) or []
    if not isinstance(rows, list) or len(rows) > DEPENDENCIES_MAX:
        fields.refuse(name)
    found = []
    for row in rows:
        if not isinstance(row, dict):
            fields.refuse(name)
        inner = Fields(row, fields.entry, "h5p_json_invalid")
        texts = {key: inner.text(key, maximum=LONG_MAX, required=False) for key in keys}
        found.append({key: text for key, text in texts.items() if text})
    return found


def library_info(data: Any, folder: str) -> LibraryInfo:
    """Read `library.json`; the folder must carry the library's name."""
    entry = f"{folder}/library.json"
    fields = Fields(data, entry, "library_json_invalid")
    key = LibraryKey(
        fields.matching("machineName", MACHINE_NAME),
        fields.number("majorVersion"),
        fields.number("minorVersion"),
    )
    patch = fields.number("patchVersion")
    names = [key.name, f"{key.name}-{key.major}.{key.minor}"]
    names.append(f"{names[1]}.{patch}")
    if folder not in names:
        raise PackageRefusedError("library_folder_mismatch", folder, expected=names[1])
    core = _core(fields, key)
    for name in ("preloadedJs", "preloadedCss"):
        _paths_check(fields, name)
    return LibraryInfo(
        key=key,
        patch=patch,
        title=fields.text("title"),
        runnable=bool(fields.number("runnable", maximum=1)) if "runnable" in data else False,
        core=core,
        metadata=data,
        dependencies=[
            (needed, kind)
            for name, kind in DEPENDENCY_KEYS.items()
            for needed in fields.dependencies(name)
        ],
    )


def _core(fields: Fields, key: LibraryKey) -> tuple[int, int] | None:
    """The core API that the library asks for must not be newer than ours."""
    wanted = fields.data.get("coreApi")
    if wanted is None:
        return None
    inner = Fields(wanted, fields.entry, "library_json_invalid")
    core = (inner.number("majorVersion"), inner.number("minorVersion"))
    if core > tuple(settings.H5P_CORE_API):
        raise PackageRefusedError(
            "core_api_too_new",
            fields.entry,
            library=str(key),
            needed=f"{core[0]}.{core[1]}",
            have=f"{settings.H5P_CORE_API[0]}.{settings.H5P_CORE_API[1]}",
        )
    return core


def _paths_check(fields: Fields, name: str) -> None:
    rows = fields.data.get(name) or []
    if not isinstance(rows, list):
        fields.refuse(name)
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("path"), str):
            fields.refuse(name)
