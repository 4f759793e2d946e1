"""H5P: interactive activities from packages. Knows no course."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class H5pConfig(AppConfig):
    """Packages are validated, stored and given to those above; nothing here knows a lesson."""

    name = "h5p"
    verbose_name = _("Interactive activities")

    def ready(self) -> None:
        """Connect the receivers."""
        import h5p.receivers  # noqa: F401, PLC0415
