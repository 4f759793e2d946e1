"""The closed set of words in braces that a template's texts may contain.

A line whose placeholder has no value for this holder is left out as a whole, so that no sentence
is printed with a hole in it.
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext, gettext_lazy, ngettext

PLACEHOLDERS = {
    "name": gettext_lazy("name of the holder"),
    "course": gettext_lazy("title of the course or programme"),
    "hours": gettext_lazy("nominal duration validated"),
    "hours_in_person": gettext_lazy("duration attended in person"),
    "completed_on": gettext_lazy("date of completion"),
    "issued_on": gettext_lazy("date of issue"),
    "expires_on": gettext_lazy("end of validity"),
    "score": gettext_lazy("best score in the final assessment"),
    "level": gettext_lazy("level set in this template"),
    "cohort": gettext_lazy("title of the cohort"),
    "institution": gettext_lazy("institution of the holder"),
}
TEXT_FIELDS = tuple(
    f"{name}_{language}"
    for name in ("title", "intro", "statement", "details", "skills", "note")
    for language in ("fr", "ar")
)
_PLACE = re.compile(r"\{([^{}]*)\}")
_STRAY = re.compile(r"[{}]")


def text_problem(text: str) -> str:
    """Say in words what is wrong with the placeholders of a text; empty when nothing is."""
    unknown = sorted({name for name in _PLACE.findall(text) if name not in PLACEHOLDERS})
    if unknown:
        return ngettext(
            "Unknown placeholder: %(unknown)s. Known ones: %(known)s.",
            "Unknown placeholders: %(unknown)s. Known ones: %(known)s.",
            len(unknown),
        ) % {
            "unknown": ", ".join("{" + name + "}" for name in unknown),
            "known": ", ".join("{" + name + "}" for name in PLACEHOLDERS),
        }
    if _STRAY.search(_PLACE.sub("", text)):
        return gettext("A brace is open or closed alone: placeholders are written {course}.")
    return ""


def line_fill(line: str, values: Mapping[str, str]) -> str:
    """Return the line with its values, or nothing when one of them is missing."""
    if any(not values.get(name) for name in _PLACE.findall(line)):
        return ""
    return _PLACE.sub(lambda match: values[match[1]], line).strip()


def lines_fill(text: str, values: Mapping[str, str]) -> list[str]:
    """Return the filled lines of a text, those with a missing value left out."""
    return [filled for line in text.splitlines() if (filled := line_fill(line, values))]
