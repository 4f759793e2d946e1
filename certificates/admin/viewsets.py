"""Templates and rules, edited by authors and administrators."""

from typing import Any

from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.snippets.views.snippets import SnippetViewSet

from certificates.models import CertificateRule, CertificateTemplate
from certificates.models.template import LOGOS_MAX, SIGNATORIES_MAX
from certificates.placeholders import PLACEHOLDERS


def _pair(name: str, **more: Any) -> FieldRowPanel:
    """Both languages side by side."""
    return FieldRowPanel([FieldPanel(f"{name}_fr", **more), FieldPanel(f"{name}_ar", **more)])


def placeholders_help() -> SafeString:
    """Say which words in braces there are, and what happens when one has no value."""
    items = format_html_join(
        "", "<li><code>{{{}}}</code> {}</li>", ((name, text) for name, text in PLACEHOLDERS.items())
    )
    return format_html(
        "<p>{}</p><ul>{}</ul>",
        gettext(
            "These words in braces are filled in for each holder. A line of the details whose"
            " value is missing is left out."
        ),
        items,
    )


TEXTS = ObjectList(
    [
        FieldPanel("name"),
        HelpPanel(content=lazy(placeholders_help, SafeString)(), heading=_("Placeholders")),
        MultiFieldPanel(
            [_pair("title"), _pair("intro"), _pair("statement"), _pair("details")],
            heading=_("What it says"),
        ),
        MultiFieldPanel(
            [FieldPanel("show_modules"), _pair("level"), _pair("skills"), _pair("note")],
            heading=_("Level, skills and note"),
        ),
    ],
    heading=_("Texts"),
)
LOOK = ObjectList(
    [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("design")]),
        FieldRowPanel([FieldPanel("orientation"), FieldPanel("language_mode")]),
        FieldPanel("is_default"),
    ],
    heading=_("Look"),
)
PEOPLE = ObjectList(
    [
        _pair("issuer"),
        InlinePanel(
            "signatories",
            label=_("Signatory"),
            heading=_("Signatories"),
            max_num=SIGNATORIES_MAX,
            panels=[_pair("name"), _pair("function"), FieldPanel("image")],
        ),
        InlinePanel(
            "logos",
            label=_("Logo"),
            heading=_("Logos of the partners"),
            max_num=LOGOS_MAX,
            panels=[FieldPanel("image"), _pair("name")],
        ),
    ],
    heading=_("Issuer, signatories, logos"),
)


class CertificateTemplateViewSet(SnippetViewSet):
    """Templates: drafts, workflow, live preview; each publication freezes a version."""

    model = CertificateTemplate
    icon = "doc-full"
    menu_label = _("Templates")
    list_display = ("name", "kind", "design", "orientation", "language_mode")
    list_filter = ("kind", "design", "language_mode")
    search_fields = ("name", "title_fr", "title_ar")
    edit_handler = TabbedInterface(
        [TEXTS, LOOK, PEOPLE, ObjectList([PublishingPanel()], heading=_("Publication"))]
    )


class CertificateRuleViewSet(SnippetViewSet):
    """What earns a certificate."""

    model = CertificateRule
    icon = "cogs"
    menu_label = _("Rules")
    list_display = ("__str__", "needs_completion", "min_score", "min_hours", "valid_months")
    list_filter = ("course", "programme", "template", "is_active")
    copy_view_enabled = False
    panels = (
        FieldRowPanel([FieldPanel("course"), FieldPanel("programme")]),
        FieldPanel("template"),
        MultiFieldPanel(
            [
                FieldPanel("needs_completion"),
                FieldRowPanel([FieldPanel("min_score"), FieldPanel("min_hours")]),
            ],
            heading=_("Conditions: all that are set count"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("valid_months"), FieldPanel("renewal_days")])],
            heading=_("Validity"),
        ),
        FieldRowPanel([FieldPanel("is_active"), FieldPanel("applies_from")]),
    )
