"""Running a session: the screen, closing and signing, correcting, cancelling, signed sheets."""

import uuid as uuids
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.http import request_user
from core.audit import audit_write
from core.exceptions import NotFoundError, PermissionRefusedError
from core.qr import qr_svg
from courses.enrolment.models import Enrolment
from courses.workshops.codes import qr_token, typed_code
from courses.workshops.exceptions import FileRefusedError
from courses.workshops.forms import CancelForm, CloseForm, CorrectionForm, SheetForm
from courses.workshops.models import Attendance, Session, SheetScan
from courses.workshops.permissions import session_run_get, sessions_run_by
from courses.workshops.rules import scan_window_open
from courses.workshops.selectors import session_counts, session_people
from courses.workshops.services.attendance import Mark
from courses.workshops.services.closing import attendance_correct, session_close
from courses.workshops.services.sessions import session_cancel
from courses.workshops.services.sheets import PDF, sheet_attach
from courses.workshops.sheet_pdf import attendance_sheet_pdf

PAST_SHOWN = 30


@login_required
def run_list(request: HttpRequest) -> HttpResponse:
    """The sessions that this person runs: those to come or to sign, and those that are over."""
    rows = sessions_run_by(request_user(request))
    now = timezone.now()
    todo = list(rows.filter(status="planned").order_by("starts_at"))
    if not todo and not rows.exists():
        raise PermissionRefusedError
    context = {
        "coming": [row for row in todo if row.ends_at > now],
        "to_sign": [row for row in todo if row.ends_at <= now],
        "past": rows.exclude(status="planned")[:PAST_SHOWN],
    }
    return render(request, "courses/sessions/run_list.html", context)


@login_required
def run_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One session as its trainer sees it: everything that can be done with it."""
    user = request_user(request)
    session = session_run_get(user, uuid)
    people = session_people(session, user)
    context = {
        "session": session,
        "people": people,
        "counts": session_counts(session),
        "registered": sum(one.place == "registered" for one in people),
        "waiting": sum(one.place == "waiting" for one in people),
        "flagged": [one for one in people if one.attendance and one.attendance.flagged_at],
        "sheets": session.sheets.select_related("uploaded_by"),
        "sheet_form": SheetForm(),
        "has_begun": session.starts_at <= timezone.now(),
    }
    return render(request, "courses/sessions/run.html", context)


def _code_address(language: str) -> str:
    """Return where the short code is typed, as people read it aloud: without the scheme."""
    with translation.override(language):
        return f"{settings.SITE_URL}{reverse('courses:room_code')}".split("://", 1)[-1]


def _codes(session: Session) -> dict[str, object]:
    path = reverse("courses:room_scan", args=[session.uuid, qr_token(session)])
    return {
        "session": session,
        "is_open": scan_window_open(session, timezone.now()),
        # Safe: drawn from our own address.
        "qr": mark_safe(qr_svg(f"{settings.SITE_URL}{path}")),  # noqa: S308
        "code": typed_code(session),
        "code_addresses": {language: _code_address(language) for language in ("fr", "ar")},
        "arrived": sum(
            number
            for state, number in session_counts(session).items()
            if state in {"present", "late", "partial"}
        ),
    }


@never_cache
@login_required
def run_screen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The page for the projector: it renews its codes by itself."""
    session = session_run_get(request_user(request), uuid)
    return render(request, "courses/sessions/screen.html", _codes(session))


@never_cache
@login_required
def run_screen_code(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The part of that page that changes."""
    session = session_run_get(request_user(request), uuid)
    return render(request, "courses/sessions/_screen_code.html", _codes(session))


@login_required
def run_close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Look at the list once more, then sign it."""
    user = request_user(request)
    session = session_run_get(user, uuid)
    form = CloseForm(request.POST or None, initial={"name": user.display_name})
    if request.method == "POST" and form.is_valid():
        session_close(session=session, signed_name=form.cleaned_data["name"], by=user)
        messages.success(request, _("The session is closed and signed."))
        return redirect("courses:run", uuid=uuid)
    people = session_people(session, user)
    context = {
        "session": session,
        "form": form,
        "counts": session_counts(session),
        "listed": [one for one in people if one.attendance],
        "unmarked": [one for one in people if one.place == "registered" and not one.attendance],
    }
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "courses/sessions/close.html", context, status=status)


