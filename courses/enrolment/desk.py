"""Enrolment on the desk: requests, lists to confirm, people who wait; and how to begin."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.desk import DeskAction, DeskItem
from courses.enrolment.admin.permissions import DECIDE, IMPORT
from courses.enrolment.enums import RequestStatus
from courses.enrolment.imports.enums import ImportStatus
from courses.enrolment.imports.models import ImportRun
from courses.enrolment.models import EnrolmentRequest, WaitingPlace


def enrolment_desk(user: Any) -> Iterator[DeskItem | DeskAction]:
    """Yield what waits for those who decide on requests and for those who import; three queries."""
    if user.has_perm(DECIDE):
        count = EnrolmentRequest.objects.filter(status=RequestStatus.PENDING).count()
        label = ngettext("request for a place to decide", "requests for a place to decide", count)
        url = reverse("enrolment_requests")
        yield DeskItem(label=label, count=count, url=url, icon="help")
        count = WaitingPlace.objects.filter(promoted_at=None, left_at=None).count()
        label = ngettext("person on a waiting list", "people on waiting lists", count)
        yield DeskItem(label=label, count=count, url=reverse("waiting_list"), icon="time")
    if user.has_perm(IMPORT):
        unfinished = (ImportStatus.MAPPING, ImportStatus.CHECKED)
        count = ImportRun.objects.filter(status__in=unfinished).count()
        label = ngettext("list of people to confirm", "lists of people to confirm", count)
        yield DeskItem(label=label, count=count, url=reverse("imports"), icon="upload")
        yield DeskAction(label=_("Import a list"), url=reverse("import_new"), icon="upload")
