"""People, organisations, roles, consent."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who uses the platform and what they may do."""

    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        """Connect the receivers; declare what a merge of accounts does."""
        # ruff: noqa: PLC0415
        import accounts.receivers  # noqa: F401
        from accounts.merge.declared import rules_declare

        rules_declare()
