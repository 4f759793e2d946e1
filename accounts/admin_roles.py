"""The roles of a person in the administration."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.http import request_user
from accounts.role_changes import roles_set
from accounts.roles import roles_of
from accounts.scope import people_visible
from accounts.selectors import organisations_current
from core.exceptions import LmsError, PermissionRefusedError

MEANINGS = {
    Role.LEARNER: _("Takes courses. Everybody may; the role says it of those enrolled by staff."),
    Role.TRAINER: _("Follows the members of the cohorts and sessions that they train."),
    Role.INSTITUTION_MANAGER: _(
        "Follows the people of the institutions chosen below, with all that depends on them."
    ),
    Role.JURY: _("Reads and marks the work that is given to them."),
    Role.AUTHOR: _("Writes courses and questions."),
    Role.TRANSLATOR: _("Translates pages."),
    Role.MONITORING: _("Sees figures of everybody, never a name."),
    Role.ADMINISTRATOR: _("Sees and changes everything, and gives roles."),
}


class OrganisationsField(forms.ModelMultipleChoiceField):
    """Institutions as a tree."""

    def label_from_instance(self, obj: Any) -> str:
        """Indent by depth."""
        return f"{'– ' * (obj.depth - 1)}{obj.name}"


class RolesForm(forms.Form):
    """Roles, and a manager's institutions."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        choices=[(role.value, role.label) for role in Role],
        widget=forms.CheckboxSelectMultiple,
    )
    organisations = OrganisationsField(
        organisations_current(),
        label=_("Institutions managed, with all below them"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=_("Only for institution managers. Hold Ctrl to choose several."),
    )


def person_roles(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give and take roles; administrators only."""
    by = request_user(request)
    if not by.has_perm("accounts.change_user"):
        raise PermissionRefusedError
    person = get_object_or_404(people_visible(by), uuid=uuid)
    managed = person.manager_grants.values_list("organisation_id", flat=True)
    initial = {"roles": sorted(roles_of(person)), "organisations": list(managed)}
    form = RolesForm(request.POST or None, initial=initial)
    if request.method == "POST":
        # No role at all is a valid answer: an empty form is not an error.
        form = RolesForm(request.POST)
    if form.is_valid():
        try:
            roles_set(
                user=person,
                roles=[Role(name) for name in form.cleaned_data["roles"]],
                organisations=form.cleaned_data["organisations"],
                by=by,
            )
        except LmsError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("The roles are saved."))
            return redirect("person_roles", uuid=person.uuid)
    context = {
        "page_title": gettext("Roles"),
        "person": person,
        "form": form,
        "meanings": [(role.label, MEANINGS[role]) for role in Role],
    }
    status = 400 if form.is_bound else 200
    return render(request, "accounts/admin_roles.html", context, status=status)
