"""JSON files that are broken, or say what they may not."""

import json
from typing import Any

from tests.factories.h5p import (
    LibraryFiles,
    dependency,
    package_build,
    package_files,
    to_json,
    zip_build,
)
from tests.factories.zips import Raw
from tests.h5p.hostile.cases import (
    LONG_TEXT,
    MANY_VALUES,
    case,
    library,
    manifest,
    params,
    with_entry,
    with_json,
)

# JSON ---------------------------------------------------------------------------------------
case("no h5p.json", "json_missing", lambda: with_entry(drop="h5p.json"))
case("no content.json", "json_missing", lambda: with_entry(drop="content/content.json"))
case("no library.json", "json_missing", lambda: with_entry(Raw(b"H5P.Other-1.0/a.js", b"1")))
case(
    "no semantics.json",
    "json_missing",
    lambda: with_entry(drop="H5P.LmsSample-1.0/semantics.json"),
)
for _file in (
    "h5p.json",
    "content/content.json",
    "H5P.LmsSample-1.0/library.json",
    "H5P.LmsSample-1.0/semantics.json",
    "H5P.LmsSample-1.0/language/ar.json",
):
    case(f"{_file}: not JSON", "json_invalid", with_json(_file, b"{'a': 1}"))
    case(f"{_file}: cut", "json_invalid", with_json(_file, b'{"a": [1, 2'))
    case(f"{_file}: empty", "json_invalid", with_json(_file, b""))
    case(f"{_file}: not UTF-8", "json_encoding", with_json(_file, b'{"a": "\xff\xfe"}'))
    case(f"{_file}: NaN", "json_number", with_json(_file, b'{"a": NaN}'))
    case(f"{_file}: infinite", "json_number", with_json(_file, b'{"a": -Infinity}'))
    case(f"{_file}: 1e999", "json_number", with_json(_file, b'{"a": 1e999}'))
    case(f"{_file}: huge integer", "json_number", with_json(_file, b'{"a": ' + b"9" * 5000 + b"}"))
    case(f"{_file}: too deep", "json_too_deep", with_json(_file, b"[" * 100 + b"]" * 100))
    case(
        f"{_file}: too large",
        "json_too_large",
        with_json(_file, LONG_TEXT),
    )
    case(
        f"{_file}: too many values",
        "json_too_complex",
        with_json(_file, MANY_VALUES),
    )
for _file in ("h5p.json", "content/content.json", "H5P.LmsSample-1.0/library.json"):
    case(f"{_file}: character zero", "json_control", with_json(_file, b'{"a": "\\u0000"}'))
    case(f"{_file}: half a character", "json_control", with_json(_file, b'{"a": "\\ud83d"}'))
    case(f"{_file}: key twice", "json_duplicate_key", with_json(_file, b'{"a": 1, "a": 2}'))
_value: Any
_changed: Any
for _value in ([], "text", 5, None, True):
    _shown = json.dumps(_value)
    case(f"h5p.json is {_shown}", "h5p_json_invalid", with_json("h5p.json", to_json(_value)))
    case(
        f"library.json is {_shown}",
        "library_json_invalid",
        with_json("H5P.LmsSample-1.0/library.json", to_json(_value)),
    )
for _value in ({}, "text", 5, None, [1], [{"name": 1, "type": "text"}], [{"name": "a"}]):
    case(
        f"semantics.json is {json.dumps(_value)}",
        "semantics_invalid",
        with_json("H5P.LmsSample-1.0/semantics.json", to_json(_value)),
    )
case(
    "semantics: list without field",
    "semantics_invalid",
    lambda: package_build(libraries=[LibraryFiles(semantics=[{"name": "a", "type": "list"}])]),
)
for _value in ("text", 5, True, [1]):
    case(
        f"content.json is {json.dumps(_value)}",
        "content_not_group",
        with_json("content/content.json", to_json(_value)),
    )

# h5p.json -----------------------------------------------------------------------------------
_WRONG: dict[str, list[Any]] = {
    "title": [None, "", 5, [], "x" * 300],
    "mainLibrary": [None, "../../evil", "H5P/Evil", 5, "", "H5P.Evil\n"],
    "embedTypes": ["div", ["object"], [5]],
    "language": ["../fr", 5, "fr\n"],
    "authors": ["x", [5]],
    "license": [["U"], {"a": 1}],
    "preloadedDependencies": [
        "x",
        [5],
        [{"machineName": "../evil", "majorVersion": 1, "minorVersion": 0}],
        [{"machineName": "H5P.LmsSample", "majorVersion": -1, "minorVersion": 0}],
        [{"machineName": "H5P.LmsSample", "majorVersion": 1.5, "minorVersion": 0}],
        [{"machineName": "H5P.LmsSample", "majorVersion": 1, "minorVersion": 10**6}],
        [{"machineName": "H5P.LmsSample", "majorVersion": "1; drop", "minorVersion": 0}],
    ],
}
for _name, _values in _WRONG.items():
    for _number, _changed in enumerate(_values):
        case(f"h5p.json: {_name} {_number}", "h5p_json_invalid", manifest(**{_name: _changed}))
