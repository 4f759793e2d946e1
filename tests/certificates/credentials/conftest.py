"""Keys of the test's own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path) -> None:
    """Each test has a folder of keys; the PDF's demonstration authority is not used here."""
    settings.PROOF_KEYS_DIR = tmp_path / "keys"
