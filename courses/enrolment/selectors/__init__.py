"""Reads of enrolment."""

from courses.enrolment.selectors.enrolments import (
    course_is_open,
    enrolment_find,
    enrolment_is_open,
    enrolment_open_require,
    enrolments_of,
    events_of,
)
from courses.enrolment.selectors.paths import (
    Path,
    PathStep,
    courses_of_paths,
    path_find,
    path_get,
    paths_of,
    programme_get,
)
from courses.enrolment.selectors.policy import (
    Admission,
    Barrier,
    admission_get,
    barriers_find,
    courses_of,
    policy_get,
    policy_is_open,
    seats_taken,
    waiting_position,
)
from courses.enrolment.selectors.scope import (
    cohorts_trained,
    cohorts_visible,
    enrolments_visible,
    paths_visible,
    people_trained,
)

__all__ = [
    "Admission",
    "Barrier",
    "Path",
    "PathStep",
    "admission_get",
    "barriers_find",
    "cohorts_trained",
    "cohorts_visible",
    "course_is_open",
    "courses_of",
    "courses_of_paths",
    "enrolment_find",
    "enrolment_is_open",
    "enrolment_open_require",
    "enrolments_of",
    "enrolments_visible",
    "events_of",
    "path_find",
    "path_get",
    "paths_of",
    "paths_visible",
    "people_trained",
    "policy_get",
    "policy_is_open",
    "programme_get",
    "seats_taken",
    "waiting_position",
]
