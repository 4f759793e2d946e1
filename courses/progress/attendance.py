"""Recording who was present at an in-person session: the trainer's act, under their name."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.http import request_user
from core.exceptions import NotFoundError, PermissionRefusedError
from courses.catalogue.kinds import kinds_all
from courses.catalogue.models import Unit
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.progress.enums import CompletionSource
from courses.progress.models import UnitCompletion
from courses.progress.services import unit_complete

MAX_PEOPLE = 500


def in_person_units() -> Any:
    """Return the in-person units of all courses."""
    kinds = [kind.code for kind in kinds_all() if kind.is_in_person]
    return Unit.objects.filter(kind__in=kinds, is_active=True).select_related("course")


def attendance(request: HttpRequest) -> HttpResponse:
    """Choose a session, tick who was there. What is recorded is not taken back here."""
    user = request_user(request)
    if not user.has_perm("courses.change_enrolment"):
        raise PermissionRefusedError
    chosen = request.POST.get("unit") or request.GET.get("unit") or ""
    unit = (
        in_person_units().filter(pk=chosen).first()
        if chosen.isascii() and chosen.isdigit()
        else None
    )
    if chosen and unit is None:
        raise NotFoundError
    if request.method == "POST" and unit is not None:
        wanted = [pk for pk in request.POST.getlist("enrolment") if pk.isascii() and pk.isdigit()]
        rows = Enrolment.objects.filter(
            pk__in=wanted[:MAX_PEOPLE], course=unit.course, status=EnrolmentStatus.ACTIVE
        ).select_related("user")
        recorded = 0
        for enrolment in rows:
            result = unit_complete(
                enrolment_id=enrolment.pk,
                unit=unit,
                source=CompletionSource.ATTENDANCE,
                language=(get_language() or "fr")[:2],
                recorded_by=user,
            )
            recorded += result.created
            if result.created:
                log(
                    instance=enrolment,
                    action="courses.attendance",
                    user=user,
                    title=str(enrolment.user),
                    data={"unit": unit.code, "course": unit.course.code, "to": "present"},
                )
        messages.success(
            request,
            ngettext(
                "Attendance recorded for %(count)s person.",
                "Attendance recorded for %(count)s people.",
                recorded,
            )
            % {"count": recorded},
        )
        return redirect(f"{reverse('attendance')}?unit={unit.pk}")
    people: list[Enrolment] = []
    present: set[int] = set()
    if unit is not None:
        people = list(
            Enrolment.objects.filter(course=unit.course)
            .exclude(status=EnrolmentStatus.WITHDRAWN)
            .select_related("user", "organisation")
            .order_by("user__family_name", "user__given_name")[:MAX_PEOPLE]
        )
        done = UnitCompletion.objects.filter(unit=unit, enrolment__in=people)
        present = set(done.values_list("enrolment_id", flat=True))
    context = {
        "page_title": _("Attendance"),
        "units": in_person_units(),
        "unit": unit,
        "people": people,
        "present": present,
    }
    return render(request, "courses/admin_attendance.html", context)
