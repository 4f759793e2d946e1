"""The models of every applet, for Django and for other apps."""

from courses.assessments.models import (
    Answer,
    Assessment,
    AssessmentPage,
    Attempt,
    Draw,
    LearningGain,
    Option,
    Question,
    QuestionPool,
)
from courses.catalogue.models import (
    CatalogueIndexPage,
    Course,
    CoursePage,
    LessonPage,
    Module,
    ModulePage,
    Programme,
    Unit,
)
from courses.enrolment.models import (
    Announcement,
    AnnouncementRecipient,
    Cohort,
    DueDate,
    DueExtension,
    Enrolment,
    ProgrammeEnrolment,
)
from courses.progress.models import UnitCompletion
from courses.progress.reminders.models import (
    ReminderLog,
    ReminderOptOut,
    ReminderRequest,
    ReminderRule,
    ReminderTemplate,
)
from courses.submissions.models import Submission, SubmissionPage
from courses.workshops.models import WorkshopPage

__all__ = [
    "Announcement",
    "AnnouncementRecipient",
    "Answer",
    "Assessment",
    "AssessmentPage",
    "Attempt",
    "CatalogueIndexPage",
    "Cohort",
    "Course",
    "CoursePage",
    "Draw",
    "DueDate",
    "DueExtension",
    "Enrolment",
    "LearningGain",
    "LessonPage",
    "Module",
    "ModulePage",
    "Option",
    "Programme",
    "ProgrammeEnrolment",
    "Question",
    "QuestionPool",
    "ReminderLog",
    "ReminderOptOut",
    "ReminderRequest",
    "ReminderRule",
    "ReminderTemplate",
    "Submission",
    "SubmissionPage",
    "Unit",
    "UnitCompletion",
    "WorkshopPage",
]
