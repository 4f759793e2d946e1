"""Read-only reports across the apps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Figures that equal the rows behind them."""

    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Declare what a merge of accounts does."""
        from reports.merging import rules_declare  # noqa: PLC0415

        rules_declare()
