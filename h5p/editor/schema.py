"""From a library's semantics to the JSON Schema that the form in the browser is made from.

The value of the form is the activity's `content.json` itself: a group with one field is that
field's value, as H5P's own editor keeps it. The form helps; what is saved is checked by
`h5p.package.params`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from h5p.editor.labels import library_labels
from h5p.models import Library
from h5p.package.patterns import length_limit
from h5p.package.semantics import option_values

Schema = dict[str, Any]
Field = dict[str, Any]
_RICH = frozenset({"strong", "em", "ul", "ol", "li", "h2", "h3", "table", "a", "p"})
# What the form carries along without showing it.
_KEPT_TEXT: Schema = {"type": "string", "options": {"hidden": True}}
_HIDDEN_WIDGETS = frozenset({"none"})


class SchemaBuilder:
    """Builds the schema of one library; `$defs` holds those that it may contain.

    `installed` are the libraries that a field of the kind "library" may choose from; `language`
    is that of the form's labels.
    """

    def __init__(self, installed: Iterable[Library], language: str) -> None:
        self._language = language
        self._by_name: dict[str, list[Library]] = {}
        for library in installed:
            self._by_name.setdefault(library.machine_name, []).append(library)
        self._defs: dict[str, Schema] = {}
        self._kinds: dict[str, Callable[[Field], Schema]] = {
            "text": self._text,
            "number": self._number,
            "boolean": self._boolean,
            "select": self._select,
            "group": self._group,
            "list": self._list,
            "library": self._library,
            "image": self._media,
            "file": self._media,
            "video": self._media_list,
            "audio": self._media_list,
        }

    def build(self, library: Library) -> Schema:
        """Return the whole schema of a library's contents."""
        schema = self._object(library_labels(library, self._language))
        schema["title"] = library.type_title
        if self._defs:
            schema["definitions"] = self._defs
        return schema

    def _object(self, fields: list[Field]) -> Schema:
        shown = [field for field in fields if field["type"] in self._kinds]
        return {
            "type": "object",
            "properties": {
                field["name"]: {**self._field(field), "propertyOrder": number}
                for number, field in enumerate(shown)
            },
            "required": [field["name"] for field in shown if not field.get("optional")],
            "additionalProperties": True,
        }

    def _field(self, field: Field) -> Schema:
        schema = self._kinds[field["type"]](field)
        schema.setdefault("title", field.get("label") or field["name"])
        if field.get("description"):
            schema["description"] = field["description"]
        options: dict[str, Any] = {}
        if field.get("widget") in _HIDDEN_WIDGETS:
            options["hidden"] = True
        if field.get("common") or field.get("importance") == "low":
            options["collapsed"] = True
        shown_when = _dependencies(field.get("showWhen"))
        if shown_when:
            options["dependencies"] = shown_when
        if options:
            schema["options"] = {**schema.get("options", {}), **options}
        return schema

    def _text(self, field: Field) -> Schema:
        schema: Schema = {"type": "string", "default": field.get("default", "")}
        tags = set(field.get("tags") or ())
        if field.get("widget") == "html" or tags & _RICH:
            schema["format"] = "jodit"
            schema["options"] = {"jodit": {"buttons": _buttons(tags)}}
        elif field.get("widget") == "textarea":
            schema["format"] = "textarea"
        limit = length_limit(field)
        if limit is not None and schema.get("format") != "jodit":
            schema["maxLength"] = limit
        if not field.get("optional"):
            schema["minLength"] = 1
        return schema

    def _number(self, field: Field) -> Schema:
        schema: Schema = {"type": "number" if field.get("decimals") else "integer"}
        if "decimals" not in field and "step" not in field:
            schema["type"] = "number"
        for name, word in (("min", "minimum"), ("max", "maximum"), ("default", "default")):
            if isinstance(field.get(name), int | float):
                schema[word] = field[name]
        return schema

    def _boolean(self, field: Field) -> Schema:
        return {
            "type": "boolean",
            "format": "checkbox",
            "default": bool(field.get("default", False)),
        }

    def _select(self, field: Field) -> Schema:
        if not field.get("multiple"):
            return self._choice(field)
        if not field.get("options"):
            # Chosen among other parts of the content by H5P's own editor: carried along here.
            return {"type": "array", "items": {**_KEPT_TEXT}, "options": {"hidden": True}}
        one = self._choice({**field, "optional": False, "default": None})
        return {
            "type": "array",
            "format": "checkbox",
            "uniqueItems": True,
            "items": {"type": "string", "enum": one["enum"], "options": one["options"]},
        }

    def _choice(self, field: Field) -> Schema:
        rows = [row for row in field.get("options") or [] if isinstance(row, dict)]
        values = option_values(field)
        labels = [str(row.get("label", row.get("value"))) for row in rows] or values
        if field.get("optional") and "default" not in field:
            values, labels = ["", *values], [_("None"), *labels]
        schema: Schema = {
            "type": "string",
            "enum": [str(value) for value in values],
            "options": {"enum_titles": labels},
        }
        if field.get("default") is not None:
            schema["default"] = str(field["default"])
        return schema

    def _group(self, field: Field) -> Schema:
        fields = field["fields"]
        if len(fields) == 1 and not field.get("isSubContent") and fields[0]["type"] in self._kinds:
            inner = self._field(fields[0])
            inner["title"] = field.get("label") or inner["title"]
            return inner
        schema = self._object(fields)
        if field.get("isSubContent"):
            schema["properties"]["subContentId"] = {**_KEPT_TEXT}
        return schema

    def _list(self, field: Field) -> Schema:
        inner = field["field"]
        schema: Schema = {
            "type": "array",
            "items": self._field(inner) if inner["type"] in self._kinds else {},
            "format": "tabs-top" if inner["type"] == "library" else "",
        }
        if field.get("entity"):
            schema["items"] = {**schema["items"], "title": inner.get("label") or field["entity"]}
        for name, word in (("min", "minItems"), ("max", "maxItems")):
            if isinstance(field.get(name), int):
                schema[word] = field[name]
        return schema

    def _library(self, field: Field) -> Schema:
        choices = []
        for option in option_values(field):
            name = str(option).split(" ", maxsplit=1)[0]
            # The newest that is installed: what H5P's own editor offers.
            choices += [self._library_choice(row) for row in self._by_name.get(name, [])[:1]]
        if not field.get("optional") and len(choices) == 1:
            return choices[0]
        nothing: Schema = {
            "type": "object",
            "title": _("None"),
            "properties": {},
            "maxProperties": 0,
        }
        return {"oneOf": [*choices, nothing] if field.get("optional") else choices or [nothing]}

    def _library_choice(self, library: Library) -> Schema:
        name = library.ubername
        if name not in self._defs:
            self._defs[name] = {}  # stands while it is built: a library may contain itself
            self._defs[name] = self._object(library_labels(library, self._language))
        fixed = {"type": "string", "const": name, "default": name, "options": {"hidden": True}}
        return {
            "type": "object",
            "title": library.type_title,
            "properties": {
                "library": {**fixed, "enum": [name], "propertyOrder": 1},
                "params": {
                    "$ref": f"#/definitions/{name}",
                    "title": library.type_title,
                    "propertyOrder": 2,
                },
                "subContentId": {**_KEPT_TEXT},
                "metadata": {"type": "object", "options": {"hidden": True}},
            },
            "required": ["library", "params"],
            "additionalProperties": True,
        }

    def _media(self, field: Field) -> Schema:
        return {
            "type": "object",
            "properties": {
                "path": {
                    "type": "string",
                    "title": _("File"),
                    "format": "url",
                    "options": {
                        "h5p_kind": field["type"],
                        "upload": {"upload_handler": "h5pUpload", "auto_upload": True},
                    },
                    "propertyOrder": 1,
                }
            },
            "required": [],
            "additionalProperties": True,
        }

    def _media_list(self, field: Field) -> Schema:
        return {"type": "array", "items": {**self._media(field), "title": _("File")}}


def _buttons(tags: set[Any]) -> str:
    """The tools of the editor of formatted texts: those whose tags may stand here."""
    tools = {
        "bold": {"strong", "b"},
        "italic": {"em", "i"},
        "underline": {"u"},
        "ul": {"ul"},
        "ol": {"ol"},
        "paragraph": {"h2", "h3"},
        "table": {"table"},
        "link": {"a"},
    }
    allowed = [name for name, needed in tools.items() if not tags or needed & tags]
    return ",".join([*allowed, "undo", "redo"])


def _dependencies(shown_when: Any) -> dict[str, Any]:
    """Conditions on fields beside this one; others leave the field visible."""
    if not isinstance(shown_when, dict) or not isinstance(shown_when.get("rules"), list):
        return {}
    rules = [rule for rule in shown_when["rules"] if isinstance(rule, dict)]
    if len(rules) > 1 and shown_when.get("type", "or") != "and":
        return {}
    return {
        rule["field"]: rule["equals"]
        for rule in rules
        if isinstance(rule.get("field"), str) and "/" not in rule["field"] and "equals" in rule
    }
