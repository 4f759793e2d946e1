"""A person's account, edited by the team."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from accounts.identity import staff_number_normalize
from accounts.models import User
from core.audit import audit_write
from core.phones import phone_validate

# What names a person at sign-in: who changes it for somebody else leaves a trace, from and to.
NAMING = {
    "username": _("login name"),
    "email": _("personal e-mail"),
    "contact_email": _("contact e-mail"),
    "phone": _("telephone"),
    "staff_number": _("staff number"),
}


class PersonForm(WagtailAdminModelForm):
    """Telephone and staff number in the one form in which they are looked for; changes audited."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = {name: getattr(self.instance, name) for name in NAMING}
        self.is_new = self.instance.pk is None

    def clean_phone(self) -> str:
        """One form for every spelling."""
        return phone_validate(self.cleaned_data["phone"])

    def clean_staff_number(self) -> str:
        """No blanks, Western digits."""
        return staff_number_normalize(self.cleaned_data["staff_number"])

    def save(self, commit: bool = True) -> User:
        """Save, and note what names the person from now on."""
        person: User = super().save(commit=commit)
        changed = [name for name in NAMING if self.before[name] != getattr(person, name)]
        if commit and changed and not self.is_new:
            audit_write(
                action="accounts.identity",
                instance=person,
                by=self.for_user,
                person=person,
                before={name: self.before[name] for name in changed},
                after={name: getattr(person, name) for name in changed},
            )
        return person
