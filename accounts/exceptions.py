"""What can be refused about roles."""

from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError


class LastAdministratorError(LmsError):
    """Nobody would be left to administer the platform."""

    code = "last_administrator"
    status = HTTPStatus.CONFLICT
    message = _("This is the last active administrator: give the role to somebody else first.")


class ManagerWithoutInstitutionError(LmsError):
    """A manager follows the people of named institutions, never of none."""

    code = "manager_without_institution"
    message = _("Choose at least one institution that this person manages.")
