"""Writing to a cohort or to the members chosen: compose, preview, send; and what was sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.http import request_user
from accounts.models import User
from core.exceptions import NotFoundError
from courses.enrolment.announcements import (
    announcement_mail,
    announcement_write,
    announcements_of,
)
from courses.enrolment.models import Announcement, Cohort
from courses.enrolment.placement import cohort_members
from courses.progress.board.filters import BoardFilterForm, members_filter
from courses.progress.board.forms import AnnouncementForm
from courses.progress.board.members import members_get
from courses.progress.board.permissions import (
    cohort_followed,
    follow_require,
    may_write,
    members_shown,
    write_require,
)

PER_PAGE = 20


def _people_chosen(request: HttpRequest, user: User, cohort: Cohort) -> list[User] | None:
    """Whom the message goes to; None: every member. From the ticks, or from the board's filters."""
    members = User.objects.filter(pk__in=cohort_members(cohort))
    if request.method == "GET" or request.POST.get("to") == "all":
        return None
    if request.POST.get("to") == "found":
        form = BoardFilterForm(QueryDict(request.POST.get("query", "")))
        filters = form.cleaned_data if form.is_valid() else {}
        found = members_filter(members_get(cohort, members_shown(user, cohort)), filters)
        return list(members.filter(pk__in=[one.first.user_id for one in found]))
    return list(members.filter(uuid__in=_uuids(request.POST.getlist("people"))))


def _uuids(values: list[str]) -> list[UUID]:
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError as error:
            raise NotFoundError from error
    return found


@login_required
def message(request: HttpRequest, code: str) -> HttpResponse:
    """Compose, look at it as it will arrive, send it in the background."""
    user = request_user(request)
    follow_require(user)
    cohort = cohort_followed(user, code)
    write_require(user, cohort)
    people = _people_chosen(request, user, cohort)
    if people is not None and not people:
        messages.warning(request, _("Choose at least one member."))
        return redirect("courses:board", code=cohort.code)
    step = request.POST.get("step", "")
    form = AnnouncementForm(request.POST) if step else AnnouncementForm()
    context = {"cohort": cohort, "form": form, "people": people}
    if step in {"preview", "send"} and form.is_valid():
        if step == "send":
            announcement = announcement_write(
                cohort=cohort,
                text=form.written,
                by=user,
                people=None if people is None else [person.pk for person in people],
            )
            messages.success(request, _("Your message is on its way."))
            return redirect(
                "courses:board_announcement", code=cohort.code, announcement=announcement.uuid
            )
        context |= _preview(form, cohort, user, people)
        return render(request, "courses/board/message_preview.html", context)
    status = 400 if step in {"preview", "send"} else 200
    return render(request, "courses/board/message.html", context, status=status)


def _preview(
    form: AnnouncementForm, cohort: Cohort, author: User, people: list[User] | None
) -> dict[str, Any]:
    """The message as one reader of each language gets it."""
    total = cohort_members(cohort).count() if people is None else len(people)
    draft = Announcement(
        cohort=cohort,
        author=author,
        title_fr=form.written.title_fr,
        title_ar=form.written.title_ar,
        text_fr=form.written.text_fr,
        text_ar=form.written.text_ar,
    )
    readers = [
        User(
            language=language,
            given_name="Amina",
            family_name="Exemple",
            given_name_ar="أمينة",
            family_name_ar="مثال",
        )
        for language in ("fr", "ar")
    ]
    samples = []
    for reader in readers:
        subject, text = announcement_mail(draft, reader)
        samples.append({"language": reader.language, "subject": subject, "text": text})
    return {"samples": samples, "total": total}


@login_required
def announcements(request: HttpRequest, code: str) -> HttpResponse:
    """What was sent to this cohort."""
    user = request_user(request)
    follow_require(user)
    cohort = cohort_followed(user, code)
    page = Paginator(announcements_of(cohort), PER_PAGE).get_page(request.GET.get("page"))
    context = {"cohort": cohort, "page_obj": page, "may_write": may_write(user, cohort)}
    return render(request, "courses/board/announcements.html", context)


@login_required
def announcement(request: HttpRequest, code: str, announcement: UUID) -> HttpResponse:
    """One announcement and how far it is; asked for again by the page until it is finished."""
    user = request_user(request)
    follow_require(user)
    cohort = cohort_followed(user, code)
    found = announcements_of(cohort).filter(uuid=announcement).first()
    if found is None:
        raise NotFoundError
    percent = found.delivered_count * 100 // found.to_count if found.to_count else 0
    context = {
        "cohort": cohort,
        "announcement": found,
        "percent": 100 if found.finished_at else percent,
        "names": _names(found, user, cohort),
    }
    part = bool(request.htmx)  # type: ignore[attr-defined]
    template = (
        "courses/board/_announcement_progress.html" if part else ("courses/board/announcement.html")
    )
    return render(request, template, context)


def _names(announcement: Announcement, user: User, cohort: Cohort) -> list[User]:
    """The people chosen, as far as this person may see them; none for one to all."""
    if announcement.for_all:
        return []
    seen = members_shown(user, cohort).values("user_id")
    return list(
        User.objects.filter(pk__in=seen, announcements_received__announcement=announcement)[:100]
    )
