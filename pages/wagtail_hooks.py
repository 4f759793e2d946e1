"""The referral directory in the administration."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from pages.models import ReferralService


class ReferralViewSet(SnippetViewSet):
    """Services, with the date on which somebody checked them."""

    model = ReferralService
    icon = "mobile-alt"
    menu_label = _("Referral directory")
    menu_order = 400
    add_to_admin_menu = True
    list_display = ("name_fr", "city", "region", "phone", "verified_on", "is_published")
    list_filter = ("region", "is_published")
    search_fields = ("name_fr", "name_ar", "city")
    panels = (
        FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_ar")]),
        FieldRowPanel([FieldPanel("mission_fr"), FieldPanel("mission_ar")]),
        FieldRowPanel([FieldPanel("city"), FieldPanel("city_ar"), FieldPanel("region")]),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("source"),
        FieldPanel("verified_on"),
        FieldPanel("is_published"),
        FieldPanel("position"),
    )


register_snippet(ReferralViewSet)