case("main library not listed", "main_library_missing", manifest(preloadedDependencies=[]))
case(
    "main library cannot run",
    "main_library_not_runnable",
    lambda: package_build(libraries=[LibraryFiles(runnable=0)]),
)
case(
    "dependency nowhere",
    "dependency_missing",
    manifest(
        preloadedDependencies=[
            dependency("H5P.LmsSample", 1, 0),
            dependency("H5P.Nowhere", 3, 1),
        ]
    ),
)
case(
    "dependency of a library nowhere",
    "dependency_missing",
    lambda: package_build(libraries=[LibraryFiles(needs=[("H5P.Nowhere", 3, 1)])]),
)

# library.json -------------------------------------------------------------------------------
_WRONG = {
    "machineName": [None, "../evil", 5, "H5P Evil"],
    "majorVersion": ["x", -1, [], 10**7],
    "patchVersion": [None, 1.5],
    "runnable": ["yes", 2],
    "title": [None, 5],
    "coreApi": [5, {"majorVersion": 1}],
    "preloadedJs": ["a.js", [5], [{"path": 5}]],
    "preloadedDependencies": [[{"machineName": "a/b", "majorVersion": 1, "minorVersion": 0}]],
}
for _name, _values in _WRONG.items():
    for _number, _changed in enumerate(_values):
        case(
            f"library.json: {_name} {_number}", "library_json_invalid", library(**{_name: _changed})
        )
case(
    "core API too new",
    "core_api_too_new",
    library(coreApi={"majorVersion": 1, "minorVersion": 99}),
)
case("script upwards", "library_file_path", library(preloadedJs=[{"path": "../../evil.js"}]))
case("script elsewhere", "library_file_path", library(preloadedJs=[{"path": "//example.org/a.js"}]))
case("style is a script", "library_file_path", library(preloadedCss=[{"path": "sample.js"}]))
case("script missing", "library_file_missing", library(preloadedJs=[{"path": "no.js"}]))
case(
    "folder of another name",
    "library_folder_mismatch",
    lambda: zip_build(
        {
            path.replace("H5P.LmsSample-1.0/", "H5P.Evil-1.0/"): data
            for path, data in package_files().items()
        }
    ),
)
case(
    "library twice",
    "library_twice",
    lambda: zip_build(
        {
            **package_files(),
            **{
                path.replace("H5P.LmsSample-1.0/", "H5P.LmsSample/"): data
                for path, data in LibraryFiles().packed().items()
            },
        }
    ),
)

# content.json -------------------------------------------------------------------------------
case("text is a list", "content_not_text", params(question=["<p>"]))
case("list is a text", "content_not_list", params(answers="x"))
case("group is a text", "content_not_group", params(behaviour="x"))
case("number is a text", "content_not_number", params(behaviour={"pause": "soon"}))
case("boolean is a text", "content_not_boolean", params(behaviour={"retry": "perhaps"}))
case("choice is a list", "content_not_select", params(behaviour={"feedback": ["now"]}))
case("image is a text", "content_not_file", params(image="images/scene.png"))
case("javascript address", "content_address", params(image={"path": "javascript:alert(1)"}))
case("hidden javascript", "content_address", params(image={"path": "java\tscript:alert(1)"}))
case("data address", "content_address", params(image={"path": "data:text/html,<script>"}))
case("media upwards", "content_address", params(image={"path": "../../../etc/passwd"}))
case("media at the root", "content_address", params(image={"path": "/etc/passwd"}))
case("media on another host", "content_address", params(image={"path": "//example.org/a.png"}))
case("no library", "content_library_unknown", params(next={"library": "../evil 1.0"}))
case("library as number", "content_library_unknown", params(next={"library": 5}))
case("unlisted library", "content_library_refused", params(next={"library": "H5P.Evil 1.0"}))
case("missing version", "dependency_missing", params(next={"library": "H5P.LmsSample 9.9"}))


def _nested(depth: int) -> dict[str, Any]:
    inner: dict[str, Any] = {}
    for _number in range(depth):
        inner = {"next": {"library": "H5P.LmsSample 1.0", "params": inner}}
    return inner


case("nested too deeply", "content_too_deep", lambda: package_build(params=_nested(20)))
case(
    "identity of a part",
    "content_not_text",
    params(next={"library": "H5P.LmsSample 1.0", "params": {}, "subContentId": "../../x"}),
)
