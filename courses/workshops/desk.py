"""Sessions on the desk: those that are over and not yet signed."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.desk import DeskAction, DeskItem
from courses.workshops.enums import SessionStatus
from courses.workshops.models import Session
from courses.workshops.permissions import sessions_run_by


def sessions_desk(user: Any) -> Iterator[DeskItem | DeskAction]:
    """Yield the sessions to sign of this trainer, and planning for those who plan; one query."""
    over = sessions_run_by(user).filter(status=SessionStatus.PLANNED, ends_at__lte=timezone.now())
    count = over.count()
    label = ngettext("session to close and sign", "sessions to close and sign", count)
    yield DeskItem(label=label, count=count, url=reverse("courses:run_list"), icon="date")
    if user.has_perm("courses.add_session"):
        url = reverse(Session.snippet_viewset.get_url_name("add"))
        yield DeskAction(label=_("Plan a session"), url=url, icon="date")
