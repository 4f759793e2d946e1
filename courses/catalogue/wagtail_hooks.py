"""Courses and programmes in the administration; a publication that would mislead is refused."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from courses.catalogue.models import Course, Programme
from courses.catalogue.publication import publication_problems


class CourseViewSet(SnippetViewSet):
    """What is set once for a course, whatever the language; its texts are in its pages."""

    model = Course
    icon = "openquote"
    menu_label = _("Course settings")
    list_display = ("code", "title_fr", "theme", "live_fr", "live_ar", "enrolment_open")
    search_fields = ("code", "title_fr", "title_ar")
    list_filter = ("theme", "programme", "enrolment_open")
    copy_view_enabled = False
    panels = (
        FieldPanel("code"),
        FieldPanel("programme"),
        FieldPanel("theme"),
        FieldPanel("position"),
        MultiFieldPanel(
            [
                FieldPanel("is_sequential"),
                FieldPanel("is_sensitive"),
                FieldPanel("trains_facilitators"),
            ],
            heading=_("How it is taken"),
        ),
        MultiFieldPanel(
            [FieldPanel("enrolment_open"), FieldPanel("opens_at"), FieldPanel("closes_at")],
            heading=_("Enrolment"),
        ),
    )


class ProgrammeViewSet(SnippetViewSet):
    """Programmes."""

    model = Programme
    icon = "folder-open-inverse"
    list_display = ("code", "title_fr", "title_ar")
    panels = (
        FieldPanel("code"),
        FieldPanel("title_fr"),
        FieldPanel("title_ar"),
        FieldPanel("position"),
    )


class CoursesGroup(SnippetViewSetGroup):
    """Courses."""

    menu_label = _("Courses")
    menu_icon = "openquote"
    menu_name = "courses"
    menu_order = 100
    items = (CourseViewSet, ProgrammeViewSet)


register_snippet(CoursesGroup)


@hooks.register("before_edit_page")
def approval_refuse(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Approving a review publishes: the same rules hold."""
    if request.POST.get("workflow-action-name") != "approve":
        return None
    return publication_refuse(request, page)


@hooks.register("before_publish_page")
def publication_refuse(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Refuse with the reasons; what was written is kept as a draft."""
    problems = publication_problems(page)
    if not problems:
        return None
    for problem in problems:
        messages.error(request, problem)
    return redirect("wagtailadmin_pages:edit", page.pk)
