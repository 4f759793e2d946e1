"""Certificates on the desk: the corrections that holders asked for."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from certificates.admin.access import CHANGE
from certificates.enums import RequestStatus
from certificates.selectors import corrections_visible
from core.desk import DeskItem


def certificates_desk(user: Any) -> Iterator[DeskItem]:
    """Yield the requests to decide for those who may correct; one query."""
    if user.has_perm(CHANGE):
        count = corrections_visible(user).filter(status=RequestStatus.PENDING).count()
        label = ngettext(
            "correction of a certificate to decide", "corrections of certificates to decide", count
        )
        url = reverse("certificate_corrections")
        yield DeskItem(label=label, count=count, url=url, icon="edit")
