"""What the frame may do: its Content-Security-Policy, and which types may compile code."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest

from h5p.models import Library

# Older releases build their pages from templates that they compile (EJS): blank without eval.
EVAL_KNOWN = {"H5P.MultiChoice": (1, 16), "H5P.QuestionSet": (1, 17)}
EVAL_ALWAYS = frozenset({"EJS", "H5P.EJS"})


def needs_eval(library: Library) -> bool:
    """Whether this library runs only where code may be made from texts."""
    last = EVAL_KNOWN.get(library.machine_name)
    if last is not None and (library.major, library.minor) <= last:
        return True
    return library.machine_name in EVAL_ALWAYS or (
        library.machine_name in settings.H5P_EVAL_LIBRARIES
    )


def eval_libraries(libraries: Sequence[Library]) -> list[str]:
    """Names of the libraries that need it, to tell the author."""
    return [library.ubername for library in libraries if needs_eval(library)]


def own_origin(request: HttpRequest) -> str:
    """Scheme and host that this request came to."""
    return f"{request.scheme}://{request.get_host()}"


def content_origin(request: HttpRequest) -> str:
    """Where the frame and its files are: the configured origin, else this one."""
    return settings.H5P_CONTENT_ORIGIN or own_origin(request)


def sandbox_tokens() -> str:
    """Value of the iframe's `sandbox`. Opaque, unless packages have an origin of their own."""
    return "allow-scripts allow-same-origin" if settings.H5P_CONTENT_ORIGIN else "allow-scripts"


def frame_policy(*, origin: str, may_eval: bool) -> str:
    """Return the policy of the frame's page.

    Only the player, the installed libraries and the files of packages are reached; nothing is sent
    anywhere: no form, no connection but for files. `sandbox` holds when the page is opened alone.
    """
    static = (
        settings.STATIC_URL
        if settings.STATIC_URL.startswith("http")
        else (f"{origin}{settings.STATIC_URL}")
    )
    files, libraries = f"{origin}/h5p/files/", f"{origin}/h5p/libraries/"
    stored = f" {settings.H5P_STORAGE_ORIGIN}" if settings.H5P_STORAGE_ORIGIN else ""
    scripts = f"{static} {libraries}" + (" 'unsafe-eval'" if may_eval else "")
    media = f"{files} {libraries}{stored} data: blob:"
    parent = settings.SITE_URL if settings.H5P_CONTENT_ORIGIN else origin
    directives = {
        "default-src": "'none'",
        "script-src": scripts,
        # Types set styles on elements and in markup: harmless here, nothing else shares the page.
        "style-src": f"{static} {libraries} 'unsafe-inline'",
        "img-src": f"{static} {media}",
        "font-src": f"{static} {libraries} data:",
        "media-src": media,
        "connect-src": f"{files} {libraries}{stored}",
        "form-action": "'none'",
        "frame-src": "'none'",
        "worker-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": parent,
        "sandbox": sandbox_tokens(),
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())
