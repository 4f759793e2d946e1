"""Creating, editing, finding and archiving cohorts. Every change is in the history, from → to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from core.admin_tables import day_column
from core.audit import audit_write
from courses.enrolment.cohorts.forms import CohortForm, cohort_stated
from courses.enrolment.models import Cohort


def _change_write(cohort: Cohort, before: dict[str, str], by: Any) -> None:
    after = cohort_stated(cohort)
    changed = [name for name in after if before.get(name, "") != after[name]]
    if changed:
        audit_write(
            action="courses.cohort",
            instance=cohort,
            by=by,
            before={name: before.get(name, "") for name in changed},
            after={name: after[name] for name in changed},
        )


class CohortCreateView(CreateView):
    """Creates and writes down."""

    def save_instance(self) -> Cohort:
        """Save, then write the history."""
        cohort: Cohort = super().save_instance()
        _change_write(cohort, {}, self.request.user)
        return cohort


class CohortEditView(EditView):
    """Edits and writes down what changed."""

    def save_instance(self) -> Cohort:
        """Save, then write the history."""
        before = cohort_stated(Cohort.objects.get(pk=self.object.pk))
        cohort: Cohort = super().save_instance()
        _change_write(cohort, before, self.request.user)
        return cohort


class CohortViewSet(SnippetViewSet):
    """Cohorts."""

    model = Cohort
    icon = "group"
    menu_label = _("Cohorts")
    add_view_class = CohortCreateView
    edit_view_class = CohortEditView
    list_display = (
        "__str__",
        "code",
        "course",
        "programme",
        "organisation",
        day_column("starts_on", _("from")),
        day_column("ends_on", _("to")),
    )
    list_filter = {
        "course": ["exact"],
        "programme": ["exact"],
        "organisation": ["exact"],
        "trainers": ["exact"],
        "project": ["icontains"],
        "donor": ["icontains"],
        "is_archived": ["exact"],
        "starts_on": ["gte", "lte"],
    }
    search_fields = ("code", "title_fr", "title_ar", "project", "donor")
    list_per_page = 50
    copy_view_enabled = False
    panels = (
        HelpPanel(template="courses/admin_cohort_links.html"),
        FieldPanel("code"),
        FieldRowPanel([FieldPanel("title_fr"), FieldPanel("title_ar")]),
        MultiFieldPanel(
            [FieldPanel("course"), FieldPanel("programme")],
            heading=_("What is taken: a course or a programme"),
        ),
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("project"), FieldPanel("donor")]),
        FieldPanel("trainers", widget=forms.CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("seats")]),
        FieldPanel("is_archived"),
    )

    def get_edit_handler(self) -> Any:
        """Panels with our form as base."""
        handler = super().get_edit_handler()
        handler.base_form_class = CohortForm
        return handler

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """The form of the panels."""
        return self.get_edit_handler().get_form_class()
