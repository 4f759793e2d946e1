"""Learning, satisfaction and who needs help, in the administration's menu."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from core.menus import AllowedMenuItem
from reports.at_risk.views import at_risk
from reports.learning import views
from reports.learning.permissions import may_see_gains, may_see_items
from reports.satisfaction.views import satisfaction


@hooks.register("register_admin_urls")
def learning_urls() -> list[URLPattern]:
    """Addresses below /admin/."""
    return [
        path("results/learning/", views.gains, name="learning_gains"),
        path("results/questions/", views.items, name="learning_items"),
        path("results/satisfaction/", satisfaction, name="satisfaction_report"),
        path("results/at-risk/", at_risk, name="at_risk_report"),
    ]


@hooks.register("register_admin_menu_item")
def learning_menu() -> Any:
    """Beside the results."""
    entries = [
        (_("Learning gain"), "learning_gains", "learning-gains", "rotate", may_see_gains),
        (_("Questions"), "learning_items", "learning-items", "help", may_see_items),
        (_("Satisfaction"), "satisfaction_report", "satisfaction", "pick", may_see_gains),
        (_("Who needs help"), "at_risk_report", "at-risk", "warning", may_see_gains),
    ]
    items = [
        AllowedMenuItem(label, reverse(url), allowed=allowed, name=name, icon_name=icon)
        for label, url, name, icon, allowed in entries
    ]
    return SubmenuMenuItem(
        _("Learning"), Menu(items=items), name="learning-menu", icon_name="glasses", order=320
    )
