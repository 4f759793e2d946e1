"""Names of entries: only what means the same on every system is accepted."""

import re
import unicodedata

from h5p.exceptions import PackageRefusedError
from h5p.limits import Limits

FLAG_UTF8 = 0x800
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)
FORBIDDEN = frozenset('<>"|?*')
DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
ENTRY_SHOWN = 300


def name_decode(raw: bytes, flags: int) -> tuple[str, bool]:
    """Return the name and whether it is a folder. Tools forget the UTF-8 flag: it is tried."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        shown = raw.decode("latin-1")[:ENTRY_SHOWN]
        raise PackageRefusedError("name_encoding", shown) from None
    return text, text.endswith("/")


def names_check(rows: list[tuple[str, bool]], limits: Limits) -> None:
    """Check each name by itself, then all of them against each other."""
    for path, _folder in rows:
        name_check(path, limits)
    seen: dict[str, tuple[str, bool]] = {}
    for path, is_folder in rows:
        if _key(path) in seen:
            _clash_refuse(path, is_folder, *seen[_key(path)])
        seen[_key(path)] = (path, is_folder)
    folders: dict[str, str] = {}
    for path, _folder in rows:
        parts = path.split("/")
        for depth in range(1, len(parts)):
            parent = "/".join(parts[:depth])
            known, is_folder = seen.setdefault(_key(parent), (parent, True))
            known = folders.setdefault(_key(parent), known)
            if not is_folder:
                raise PackageRefusedError("name_folder_clash", path)
            if known != parent:
                raise PackageRefusedError("name_case_clash", path, other=known)


def _clash_refuse(path: str, is_folder: bool, other: str, other_folder: bool) -> None:
    if other != path:
        raise PackageRefusedError("name_case_clash", path, other=other)
    raise PackageRefusedError(
        "name_duplicate" if is_folder == other_folder else "name_folder_clash", path
    )


def _key(path: str) -> str:
    """Two names with the same key are one file on some system."""
    return unicodedata.normalize("NFKC", path).casefold()


def name_check(path: str, limits: Limits) -> None:
    """Check one name. Raises PackageRefusedError with the rule that it breaks."""
    shown = path[:ENTRY_SHOWN]
    if len(path) > limits.name:
        raise PackageRefusedError("name_too_long", shown, limit=limits.name)
    for rule in (_root_rule, _character_rule, _part_rule):
        code = rule(path)
        if code:
            raise PackageRefusedError(code, shown)
    if path.count("/") >= limits.depth:
        raise PackageRefusedError("path_too_deep", shown, limit=limits.depth)


def _root_rule(path: str) -> str:
    if not path.strip("/"):
        return "name_empty"
    if path.startswith("/"):
        return "name_absolute"
    if "\\" in path:
        return "name_backslash"
    if ":" in path:
        return "name_drive"
    return ""


def _character_rule(path: str) -> str:
    if any(char in DIRECTION for char in path):
        return "name_direction"
    if any(unicodedata.category(char) in INVISIBLE for char in path):
        return "name_control"
    if any(char in FORBIDDEN for char in path):
        return "name_character"
    if unicodedata.normalize("NFC", path) != path:
        return "name_not_normal"
    return ""


def _part_rule(path: str) -> str:
    for part in path.split("/"):
        if not part:
            return "name_empty"
        if part in {".", ".."}:
            return "name_traversal"
        if RESERVED.fullmatch(part.partition(".")[0].rstrip()):
            return "name_reserved"
        if part != part.strip() or part.endswith("."):
            return "name_character"
    return ""
