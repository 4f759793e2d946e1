"""People, organisations, roles, consent."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who uses the platform and what they may do."""

    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        """Connect the receivers."""
        import accounts.receivers  # noqa: F401, PLC0415
