"""Who may do what with enrolments in the administration."""

from django.http import HttpRequest

from accounts.http import request_user
from accounts.models import User
from core.exceptions import PermissionRefusedError

VIEW = "courses.view_enrolment"
CHANGE = "courses.change_enrolment"
IMPORT = "courses.import_people"
DECIDE = "courses.change_enrolmentrequest"


def staff_require(request: HttpRequest, permission: str) -> User:
    """Return the member of staff, or raise PermissionRefusedError."""
    user = request_user(request)
    if not user.has_perm(permission):
        raise PermissionRefusedError
    return user
