"""What an author must mend before a content is saved: stricter than the check of packages.

Packages of other platforms are mended in silence, as the reference implementation does; what is
typed here is not: the author is told where a value is missing or out of range.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from h5p.editor.labels import library_labels
from h5p.models import Library
from h5p.package.patterns import form_fits, length_limit

Field = dict[str, Any]
Find = Callable[[str], Library | None]
_TAG = re.compile(r"<[^>]*>")
_EMPTY_HTML = re.compile(r"&nbsp;|\s")


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where, in the words of the form."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where} : {self.message}" if self.where else self.message


class ContentCheck:
    """Checks contents; `find` gives an installed library, `language` is that of the form."""

    def __init__(self, find: Find, language: str) -> None:
        self._find, self._language = find, language
        self._kinds: dict[str, Callable[[Any, Field, str], Iterator[Problem]]] = {
            "text": self._text,
            "number": self._number,
            "group": self._group,
            "list": self._list,
            "library": self._library,
            "image": self._media,
            "file": self._media,
        }

    def problems(self, params: Any, main: Library) -> list[Problem]:
        """Return what is to be mended, in the order of the form."""
        return list(self._fields(params, library_labels(main, self._language), ""))

    def _fields(self, value: Any, fields: list[Field], where: str) -> Iterator[Problem]:
        values = value if isinstance(value, dict) else {}
        for field in fields:
            label = field.get("label") or field["name"]
            place = f"{where} › {label}" if where else label
            yield from self._any(values.get(field["name"]), field, place)

    def _any(self, value: Any, field: Field, where: str) -> Iterator[Problem]:
        # The activity's own words and hidden fields have defaults: nobody types them.
        if field.get("common") or field.get("widget") == "none":
            return
        check = self._kinds.get(field["type"])
        if check is not None:
            yield from check(value, field, where)

    def _text(self, value: Any, field: Field, where: str) -> Iterator[Problem]:
        text = value if isinstance(value, str) else ""
        plain = _EMPTY_HTML.sub("", _TAG.sub("", text)) if field.get("tags") else text.strip()
        if not plain:
            has_media = "<img" in text
            if not field.get("optional") and not has_media:
                yield Problem(where, _("This text is missing."))
            return
        limit = length_limit(field)
        read = html.unescape(text)
        if limit is not None and not field.get("tags") and len(read) > limit:
            yield Problem(where, _("At most %(count)s characters.") % {"count": limit})
        elif not form_fits(read, field):
            yield Problem(where, _("This text does not have the form asked for."))

    def _number(self, value: Any, field: Field, where: str) -> Iterator[Problem]:
        if value in (None, ""):
            if not field.get("optional") and "default" not in field:
                yield Problem(where, _("This number is missing."))
            return
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Problem(where, _("This should be a number."))
            return
        low, high = field.get("min"), field.get("max")
        if isinstance(low, int | float) and value < low:
            yield Problem(where, _("At least %(number)s.") % {"number": low})
        if isinstance(high, int | float) and value > high:
            yield Problem(where, _("At most %(number)s.") % {"number": high})

    def _group(self, value: Any, field: Field, where: str) -> Iterator[Problem]:
        fields = field["fields"]
        if value is None and field.get("optional"):
            return
        if len(fields) == 1 and not field.get("isSubContent"):
            yield from self._any(value, fields[0], where)
        else:
            yield from self._fields(value, fields, where)

    def _list(self, value: Any, field: Field, where: str) -> Iterator[Problem]:
        rows = value if isinstance(value, list) else []
        low, high = field.get("min"), field.get("max")
        if not rows and field.get("optional"):
            return
        if isinstance(low, int) and len(rows) < low:
            yield Problem(where, _("At least %(number)s entries.") % {"number": low})
        if isinstance(high, int) and len(rows) > high:
            yield Problem(where, _("At most %(number)s entries.") % {"number": high})
        for number, row in enumerate(rows, start=1):
            yield from self._any(row, field["field"], f"{where} {number}")

    def _library(self, value: Any, field: Field, where: str) -> Iterator[Problem]:
        name = value.get("library") if isinstance(value, dict) else None
        if not name:
            if not field.get("optional"):
                yield Problem(where, _("Choose what stands here."))
            return
        library = self._find(str(name))
        if library is None:
            yield Problem(where, _("%(library)s is not installed.") % {"library": name})
            return
        yield from self._fields(value.get("params"), library_labels(library, self._language), where)

    def _media(self, value: Any, field: Field, where: str) -> Iterator[Problem]:
        has_file = isinstance(value, dict) and bool(value.get("path"))
        if not has_file and not field.get("optional"):
            yield Problem(where, _("This file is missing."))
