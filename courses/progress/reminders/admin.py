"""Reminders in the administration: what is due and why, what was written, texts with preview."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.http import request_user
from accounts.selectors import named_q
from core.audit import audit_write
from core.exceptions import NotFoundError, PermissionRefusedError
from core.quiet import awake_at
from courses.progress.reminders.defaults import DEFAULT_RULES, Text
from courses.progress.reminders.enums import ReminderKind
from courses.progress.reminders.forms import ReminderTemplateForm
from courses.progress.reminders.models import ReminderLog, ReminderRule, ReminderTemplate
from courses.progress.reminders.planner import Planned, reminders_plan
from courses.progress.reminders.services import with_footer
from courses.progress.reminders.texts import (
    PLACEHOLDERS,
    sample_facts,
    text_fill,
    texts_get,
)
from courses.progress.reminders.unsubscribe import stop_url
from courses.progress.reminders.words import blocked_words, reason_words

PER_PAGE = 50
PLAN_SHOWN = 500
FIELDS = ("subject_fr", "text_fr", "subject_ar", "text_ar")


def _require(request: HttpRequest) -> None:
    if not request.user.has_perm("courses.change_reminderrule"):
        raise PermissionRefusedError


class ReminderRuleViewSet(SnippetViewSet):
    """Rules for everybody, for a course, for a cohort."""

    model = ReminderRule
    icon = "time"
    list_display = ("kind", "course", "cohort", "is_active", "days", "repeat_days", "max_times")
    list_filter = ("kind", "is_active", "course", "cohort")
    copy_view_enabled = False
    panels = (
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("course"), FieldPanel("cohort")]),
        FieldPanel("is_active"),
        FieldRowPanel([FieldPanel("days"), FieldPanel("repeat_days"), FieldPanel("max_times")]),
    )


def plan(request: HttpRequest) -> HttpResponse:
    """Who would get what now, and why; who would not, and why not. Writes nothing."""
    _require(request)
    now = timezone.now()
    rows: list[Planned] = []
    due = blocked = 0
    for planned in reminders_plan(now=now):
        due += sum(1 for one in planned if not one.blocked)
        blocked += sum(1 for one in planned if one.blocked)
        rows += planned[: PLAN_SHOWN - len(rows)]
    morning = awake_at(now)
    context = {
        "page_title": _("Reminders due now"),
        "rows": [
            {
                "one": row,
                "reason": reason_words(row.kind, row.facts),
                "blocked": blocked_words(row.blocked),
            }
            for row in rows
        ],
        "due": due,
        "blocked": blocked,
        "shown": PLAN_SHOWN,
        "morning": morning if morning > now else None,
        "defaults": [
            {"kind": kind, "rule": DEFAULT_RULES[kind]}
            for kind in ReminderKind
            if not ReminderRule.objects.filter(kind=kind, course=None, cohort=None).exists()
        ],
    }
    return render(request, "courses/admin_reminders_plan.html", context)


def log_list(request: HttpRequest) -> HttpResponse:
    """Every reminder that was written: to whom, when, why."""
    _require(request)
    words, kind = request.GET.get("q", "")[:100], request.GET.get("kind", "")
    rows = ReminderLog.objects.select_related("user", "enrolment__course")
    if kind in ReminderKind.values:
        rows = rows.filter(kind=kind)
    for word in words.split():
        rows = rows.filter(named_q(word, "user__"))
    context = {
        "page_title": _("Reminders written"),
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "q": words,
        "kind": kind,
        "kinds": ReminderKind.choices,
    }
    return render(request, "courses/admin_reminders_log.html", context)


def texts(request: HttpRequest) -> HttpResponse:
    """The texts of the four kinds."""
    _require(request)
    current = texts_get()
    context = {
        "page_title": _("Texts of the reminders"),
        "entries": [{"kind": kind, "text": current[kind]} for kind in ReminderKind],
    }
    return render(request, "courses/admin_reminders_texts.html", context)


def text_edit(request: HttpRequest, kind: str) -> HttpResponse:
    """Edit one text in both languages, with a preview; saving checks the placeholders."""
    _require(request)
    if kind not in ReminderKind.values:
        raise NotFoundError
    current = texts_get()[kind]
    row = ReminderTemplate.objects.filter(kind=kind).first() or ReminderTemplate(
        kind=kind, **{name: getattr(current, name) for name in FIELDS}
    )
    form = ReminderTemplateForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        current = Text(**{name: form.cleaned_data[name] for name in FIELDS})
        if "save" in request.POST:
            _save(request, form, kind)
            return redirect("reminder_texts")
    context = {
        "page_title": ReminderKind(kind).label,
        "form": form,
        "placeholders": sorted(PLACEHOLDERS[kind]),
        "samples": _samples(kind, current),
    }
    status = 400 if form.errors else 200
    return render(request, "courses/admin_reminders_text.html", context, status=status)


def _save(request: HttpRequest, form: ReminderTemplateForm, kind: str) -> None:
    before = texts_get()[kind]
    row = form.save()
    changed = [name for name in FIELDS if getattr(before, name) != getattr(row, name)]
    if changed:
        audit_write(
            action="courses.reminder_text",
            instance=row,
            by=request_user(request),
            before={name: getattr(before, name) for name in changed},
            after={name: getattr(row, name) for name in changed},
        )
    messages.success(request, _("The text is saved."))


def _samples(kind: str, text: Text) -> list[dict[str, Any]]:
    """Both languages, filled with fictitious facts, as they would arrive."""
    samples = []
    for language in ("fr", "ar"):
        subject, body = text_fill(text, language, sample_facts(kind, language))
        url = stop_url("exemple", kind, language)
        samples.append(
            {"language": language, "subject": subject, "text": with_footer(body, url, language)}
        )
    return samples
