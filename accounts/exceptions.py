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


class MergeRefusedError(LmsError):
    """These two accounts may not be merged, at least not this way round."""

    code = "merge_refused"
    status = HTTPStatus.CONFLICT
    message = _("These two accounts cannot be merged.")


class MergeStateError(MergeRefusedError):
    """One of the two is a pointer already."""

    code = "merge_state"
    message = _("One of these accounts has been merged in the meantime. Open the list again.")


class MergeRolesError(MergeRefusedError):
    """The merge would give or take rights without a trace."""

    code = "merge_roles"
    message = _(
        "The account to be merged has roles that the other one lacks. Give them to the account "
        "that stays on the page “Roles”, or keep the other account."
    )


class MergeReasonError(LmsError):
    """A merge is an act of staff: it has a reason."""

    code = "merge_reason"
    message = _("Write why these two accounts belong to one person.")


class ContactCodeError(LmsError):
    """The code is wrong, too old, or was tried too often."""

    code = "contact_code"
    message = _("This code is not right, or no longer valid. Ask for another one.")
