"""Reading content files, with errors that name file, line and field."""

import re
from pathlib import Path
from typing import Any

import yaml

_BEFORE = re.compile(r" (?=»|[:;!?](?:\s|$|[\"')»]))")
_AFTER = re.compile(r"(?<=«) ")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")


def french_spaces(text: str) -> str:
    """Return French text with no-break spaces before : ; ! ? », after « and inside numbers."""
    return thousands(_AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text)))


def thousands(text: str) -> str:
    """Return text whose numbers hold together: an ordinary space would turn 8 000 in Arabic."""
    return _THOUSANDS.sub("\u202f", text)


def spaced(text: str, language: str) -> str:
    """Return text with the spaces that its language wants."""
    return french_spaces(text) if language == "fr" else thousands(text)


class ContentError(Exception):
    """A content file is wrong. The message names file, line and field."""

    def __init__(self, path: Path, line: int, field: str, problem: str) -> None:
        self.path, self.line, self.field, self.problem = path, line, field, problem
        super().__init__(f"{path}:{line}: {field}: {problem}")


class Node(dict[str, Any]):
    """A YAML mapping that knows its file and the line of each of its keys."""

    path: Path = Path()
    line: int = 0
    lines: dict[str, int]

    def fail(self, field: str, problem: str) -> ContentError:
        """Return the error for a field of this mapping, to be raised."""
        return ContentError(self.path, self.lines.get(field, self.line), field, problem)

    def need(self, field: str, kind: type | tuple[type, ...]) -> Any:
        """Return a required field of the given type. Raises ContentError."""
        if field not in self:
            raise self.fail(field, "is missing")
        value = self[field]
        if not isinstance(value, kind):
            raise self.fail(field, f"has the wrong type ({type(value).__name__})")
        return value

    def both(self, field: str, *, optional: bool = False) -> tuple[str, str]:
        """Return the French and Arabic texts of a field. Raises ContentError if one is missing."""
        if optional and field not in self:
            return "", ""
        value = self.need(field, dict)
        texts = (value.get("fr"), value.get("ar"))
        if not all(isinstance(text, str) and text.strip() for text in texts):
            raise self.fail(field, "needs a text in French (fr) and in Arabic (ar)")
        return spaced(texts[0].strip(), "fr"), spaced(texts[1].strip(), "ar")


class _Loader(yaml.SafeLoader):
    """Safe loader that makes `Node`s."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Node:
    result = Node(
        {str(key): value for key, value in loader.construct_mapping(node, deep=True).items()}
    )
    result.line = node.start_mark.line + 1
    result.lines = {key.value: key.start_mark.line + 1 for key, _value in node.value}
    result.path = Path(node.start_mark.name)
    return result


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def yaml_read(path: Path) -> Node:
    """Read a YAML file whose top level is a mapping. Raises ContentError."""
    try:
        with path.open(encoding="utf-8") as stream:
            data = yaml.load(stream, Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise ContentError(path, line, "yaml", getattr(error, "problem", str(error))) from error
    except OSError as error:
        raise ContentError(path, 1, "file", "cannot be read") from error
    if not isinstance(data, Node):
        raise ContentError(path, 1, "yaml", "needs a mapping at its top level")
    return data


def front_matter_read(path: Path) -> tuple[Node, list[tuple[int, str]]]:
    """Read a Markdown file: its front matter and its numbered lines. Raises ContentError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(path, 1, "file", "cannot be read as UTF-8") from error
    if not lines or lines[0].strip() != "---" or "---" not in [x.strip() for x in lines[1:]]:
        raise ContentError(path, 1, "front matter", "needs lines between two ---")
    end = [line.strip() for line in lines].index("---", 1)
    try:
        data = yaml.safe_load("\n".join(lines[1:end])) or {}
    except yaml.YAMLError as error:
        raise ContentError(path, 2, "front matter", "is not valid YAML") from error
    meta = Node(data)
    meta.path, meta.line, meta.lines = path, 2, {}
    return meta, list(enumerate(lines[end + 1 :], start=end + 2))
