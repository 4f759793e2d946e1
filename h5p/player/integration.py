"""What the player needs to start, made on the server: nothing is looked up by the phone."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from h5p.models import ActivityVersion, Library
from h5p.player.labels import labelled
from h5p.player.policy import content_origin, eval_libraries
from h5p.player.state import states_preload
from h5p.player.stored import played_get
from h5p.player.tokens import PlayClaims, files_token, libraries_token
from h5p.player.words import player_words

SAVE_SECONDS = 5
# The frame's own name for what it plays: the platform's numbers are none of its business.
CONTENT_ID = "1"


@dataclass(frozen=True, kw_only=True)
class Frame:
    """All that the frame's page holds."""

    title: str
    language: str
    styles: list[str]
    scripts: list[str]
    integration: dict[str, Any]
    evaluating: list[str]


def activity_iri(version: ActivityVersion) -> str:
    """Absolute, stable name of an activity in statements."""
    return f"{settings.SITE_URL}/xapi/activities/h5p/{version.activity.uuid}"


def frame_address(request: HttpRequest, claims: PlayClaims) -> str:
    """Address of the frame for this learner, good for as long as its token."""
    return content_origin(request) + reverse("h5p:embed", args=[files_token(claims)])


def file_bases(request: HttpRequest, claims: PlayClaims) -> dict[str, str]:
    """Where the files of the activity and of the libraries are, for as long as their tokens."""
    origin = content_origin(request)
    files = origin + reverse("h5p:files_base", args=[files_token(claims)])
    libraries = origin + reverse("h5p:libraries_base", args=[libraries_token(claims)])
    return {"files": files.rstrip("/"), "libraries": libraries.rstrip("/")}


def frame_make(request: HttpRequest, *, claims: PlayClaims) -> Frame:
    """Return the frame's page. Five queries whatever the number of libraries.

    Raises NotFoundError.
    """
    version, libraries = played_get(claims)
    origin = content_origin(request)
    bases = file_bases(request, claims)
    libraries_at = bases["libraries"]
    styles = [
        address for row in libraries for address in _addresses(libraries_at, row, row.styles())
    ]
    scripts = [
        address for row in libraries for address in _addresses(libraries_at, row, row.scripts())
    ]
    language = version.activity.language
    core_styles = [_static(origin, "h5p-standalone/styles/h5p.css")]
    core_scripts = [_static(origin, "h5p-standalone/frame.bundle.js")]
    main = version.main_library
    content = {
        "library": main.ubername,
        "jsonContent": json.dumps(labelled(version, libraries, language)),
        "fullScreen": "0",
        "exportUrl": "",
        "embedCode": "",
        "resizeCode": "",
        "url": activity_iri(version),
        "contentUrl": bases["files"],
        "title": version.activity.title,
        "displayOptions": {
            "frame": True,
            "copyright": True,
            "export": False,
            "embed": False,
            "icon": False,
            "copy": False,
        },
        "metadata": _metadata(version),
        "contentUserData": states_preload(claims),
        "styles": styles,
        "scripts": scripts,
    }
    with translation.override(language):
        words = player_words()
    integration = {
        "baseUrl": origin,
        "url": bases["files"],
        "siteUrl": settings.SITE_URL,
        "urlLibraries": libraries_at,
        "contents": {f"cid-{CONTENT_ID}": content},
        "saveFreq": SAVE_SECONDS,
        "postUserStatistics": False,
        "reportingIsEnabled": True,
        "fullscreenDisabled": True,
        # Who plays is not the package's to know.
        "user": {"name": "learner", "mail": "learner@example.invalid"},
        "ajax": {
            "setFinished": "",
            "contentUserData": "lms-state:/:dataType/:subContentId",
        },
        "l10n": {"H5P": words},
        "core": {"styles": core_styles, "scripts": core_scripts},
        "loadedJs": scripts,
        "loadedCss": styles,
    }
    return Frame(
        title=version.activity.title,
        language=language,
        styles=[*core_styles, *styles, _static(origin, "h5p/css/frame.css")],
        scripts=[
            _static(origin, "h5p/js/frame_before.js"),
            *core_scripts,
            *scripts,
            _static(origin, "h5p/js/frame_start.js"),
        ],
        integration=integration,
        evaluating=eval_libraries(libraries),
    )


def _static(origin: str, name: str) -> str:
    address = static(name)
    return address if address.startswith("http") else origin + address


def _addresses(base: str, library: Library, paths: list[str]) -> list[str]:
    """Addresses of a library's files; an update changes them, so that caches may keep them."""
    stamp = hashlib.sha256(library.prefix.encode()).hexdigest()[:10]
    return [f"{base}/{library.folder}/{path}?v={stamp}" for path in paths]


def _metadata(version: ActivityVersion) -> dict[str, Any]:
    """What `h5p.json` says of title, authors and licence."""
    names = ("title", "license", "licenseVersion", "authors", "source", "changes", "yearFrom")
    found = {name: version.metadata[name] for name in names if name in version.metadata}
    return {"title": version.activity.title, "license": "U", **found}
