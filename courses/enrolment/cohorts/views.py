"""Due dates and members of a cohort in the administration."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.http import request_user
from core.exceptions import LmsError, PermissionRefusedError
from courses.catalogue.models import Unit
from courses.enrolment.cohorts.forms import DueFormSet, MemberAddForm
from courses.enrolment.cohorts.members import member_add
from courses.enrolment.due import due_dates_set
from courses.enrolment.enums import DueBasis
from courses.enrolment.models import Cohort
from courses.enrolment.placement import cohort_enrolments

PER_PAGE = 50


def _cohort_get(request: HttpRequest, pk: int) -> Cohort:
    if not request.user.has_perm("courses.change_cohort"):
        raise PermissionRefusedError
    return get_object_or_404(Cohort.objects.select_related("course", "programme"), pk=pk)


def _units(cohort: Cohort) -> list[Unit]:
    rows = Unit.objects.filter(is_active=True, module__is_active=True)
    if cohort.course_id:
        rows = rows.filter(course=cohort.course_id)
    else:
        rows = rows.filter(course__programme=cohort.programme_id)
    order = ("course__position", "course_id", "position", "pk")
    return list(rows.select_related("course", "module").order_by(*order))


def due_dates(request: HttpRequest, pk: int) -> HttpResponse:
    """The due date of every unit of the cohort's course or programme, on one page."""
    cohort = _cohort_get(request, pk)
    units = _units(cohort)
    current = {row.unit_id: row for row in cohort.due_dates.all()}
    initial: list[dict[str, Any]] = []
    for unit in units:
        row = current.get(unit.pk)
        initial.append(
            {
                "unit": unit.pk,
                "basis": row.basis if row else "",
                "day": row.day if row else None,
                "days": row.days if row else None,
            }
        )
    formset = DueFormSet(request.POST or None, initial=initial)
    if request.method == "POST" and formset.is_valid():
        rules = [form.rule for form in formset if form.rule is not None]
        changed = due_dates_set(cohort=cohort, rules=rules, by=request_user(request))
        messages.success(request, _("Due dates saved.") if changed else _("Nothing was changed."))
        return redirect("cohort_due_dates", pk=cohort.pk)
    context = {
        "page_title": _("Due dates"),
        "cohort": cohort,
        "formset": formset,
        "lines": list(zip(units, formset, strict=False)),
        "bases": DueBasis,
    }
    status = 400 if formset.is_bound else 200
    return render(request, "courses/admin_cohort_due.html", context, status=status)


def members(request: HttpRequest, pk: int) -> HttpResponse:
    """The members, and a form to add one person."""
    cohort = _cohort_get(request, pk)
    form = MemberAddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            entry = member_add(
                cohort=cohort, user=form.cleaned_data["person"], by=request_user(request)
            )
        except LmsError as error:
            form.add_error("person", str(error))
        else:
            said = _("The person is a member of the cohort.")
            if not entry.is_in:
                said = _("The cohort is full: the person is on the waiting list.")
            messages.success(request, said)
            return redirect("cohort_members", pk=cohort.pk)
    rows = (
        cohort_enrolments(cohort)
        .select_related("user", "course", "organisation")
        .order_by("user__family_name", "user__given_name", "user_id", "pk")
    )
    context = {
        "page_title": _("Members"),
        "cohort": cohort,
        "form": form,
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(
        request, "courses/admin_cohort_members.html", context, status=400 if form.errors else 200
    )
