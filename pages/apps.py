"""Home, standard pages, referral directory, the learner's dashboard."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Pages around the courses."""

    name = "pages"
    verbose_name = _("Pages")
