"""What other apps may call of courses. They reach no deeper (held by import-linter)."""

from courses.assessments.enums import QuestionKind
from courses.assessments.selectors import assessment_problems
from courses.assessments.services import attempt_start
from courses.catalogue.kinds import UnitKind, kind_get, kind_of_page, kinds_all
from courses.catalogue.selectors import (
    Outline,
    OutlineUnit,
    course_get,
    course_page_get,
    courses_search,
    courses_visible,
    outline_get,
)
from courses.catalogue.services import outline_rebuild, outline_rebuilds_deferred
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.selectors import (
    Path,
    cohorts_visible,
    enrolment_find,
    enrolment_is_open,
    enrolments_of,
    enrolments_visible,
    paths_of,
)
from courses.enrolment.services import (
    Entry,
    enrol_self,
    enrolment_create,
    enrolment_withdraw,
    key_create,
)
from courses.progress.board.members import Member, members_by_cohort
from courses.progress.board.permissions import cohorts_followed, may_write_to
from courses.progress.enums import CompletionSource
from courses.progress.follow_up import FollowUp, follow_up_get
from courses.progress.reminders.enums import ReminderKind
from courses.progress.reminders.services import reminders_request
from courses.progress.selectors import (
    Progress,
    minutes_attended,
    minutes_attended_of,
    percent_done,
    progress_get,
    resume_unit,
)
from courses.progress.services import CompletionResult, unit_complete
from courses.progress.states import MemberState
from courses.surveys.enums import GROUP_MIN as SURVEY_GROUP_MIN
from courses.surveys.enums import OfferState, Rating, SurveyKind
from courses.surveys.forms import choice_labels, question_text
from courses.surveys.selectors import responses_visible
from courses.workshops.permissions import may_run_sessions
from courses.workshops.selectors import sessions_held_by

__all__ = [
    "SURVEY_GROUP_MIN",
    "CompletionResult",
    "CompletionSource",
    "EnrolmentStatus",
    "Entry",
    "FollowUp",
    "Member",
    "MemberState",
    "OfferState",
    "Outline",
    "OutlineUnit",
    "Path",
    "Progress",
    "QuestionKind",
    "Rating",
    "ReminderKind",
    "SurveyKind",
    "UnitKind",
    "assessment_problems",
    "attempt_start",
    "choice_labels",
    "cohorts_followed",
    "cohorts_visible",
    "course_get",
    "course_page_get",
    "courses_search",
    "courses_visible",
    "enrol_self",
    "enrolment_create",
    "enrolment_find",
    "enrolment_is_open",
    "enrolment_withdraw",
    "enrolments_of",
    "enrolments_visible",
    "follow_up_get",
    "key_create",
    "kind_get",
    "kind_of_page",
    "kinds_all",
    "may_run_sessions",
    "may_write_to",
    "members_by_cohort",
    "minutes_attended",
    "minutes_attended_of",
    "outline_get",
    "outline_rebuild",
    "outline_rebuilds_deferred",
    "paths_of",
    "percent_done",
    "progress_get",
    "question_text",
    "reminders_request",
    "responses_visible",
    "resume_unit",
    "sessions_held_by",
    "unit_complete",
]
