"""Texts that the style page shows, by language."""

from typing import Any

from lms.styleguide_samples.arabic import ARABIC
from lms.styleguide_samples.french import FRENCH

SAMPLES: dict[str, dict[str, Any]] = {"fr": FRENCH, "ar": ARABIC}
