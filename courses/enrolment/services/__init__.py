"""What changes enrolments."""

from courses.enrolment.services.changes import (
    enrolment_extend,
    enrolment_reopen,
    enrolment_transfer,
    enrolment_withdraw,
    path_withdraw,
)
from courses.enrolment.services.entry import (
    Entry,
    EntryAsk,
    enrol_self,
    enrolment_create,
    enter,
)
from courses.enrolment.services.keys import key_create, key_fold, key_new, key_use
from courses.enrolment.services.many import enter_many
from courses.enrolment.services.paths import (
    path_continue,
    paths_continue_after,
    paths_continue_due,
)
from courses.enrolment.services.requests import request_cancel, request_create, request_decide
from courses.enrolment.services.waiting import (
    waiting_advance,
    waiting_advance_all,
    waiting_leave,
)

__all__ = [
    "Entry",
    "EntryAsk",
    "enrol_self",
    "enrolment_create",
    "enrolment_extend",
    "enrolment_reopen",
    "enrolment_transfer",
    "enrolment_withdraw",
    "enter",
    "enter_many",
    "key_create",
    "key_fold",
    "key_new",
    "key_use",
    "path_continue",
    "path_withdraw",
    "paths_continue_after",
    "paths_continue_due",
    "request_cancel",
    "request_create",
    "request_decide",
    "waiting_advance",
    "waiting_advance_all",
    "waiting_leave",
]
