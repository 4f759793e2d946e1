"""Surveys in the administration: written by authors, frozen at each change."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from courses.surveys.forms import SurveyForm
from courses.surveys.models import Survey
from courses.surveys.services import survey_freeze


class SurveyCreateView(CreateView):
    """Creates and freezes."""

    def save_instance(self) -> Survey:
        """Save, then freeze what was written."""
        survey: Survey = super().save_instance()
        survey_freeze(survey=survey)
        return survey


class SurveyEditView(EditView):
    """Edits and freezes: past answers keep their questions."""

    def save_instance(self) -> Survey:
        """Save, then freeze what was written."""
        survey: Survey = super().save_instance()
        survey_freeze(survey=survey)
        return survey


class SurveyViewSet(SnippetViewSet):
    """Surveys."""

    model = Survey
    icon = "form"
    menu_label = _("Surveys")
    menu_name = "surveys"
    menu_order = 155
    add_to_admin_menu = True
    copy_view_enabled = False
    add_view_class = SurveyCreateView
    edit_view_class = SurveyEditView
    list_display = ("title_fr", "title_ar")
    panels = (
        HelpPanel(template="courses/admin_survey_help.html"),
        FieldRowPanel([FieldPanel("title_fr"), FieldPanel("title_ar")]),
        FieldRowPanel([FieldPanel("introduction_fr"), FieldPanel("introduction_ar")]),
        InlinePanel(
            "questions",
            label=_("Question"),
            heading=_("Questions"),
            min_num=1,
            panels=[
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("text_fr"), FieldPanel("text_ar")]),
                FieldRowPanel([FieldPanel("choices_fr"), FieldPanel("choices_ar")]),
            ],
        ),
        InlinePanel(
            "courses",
            label=_("Course"),
            heading=_("Offered at the end of"),
            help_text=_("A course has one survey at most; switch it off here without losing it."),
            panels=[FieldRowPanel([FieldPanel("course"), FieldPanel("is_active")])],
        ),
    )

    def get_edit_handler(self) -> Any:
        """Panels with our form as base."""
        handler = super().get_edit_handler()
        handler.base_form_class = SurveyForm
        return handler


register_snippet(SurveyViewSet)
