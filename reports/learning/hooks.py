"""Learning, satisfaction and who needs help, in the administration's menu."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from accounts.http import request_user
from accounts.models import User
from reports.at_risk.views import at_risk
from reports.learning import views
from reports.learning.permissions import may_see_gains, may_see_items
from reports.satisfaction.views import satisfaction


class AllowedMenuItem(MenuItem):
    """Shown to those for whom `allowed` is true."""

    def __init__(self, *args: Any, allowed: Callable[[User], bool], **kwargs: Any) -> None:
        """`allowed` decides."""
        super().__init__(*args, **kwargs)
        self.allowed = allowed

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return self.allowed(request_user(request))


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
    items = [
        AllowedMenuItem(
            _("Learning gain"),
            reverse("learning_gains"),
            name="learning-gains",
            icon_name="rotate",
            allowed=may_see_gains,
        ),
        AllowedMenuItem(
            _("Questions"),
            reverse("learning_items"),
            name="learning-items",
            icon_name="help",
            allowed=may_see_items,
        ),
        AllowedMenuItem(
            _("Satisfaction"),
            reverse("satisfaction_report"),
            name="satisfaction",
            icon_name="pick",
            allowed=may_see_gains,
        ),
        AllowedMenuItem(
            _("Who needs help"),
            reverse("at_risk_report"),
            name="at-risk",
            icon_name="warning",
            allowed=may_see_gains,
        ),
    ]
    return SubmenuMenuItem(
        _("Learning"), Menu(items=items), name="learning-menu", icon_name="glasses", order=320
    )
