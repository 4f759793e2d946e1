"""What learners came to, for those who train them: on screen and as files, scoped and audited."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.http import request_user
from accounts.models import User
from core.audit import audit_write
from core.exceptions import PermissionRefusedError
from core.sheets import Sheet, sheet_answer
from courses.activities.models import ActivityPlay
from courses.activities.selectors import (
    LearnerFigures,
    QuestionFigures,
    learner_figures,
    question_figures,
)
from courses.catalogue.models import Unit
from courses.enrolment.models import Cohort, Enrolment
from courses.enrolment.selectors import cohorts_visible, enrolments_visible

FORMATS = ("xlsx", "csv")
WRONG_SHOWN = 3


class UnitChoice(forms.ModelChoiceField):
    """A unit named with its course."""

    def label_from_instance(self, obj: Any) -> str:
        """Course and unit."""
        return f"{obj.course.title} · {obj.title}"


class ActivityFiguresForm(forms.Form):
    """Which unit, which cohort: only those that this person may see."""

    unit = UnitChoice(Unit.objects.none(), label=gettext_lazy("Unit"), required=False)
    cohort = forms.ModelChoiceField(
        Cohort.objects.none(),
        label=gettext_lazy("Cohort"),
        required=False,
        empty_label=gettext_lazy("All"),
    )

    def __init__(
        self, *args: Any, user: User, enrolments: QuerySet[Enrolment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        played = ActivityPlay.objects.filter(enrolment__in=enrolments, finished_at__isnull=False)
        units = Unit.objects.filter(pk__in=played.values("unit_id"))
        self.fields["unit"].queryset = units.select_related("course")  # type: ignore[attr-defined]
        self.fields["cohort"].queryset = cohorts_visible(user)  # type: ignore[attr-defined]


def activity_figures(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Results per learner and per question of one unit's activities."""
    user = request_user(request)
    if not user.has_perm("courses.view_enrolment"):
        raise PermissionRefusedError
    enrolments = enrolments_visible(user)
    form = ActivityFiguresForm(request.GET, user=user, enrolments=enrolments)
    unit, cohort = None, None
    if form.is_valid():
        unit, cohort = form.cleaned_data["unit"], form.cleaned_data["cohort"]
    if cohort is not None:
        enrolments = enrolments.filter(cohort=cohort)
    learners: list[LearnerFigures] = []
    questions: list[QuestionFigures] = []
    if unit is not None:
        language = (get_language() or "fr")[:2]
        learners = learner_figures(enrolments, unit.pk)
        questions = question_figures(enrolments, unit.pk, language)
        wanted = request.GET.get("format", "")
        if wanted in FORMATS:
            table = request.GET.get("table", "learners")
            sheets = _sheets(learners, questions)
            audit_write(
                action="courses.activity_export",
                instance=unit,
                by=user,
                format=wanted,
                rows=len(learners),
                cohort=cohort.code if cohort else "",
            )
            chosen = [sheets.get(table, sheets["learners"])]
            return sheet_answer(
                *(sheets.values() if wanted == "xlsx" else chosen),
                name=f"activites-{unit.code}",
                kind=wanted,
            )
    context = {
        "page_title": _("Results of activities"),
        "form": form,
        "unit": unit,
        "learners": learners,
        "questions": [{"row": row, "wrong": row.wrong[:WRONG_SHOWN]} for row in questions],
        "query": f"unit={unit.pk}&cohort={cohort.pk if cohort else ''}" if unit else "",
        "asked": bool(request.GET),
    }
    return render(request, "courses/admin_activity_figures.html", context)


def _sheets(learners: list[LearnerFigures], questions: list[QuestionFigures]) -> dict[str, Sheet]:
    by_learner = Sheet(
        title=_("Learners"),
        columns=[
            _("Name (Latin)"),
            _("Name (Arabic)"),
            _("Cohort"),
            _("Activity"),
            _("Tries"),
            _("Best result (%)"),
            _("Last result (%)"),
            _("Successful"),
            _("Last on"),
            _("Corrected by the platform"),
        ],
        rows=[
            [
                row.enrolment.user.name_latin,
                row.enrolment.user.name_arabic,
                row.enrolment.cohort.title if row.enrolment.cohort else "",
                row.activity.title,
                row.plays,
                row.best,
                row.last,
                "" if row.passed is None else (_("yes") if row.passed else _("no")),
                row.last_at,
                row.corrected,
            ]
            for row in learners
        ],
    )
    by_question = Sheet(
        title=_("Questions"),
        columns=[
            _("Question"),
            _("Answers"),
            _("Right"),
            _("Right (%)"),
            _("Most frequent wrong answer"),
            _("How often"),
        ],
        rows=[
            [
                row.question,
                row.answered,
                row.right if row.judged else None,
                row.right_percent,
                row.most_wrong.text if row.most_wrong else "",
                row.most_wrong.count if row.most_wrong else None,
            ]
            for row in questions
        ],
    )
    return {"learners": by_learner, "questions": by_question}