@login_required
def run_cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Cancel with a reason."""
    user = request_user(request)
    session = session_run_get(user, uuid)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        session_cancel(session=session, reason=form.cleaned_data["reason"], by=user)
        messages.success(request, _("The session is cancelled and everybody registered is told."))
        return redirect("courses:run", uuid=uuid)
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    context = {"session": session, "form": form}
    return render(request, "courses/sessions/cancel.html", context, status=status)


@login_required
def run_correct(request: HttpRequest, uuid: UUID, enrolment_id: int) -> HttpResponse:
    """Correct one line of a signed list."""
    user = request_user(request)
    session = session_run_get(user, uuid)
    known = {one.enrolment.pk: one for one in session_people(session, user)}
    person = known.get(enrolment_id)
    if person is None or not session.is_closed:
        raise NotFoundError
    held = person.attendance
    initial = {"state": held.state, "minutes": held.minutes} if held else {}
    form = CorrectionForm(request.POST or None, session=session, initial=initial)
    if request.method == "POST" and form.is_valid():
        _correct(session, person.enrolment, form, request)
        return redirect("courses:run", uuid=uuid)
    context = {
        "session": session,
        "person": person,
        "form": form,
        "marks": session.marks.filter(enrolment_id=enrolment_id).select_related("marked_by"),
    }
    status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
    return render(request, "courses/sessions/correct.html", context, status=status)


def _correct(
    session: Session, enrolment: Enrolment, form: CorrectionForm, request: HttpRequest
) -> Attendance:
    data = form.cleaned_data
    mark = Mark(
        state=data["state"],
        marked_at=timezone.now(),
        client_id=uuids.uuid4(),
        minutes=data["minutes"] or 0,
        entered_at=data["entered_at"],
        left_at=data["left_at"],
        reason=data["reason"],
    )
    attendance = attendance_correct(
        session=session, enrolment=enrolment, mark=mark, by=request_user(request)
    )
    if attendance.flagged_at:
        messages.warning(
            request,
            _(
                "The correction is kept. The course had been completed: its completion and its "
                "certificate stay, and an administrator decides."
            ),
        )
    else:
        messages.success(request, _("The correction is kept."))
    return attendance


@login_required
def run_sheet_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The attendance sheet to print, bilingual, with empty lines."""
    user = request_user(request)
    session = session_run_get(user, uuid)
    content = attendance_sheet_pdf(session, session_people(session, user))
    audit_write(action="courses.sheet_export", instance=session, by=user, format="pdf")
    response = HttpResponse(content, content_type=PDF)
    name = f"presence-{timezone.localtime(session.starts_at):%Y-%m-%d}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
def run_sheet_attach(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Attach a signed sheet."""
    user = request_user(request)
    session = session_run_get(user, uuid)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        raise FileRefusedError
    sheet_attach(session=session, upload=form.cleaned_data["file"], by=user)
    messages.success(request, _("The signed sheet is attached."))
    return redirect("courses:run", uuid=uuid)


@login_required
def run_sheet(request: HttpRequest, uuid: UUID, pk: int) -> FileResponse:
    """A signed sheet, for those who run the session only; always as a download."""
    session = session_run_get(request_user(request), uuid)
    scan = SheetScan.objects.filter(session=session, pk=pk).first()
    if scan is None:
        raise NotFoundError
    ending = "pdf" if scan.content_type == PDF else "jpg"
    response = FileResponse(
        scan.file.open("rb"),
        content_type=scan.content_type,
        as_attachment=True,
        filename=f"presence-{scan.pk}.{ending}",
    )
    response["Cache-Control"] = "private, no-store"
    return response
