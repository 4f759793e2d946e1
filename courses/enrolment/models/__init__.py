"""Who takes which course, in which cohort, and how far they are."""

from courses.enrolment.models.announcement import Announcement, AnnouncementRecipient
from courses.enrolment.models.cohort import Cohort
from courses.enrolment.models.due import DueDate, DueExtension
from courses.enrolment.models.enrolment import Enrolment
from courses.enrolment.models.path import ProgrammeEnrolment

__all__ = [
    "Announcement",
    "AnnouncementRecipient",
    "Cohort",
    "DueDate",
    "DueExtension",
    "Enrolment",
    "ProgrammeEnrolment",
]
