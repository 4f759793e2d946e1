"""In-person sessions, who came, and the workshops that facilitators run afterwards."""

from courses.workshops.models.attendance import Attendance, AttendanceMark, SheetScan
from courses.workshops.models.facilitation import WorkshopCount, WorkshopReport
from courses.workshops.models.page import WorkshopPage
from courses.workshops.models.session import Registration, Session, SessionMaterial

__all__ = [
    "Attendance",
    "AttendanceMark",
    "Registration",
    "Session",
    "SessionMaterial",
    "SheetScan",
    "WorkshopCount",
    "WorkshopPage",
    "WorkshopReport",
]
