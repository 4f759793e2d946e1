"""Every address of the project, read from the URL configuration."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

OURS = {"lms", "core", "accounts", "xapi", "h5p", "courses", "certificates", "pages", "reports"}


@dataclass(frozen=True, kw_only=True)
class Address:
    """One address. `name` is as for `reverse`; an unnamed one is called by its route."""

    name: str
    route: str
    module: str
    is_ours: bool
    converters: dict[str, str] = field(hash=False, default_factory=dict)


def addresses_all() -> list[Address]:
    """Return every address once, in the order of the configuration."""
    found: dict[tuple[str, str], Address] = {}
    for address in _walk(get_resolver().url_patterns, "", (), {}):
        found.setdefault((address.name, address.route), address)
    return list(found.values())


def _walk(
    patterns: list[Any], prefix: str, namespaces: tuple[str, ...], converters: dict[str, str]
) -> Iterator[Address]:
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        known = {**converters, **_converters(pattern)}
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, route, inner, known)
        else:
            yield _address(pattern, route, namespaces, known)


def _address(
    pattern: URLPattern, route: str, namespaces: tuple[str, ...], converters: dict[str, str]
) -> Address:
    name = ":".join((*namespaces, pattern.name)) if pattern.name else f"route:{route}"
    view = pattern.callback
    module = getattr(getattr(view, "view_class", view), "__module__", "")
    # A snippet's views are Wagtail's classes, but the snippet and who may see it are ours.
    is_ours = module.split(".")[0] in OURS or name.startswith("wagtailsnippet")
    return Address(name=name, route=route, module=module, is_ours=is_ours, converters=converters)


def _converters(pattern: Any) -> dict[str, str]:
    """Parameter names with the sort of value that each takes."""
    found = {
        name: type(converter).__name__.removesuffix("Converter").lower()
        for name, converter in getattr(pattern.pattern, "converters", {}).items()
    }
    for name in pattern.pattern.regex.groupindex:
        found.setdefault(name, "string")
    return found
