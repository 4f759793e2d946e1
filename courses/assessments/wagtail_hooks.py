"""The question bank and the assessments in the administration."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from courses.assessments.forms import QuestionForm
from courses.assessments.models import Assessment, AssessmentPage, Question, QuestionPool
from courses.assessments.selectors import assessment_problems
from courses.catalogue.publication import check_register


class PoolViewSet(SnippetViewSet):
    """Pools."""

    model = QuestionPool
    icon = "folder-inverse"
    list_display = ("code", "title_fr", "title_ar", "course")
    panels = (
        FieldPanel("code"),
        FieldPanel("course"),
        FieldPanel("title_fr"),
        FieldPanel("title_ar"),
    )


class QuestionViewSet(SnippetViewSet):
    """Questions, both languages side by side."""

    model = Question
    icon = "help"
    list_display = ("code", "text_fr", "kind", "pool", "is_active")
    list_filter = ("pool", "kind", "is_active")
    search_fields = ("code", "text_fr", "text_ar")
    copy_view_enabled = False
    panels = (
        FieldRowPanel([FieldPanel("pool"), FieldPanel("code"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("text_fr"), FieldPanel("text_ar")]),
        FieldRowPanel([FieldPanel("feedback_fr"), FieldPanel("feedback_ar")]),
        FieldPanel("is_active"),
        InlinePanel(
            "options",
            label=_("Option"),
            heading=_("Options"),
            help_text=_(
                "Ordering: write the options in the right order. Matching: fill “matches”."
                " Short answer: each option is an accepted answer."
            ),
            panels=[
                FieldRowPanel([FieldPanel("text_fr"), FieldPanel("text_ar")]),
                FieldRowPanel([FieldPanel("match_fr"), FieldPanel("match_ar")]),
                FieldRowPanel([FieldPanel("feedback_fr"), FieldPanel("feedback_ar")]),
                FieldRowPanel([FieldPanel("is_correct"), FieldPanel("position")]),
            ],
        ),
    )

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """Check that the question can be answered."""
        return self.get_edit_handler().get_form_class()

    def get_edit_handler(self) -> Any:
        """Panels with our form as base."""
        handler = super().get_edit_handler()
        handler.base_form_class = QuestionForm
        return handler


class AssessmentViewSet(SnippetViewSet):
    """Rules of the assessments; they belong to units made from assessment pages."""

    model = Assessment
    icon = "list-ol"
    list_display = ("__str__", "purpose", "pass_mark", "max_attempts", "time_limit_minutes")
    list_filter = ("purpose",)
    copy_view_enabled = False
    panels = (
        FieldPanel("unit"),
        FieldRowPanel([FieldPanel("purpose"), FieldPanel("pass_mark")]),
        MultiFieldPanel(
            [
                FieldPanel("max_attempts"),
                FieldPanel("wait_minutes"),
                FieldPanel("time_limit_minutes"),
                FieldPanel("grace_seconds"),
            ],
            heading=_("Attempts and time"),
        ),
        FieldPanel("reveal"),
        FieldPanel("paired_with"),
        InlinePanel(
            "draws",
            label=_("Draw"),
            heading=_("Questions drawn (0: all of the pool)"),
            panels=[FieldRowPanel([FieldPanel("pool"), FieldPanel("count")])],
        ),
    )


class AssessmentsGroup(SnippetViewSetGroup):
    """Assessments."""

    menu_label = _("Assessments")
    menu_icon = "help"
    menu_name = "assessments"
    menu_order = 150
    items = (QuestionViewSet, PoolViewSet, AssessmentViewSet)


register_snippet(AssessmentsGroup)


def passable_check(page: Any) -> list[str]:
    """An assessment page is published only with an assessment that can be passed."""
    if not isinstance(page, AssessmentPage):
        return []
    assessment = Assessment.objects.filter(unit_id=page.unit_id).first()
    if assessment is None:
        return [gettext("The assessment has no rules yet: create them under “Assessments”.")]
    return assessment_problems(assessment)


check_register(passable_check)
