"""Reads about how people come in: the rule, what is missing, the seats that are left."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from courses.catalogue.models import Course, Programme
from courses.enrolment.enums import EnrolmentMode, EnrolmentStatus, RequestStatus
from courses.enrolment.models import (
    Cohort,
    Enrolment,
    EnrolmentKey,
    EnrolmentPolicy,
    EnrolmentRequest,
    Prerequisite,
    ProgrammeEnrolment,
    Target,
    WaitingPlace,
    target_fields,
)
from courses.enrolment.selectors.enrolments import course_is_open


@dataclass(frozen=True, kw_only=True)
class Barrier:
    """Why a person may not enrol, in words, and where to go to change it."""

    code: str
    message: str
    href: str = ""
    action: str = ""


@dataclass(frozen=True, kw_only=True)
class Admission:
    """What one person sees where they would enrol. Built by `admission_get`."""

    target: Target
    policy: EnrolmentPolicy
    barriers: list[Barrier] = field(default_factory=list)
    request: EnrolmentRequest | None = None
    waiting: WaitingPlace | None = None
    waiting_position: int = 0
    seats_left: int | None = None
    has_keys: bool = False
    path: Programme | None = None

    @cached_property
    def mode(self) -> str:
        """The rule's mode."""
        return self.policy.mode

    @cached_property
    def urls(self) -> dict[str, str]:
        """Where each act is sent to."""
        prefix = "" if isinstance(self.target, Course) else "programme_"
        names = ("enrol", "key", "ask", "ask_cancel", "waiting_leave")
        return {name: reverse(f"courses:{prefix}{name}", args=[self.target.code]) for name in names}

    @property
    def is_full(self) -> bool:
        """Whether the target's own seats are taken."""
        return self.seats_left == 0

    @property
    def waits(self) -> bool:
        """Whether enrolling now means waiting."""
        return self.is_full and self.policy.has_waiting_list

    @property
    def refuses(self) -> bool:
        """Whether it is full and nobody waits."""
        return self.is_full and not self.policy.has_waiting_list


def policy_get(target: Target) -> EnrolmentPolicy:
    """Return the rule of a course or programme; an unsaved open one where there is none."""
    wanted = target_fields(target)
    found = EnrolmentPolicy.objects.filter(**wanted).first()
    if found is None:
        return EnrolmentPolicy(**wanted)
    found.course, found.programme = wanted["course"], wanted["programme"]
    return found


def policy_is_open(policy: EnrolmentPolicy, at: dt.datetime | None = None) -> bool:
    """Return whether people may come in now: the switch, the rule's dates, the course's dates."""
    now = at or timezone.now()
    if policy.opens_at and now < policy.opens_at:
        return False
    if policy.closes_at and now >= policy.closes_at:
        return False
    if policy.course is None:
        return policy.pk is not None
    return policy.course.enrolment_open and course_is_open(policy.course, now)


def seats_taken(target: Target, cohort: Cohort | None = None) -> int:
    """Return how many hold a seat: of the cohort when one is given, else of the target's own."""
    rows: dict[str, object] = {"cohort": cohort} if cohort else {}
    if isinstance(target, Programme):
        paths = ProgrammeEnrolment.objects.filter(programme=target, **rows)
        return paths.exclude(status=EnrolmentStatus.WITHDRAWN).count()
    if cohort is None:
        rows["path"] = None
    people = Enrolment.objects.filter(course=target, **rows)
    return people.exclude(status=EnrolmentStatus.WITHDRAWN).count()


def courses_of(programme: Programme) -> list[Course]:
    """Return the published courses of a programme in order. One query."""
    published = Q(live_fr=True) | Q(live_ar=True)
    return list(programme.courses.filter(published).order_by("position", "pk"))


def barriers_find(*, user: User | None, policy: EnrolmentPolicy, language: str) -> list[Barrier]:
    """Return what keeps this person from enrolling; empty when nothing does."""
    found = [
        *_dates_missing(policy),
        *_language_missing(policy, language),
    ]
    if user is not None and not found:
        found += [*_prerequisites_missing(user, policy), *_order_missing(user, policy)]
    return found


def _dates_missing(policy: EnrolmentPolicy) -> list[Barrier]:
    now = timezone.now()
    if policy_is_open(policy, now):
        return []
    course = policy.course
    if policy.opens_at and now < policy.opens_at:
        return [Barrier(code="not_open_yet", message=_("Enrolment is not open yet."))]
    if course is not None and course.opens_at and now < course.opens_at:
        return [Barrier(code="not_open_yet", message=_("This course has not opened yet."))]
    return [
        Barrier(code="closed", message=_("This course is not open to enrolment at the moment."))
    ]


