"""Addresses of enrolment."""

from django.urls import URLPattern, path

from courses.enrolment.invitations import urls as invitations
from courses.enrolment.views import learner
from courses.enrolment.views.programme import programme_detail

ACTS = (
    ("enrol/", learner.enrol, "enrol"),
    ("enrol/key/", learner.enrol_key, "key"),
    ("enrol/ask/", learner.ask, "ask"),
    ("enrol/ask/cancel/", learner.ask_cancel, "ask_cancel"),
    ("enrol/waiting/leave/", learner.waiting_leave_view, "waiting_leave"),
    ("withdraw/", learner.withdraw, "withdraw"),
)


def acts(place: str, kind: str, prefix: str) -> list[URLPattern]:
    """The same acts for a course and for a programme."""
    return [
        path(f"{place}/<slug:code>/{end}", view, {"kind": kind}, name=f"{prefix}{name}")
        for end, view, name in ACTS
    ]


urlpatterns = [
    *acts("courses", "course", ""),
    path("programmes/<slug:code>/", programme_detail, name="programme"),
    *acts("programmes", "programme", "programme_"),
    *invitations.urlpatterns,
]
