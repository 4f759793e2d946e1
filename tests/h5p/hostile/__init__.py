"""Hostile and broken packages by name, each with the rule that refuses it."""

from tests.h5p.hostile import archives, manifests  # noqa: F401 (they add their cases)
from tests.h5p.hostile.cases import CASES, with_entry

__all__ = ["CASES", "with_entry"]