def _language_missing(policy: EnrolmentPolicy, language: str) -> list[Barrier]:
    if policy.course is None or policy.course.is_live(language):
        return []
    return [Barrier(code="language", message=_("This course is not published in this language."))]


def _prerequisites_missing(user: User, policy: EnrolmentPolicy) -> list[Barrier]:
    rows = Prerequisite.objects.filter(**target_fields(policy.target)).select_related(
        "needs_course", "needs_unit__course"
    )
    needed = list(rows)
    if not needed:
        return []
    own = Enrolment.objects.filter(user=user)
    courses = set(own.filter(status=EnrolmentStatus.COMPLETED).values_list("course_id", flat=True))
    units = set(
        own.filter(completions__unit__in=[row.needs_unit_id for row in needed]).values_list(
            "completions__unit_id", flat=True
        )
    )
    found = []
    for row in needed:
        if row.needs_course is not None and row.needs_course_id not in courses:
            found.append(_course_needed(row.needs_course))
        elif row.needs_unit is not None and row.needs_unit_id not in units:
            course = row.needs_unit.course
            found.append(
                Barrier(
                    code="unit_needed",
                    message=_("First take “%(unit)s”, in the course “%(course)s”.")
                    % {"unit": row.needs_unit.title, "course": course.title},
                    href=reverse("courses:course", args=[course.code]),
                    action=course.title,
                )
            )
    return found


def _course_needed(course: Course) -> Barrier:
    return Barrier(
        code="course_needed",
        message=_("First complete the course “%(course)s”.") % {"course": course.title},
        href=reverse("courses:course", args=[course.code]),
        action=course.title,
    )


def _order_missing(user: User, policy: EnrolmentPolicy) -> list[Barrier]:
    """The course before this one, where the programme is taken in order."""
    course = policy.course
    if course is None or course.programme_id is None:
        return []
    is_ordered = EnrolmentPolicy.objects.filter(programme_id=course.programme_id, is_in_order=True)
    if not is_ordered.exists():
        return []
    before = (
        Course.objects.filter(programme_id=course.programme_id)
        .filter(Q(live_fr=True) | Q(live_ar=True))
        .filter(Q(position__lt=course.position) | Q(position=course.position, pk__lt=course.pk))
        .exclude(enrolments__in=Enrolment.objects.filter(user=user, status="completed"))
        .order_by("position", "pk")
        .first()
    )
    return [_course_needed(before)] if before is not None else []


def waiting_position(place: WaitingPlace) -> int:
    """Return the place in the queue, from 1, among those who wait for the same seat."""
    rows = WaitingPlace.objects.filter(
        **target_fields(place.target),
        cohort=place.cohort,
        promoted_at=None,
        left_at=None,
        pk__lte=place.pk,
    )
    return rows.count()


def admission_get(*, user: User | None, target: Target, language: str) -> Admission:
    """Return what the enrol area shows to this person (None: not signed in)."""
    policy = policy_get(target)
    wanted = target_fields(target)
    request = waiting = None
    if user is not None:
        request = EnrolmentRequest.objects.filter(
            user=user, status=RequestStatus.PENDING, **wanted
        ).first()
        waiting = (
            WaitingPlace.objects.filter(user=user, promoted_at=None, left_at=None, **wanted)
            .select_related("cohort")
            .first()
        )
    left = None
    if policy.seats is not None:
        left = max(policy.seats - seats_taken(target), 0)
    has_keys = policy.mode == EnrolmentMode.KEY or (
        policy.mode != EnrolmentMode.INVITATION
        and EnrolmentKey.objects.filter(is_active=True, **wanted).exists()
    )
    return Admission(
        target=target,
        policy=policy,
        barriers=barriers_find(user=user, policy=policy, language=language),
        request=request,
        waiting=waiting,
        waiting_position=waiting_position(waiting) if waiting else 0,
        seats_left=left,
        has_keys=has_keys,
        path=_path_offered(target),
    )


def _path_offered(target: Target) -> Programme | None:
    """The programme of which this course is a part, where one may enrol in it."""
    if isinstance(target, Programme) or target.programme_id is None:
        return None
    rows = Programme.objects.filter(pk=target.programme_id, enrolmentpolicy_rows__isnull=False)
    return rows.first()
