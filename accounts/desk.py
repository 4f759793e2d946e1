"""People on the desk: accounts that are perhaps one person's."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from accounts.enums import ProposalStatus
from accounts.models import DuplicateProposal
from core.desk import DeskItem


def people_desk(user: Any) -> Iterator[DeskItem]:
    """Yield the likely duplicates to look at, for those who may merge; one query."""
    if user.has_perm("accounts.change_user"):
        count = DuplicateProposal.objects.filter(status=ProposalStatus.OPEN).count()
        label = ngettext("likely duplicate to look at", "likely duplicates to look at", count)
        yield DeskItem(label=label, count=count, url=reverse("duplicate_list"), icon="group")
