"""What every test gets: a clean cache, French, locales, and no address left over."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def clean_state() -> Iterator[None]:
    """Each test starts in French with an empty cache, and without kept outlines or bodies."""
    from courses.activities import places  # noqa: PLC0415
    from courses.catalogue import rendering, selectors  # noqa: PLC0415
    from h5p import languages  # noqa: PLC0415
    from h5p.player import stored  # noqa: PLC0415

    cache.clear()
    selectors._OUTLINES.clear()
    selectors._PAGES.clear()
    rendering._BODIES.clear()
    places._PLACES.clear()
    languages._FILES.clear()
    stored._VERSIONS.clear()
    stored._LIBRARIES.clear()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    with translation.override("fr"):
        yield


@pytest.fixture
def locales(db: None) -> dict[str, object]:
    """The French and Arabic locales."""
    from pages.content_loader.site import locales_ensure  # noqa: PLC0415

    return dict(locales_ensure())


@pytest.fixture
def site(locales: dict[str, object]) -> dict[str, object]:
    """Home and catalogue pages in both languages; returns the catalogue page per language."""
    from pages.content_loader.reader import yaml_read  # noqa: PLC0415
    from pages.content_loader.site import SiteLoader  # noqa: PLC0415
    from pages.content_loader.writer import Writer  # noqa: PLC0415
    from pages.management.commands.content_load import CONTENT_DIR  # noqa: PLC0415

    return dict(SiteLoader(yaml_read(CONTENT_DIR / "site.yaml"), Writer(overwrite=False)).load())
