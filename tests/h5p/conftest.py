"""A store of its own for each test, in a folder, so that what is left behind can be seen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Any) -> Path:
    """The folder of the store."""
    folder = tmp_path / "h5p"
    folder.mkdir()
    settings.STORAGES = {
        **settings.STORAGES,
        "h5p": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder, "base_url": None},
        },
    }
    return folder


@pytest.fixture
def stored(store_folder: Path) -> Callable[[], set[str]]:
    """Return everything in the store, folders too."""
    return lambda: {str(path.relative_to(store_folder)) for path in store_folder.rglob("*")}
