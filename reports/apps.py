"""Read-only reports across the apps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Figures that equal the rows behind them."""

    name = "reports"
    verbose_name = _("Reports")
