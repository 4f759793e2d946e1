"""Statements of what learners do, in the words of the Experience API (xAPI)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class XapiConfig(AppConfig):
    """An append-only store of statements. It knows no course and no package."""

    name = "xapi"
    verbose_name = _("Learning records")
