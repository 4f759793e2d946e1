"""`maxLength` and `regexp` of a text field, as the reference implementation understands them.

Patterns come from packages: they run for a moment only, and one that cannot be read, or takes too
long, asks for nothing.
"""

from typing import Any

import regex

SECONDS = 0.05
PATTERN_MAX = 500
_FLAGS = {"i": regex.IGNORECASE, "m": regex.MULTILINE, "s": regex.DOTALL}


def length_limit(field: dict[str, Any]) -> int | None:
    """Characters that a text of this field may have; None without a limit."""
    limit = field.get("maxLength")
    if not isinstance(limit, int) or isinstance(limit, bool):
        return None
    return limit if limit > 0 else None


def form_fits(text: str, field: dict[str, Any]) -> bool:
    """Whether a text has the form that its field asks for."""
    rule = field.get("regexp")
    if not isinstance(rule, dict):
        return True
    pattern = rule.get("pattern")
    if not isinstance(pattern, str) or not pattern or len(pattern) > PATTERN_MAX:
        return True
    if not text and field.get("optional"):
        return True
    flags = regex.ASCII
    for sign in str(rule.get("modifiers") or ""):
        flags |= _FLAGS.get(sign, 0)
    try:
        return regex.search(pattern, text, flags=flags, timeout=SECONDS) is not None
    except (regex.error, TimeoutError, RecursionError, OverflowError):
        return True
