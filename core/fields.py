"""Bilingual texts: explicit columns `<name>_fr`, `<name>_ar`, read through one descriptor."""

from typing import Any, overload

from django.utils.translation import get_language

LANGUAGE_CODES = ("fr", "ar")


def localized_get(instance: Any, name: str, language: str | None = None) -> str:
    """Return `<name>_<language>`, or the other language's text when that one is empty."""
    wanted = (language or get_language() or LANGUAGE_CODES[0])[:2]
    for code in (wanted, *LANGUAGE_CODES):
        value = getattr(instance, f"{name}_{code}", "")
        if value:
            return str(value)
    return ""


class Localized:
    """Read-only attribute that gives the text in the active language, the other as fallback."""

    def __init__(self, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> "Localized": ...
    @overload
    def __get__(self, instance: object, owner: type) -> str: ...
    def __get__(self, instance: object | None, owner: type) -> "Localized | str":
        if instance is None:
            return self
        return localized_get(instance, self.name)
