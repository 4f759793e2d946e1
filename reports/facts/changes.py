"""To whom something happened since a moment, told from the stamps that rows and history bear."""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import ModelLogEntry

from accounts.models import AccountMerge, Membership, Organisation, User
from certificates.models import Certificate
from courses.models import (
    AttendanceMark,
    Course,
    Enrolment,
    EnrolmentEvent,
    Session,
    WorkshopReport,
)


@dataclass(kw_only=True)
class Changes:
    """`people`: ids of those to refresh. `is_everything`: fill the whole table."""

    people: set[int] = field(default_factory=set)
    has_workshops: bool = False
    is_everything: bool = False


def changes_since(since: dt.datetime) -> Changes:
    """Return what happened since; a constant number of queries."""
    changes = Changes(has_workshops=WorkshopReport.objects.filter(changed_at__gte=since).exists())
    stamps = ("enrolled_at", "started_at", "completed_at", "last_activity_at")
    condition = Q()
    for stamp in stamps:
        condition |= Q(**{f"{stamp}__gte": since})
    sources = (
        Enrolment.objects.filter(condition).values_list("user_id"),
        EnrolmentEvent.objects.filter(at__gte=since, enrolment__isnull=False).values_list(
            "enrolment__user_id"
        ),
        Certificate.objects.filter(Q(issued_at__gte=since) | Q(revoked_at__gte=since)).values_list(
            "user_id"
        ),
        AttendanceMark.objects.filter(received_at__gte=since).values_list("enrolment__user_id"),
        Session.objects.filter(closed_at__gte=since, attendances__isnull=False).values_list(
            "attendances__enrolment__user_id"
        ),
        AccountMerge.objects.filter(at__gte=since).values_list("survivor_id"),
    )
    for rows in sources:
        changes.people |= {person for (person,) in rows.order_by().distinct()}
    _from_history(changes, since)
    return changes


def _from_history(changes: Changes, since: dt.datetime) -> None:
    """Profiles and structure bear no stamp, but staff's changes stand in the history.

    Titles, projects and donors are read when a report is opened: they need nothing here.
    """
    types = ContentType.objects.get_for_models(User, Membership, Organisation, Course)
    rows = ModelLogEntry.objects.filter(timestamp__gte=since, content_type__in=types.values())
    uuids: set[str] = set()
    for content_type, object_id, data in rows.values_list("content_type", "object_id", "data"):
        if content_type == types[User].pk:
            changes.people.add(int(object_id))
        elif content_type == types[Membership].pk:
            uuids.add(str((data or {}).get("person", "")))
        else:
            changes.is_everything = True
    uuids.discard("")
    if uuids:
        changes.people |= set(User.objects.filter(uuid__in=uuids).values_list("pk", flat=True))
