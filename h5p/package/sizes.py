"""Sizes in the words of the person who reads."""

from django.template.defaultfilters import filesizeformat


def size_text(size: int) -> str:
    """Return a size as text, without a line break inside."""
    return str(filesizeformat(size))
