"""Who takes which course, by which way, in which cohort, and how far they are."""

from courses.enrolment.models.admission import EnrolmentKey, EnrolmentRequest, WaitingPlace
from courses.enrolment.models.announcement import Announcement, AnnouncementRecipient
from courses.enrolment.models.cohort import Cohort
from courses.enrolment.models.due import DueDate, DueExtension
from courses.enrolment.models.enrolment import Enrolment
from courses.enrolment.models.event import EnrolmentEvent
from courses.enrolment.models.path import ProgrammeEnrolment
from courses.enrolment.models.policy import EnrolmentPolicy, Prerequisite
from courses.enrolment.models.target import Target, target_fields

__all__ = [
    "Announcement",
    "AnnouncementRecipient",
    "Cohort",
    "DueDate",
    "DueExtension",
    "Enrolment",
    "EnrolmentEvent",
    "EnrolmentKey",
    "EnrolmentPolicy",
    "EnrolmentRequest",
    "Prerequisite",
    "ProgrammeEnrolment",
    "Target",
    "WaitingPlace",
    "target_fields",
]
