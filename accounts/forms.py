"""What people say about themselves. Only the fields named here are ever written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Gender
from accounts.models import Organisation, User
from accounts.selectors import organisation_choices
from core.enums import Language, Region
from core.phones import phone_validate
from core.text import is_arabic

OTHER = "other"
Group = tuple[Any, Any, list[forms.BoundField]]


class PersonFields(forms.Form):
    """Names in both scripts, gender, institution, region, language: asked in two places."""

    given_name = forms.CharField(
        label=_("Given name, in Latin letters"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "dir": "ltr", "lang": "fr"}),
    )
    family_name = forms.CharField(
        label=_("Family name, in Latin letters"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name", "dir": "ltr", "lang": "fr"}),
    )
    given_name_ar = forms.CharField(
        label=_("Given name, in Arabic letters"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    )
    family_name_ar = forms.CharField(
        label=_("Family name, in Arabic letters"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    )
    gender = forms.ChoiceField(
        label=_("Gender"),
        choices=[(value, label) for value, label in Gender.choices if value != Gender.NOT_STATED],
        widget=forms.RadioSelect,
    )
    organisation = forms.ChoiceField(label=_("Institution"), required=False)
    organisation_other = forms.CharField(
        label=_("Name of the other institution"), max_length=200, required=False
    )
    region = forms.ChoiceField(
        label=_("Region"), choices=[("", _("Choose")), *Region.choices], required=True
    )
    language = forms.ChoiceField(
        label=_("Preferred language"), choices=Language.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [
            ("", _("None")),
            *organisation_choices(),
            (OTHER, _("Another institution")),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for one full name at least; turn the institution into a record."""
        data: dict[str, Any] = super().clean() or {}
        latin = data.get("given_name") and data.get("family_name")
        arabic = data.get("given_name_ar") and data.get("family_name_ar")
        if not (latin or arabic):
            self.add_error(
                "given_name",
                _(
                    "Give your given and family name in one script at least; the certificate shows"
                    " both when both are given."
                ),
            )
        for name in ("given_name_ar", "family_name_ar"):
            if data.get(name) and not is_arabic(data[name]):
                self.add_error(name, _("Please write this name in Arabic letters."))
        for name in ("given_name", "family_name"):
            if data.get(name) and is_arabic(data[name]):
                self.add_error(name, _("Please write this name in Latin letters."))
        self._clean_organisation(data)
        return data

    def _clean_organisation(self, data: dict[str, Any]) -> None:
        chosen = data.get("organisation", "")
        if chosen == OTHER and not data.get("organisation_other"):
            self.add_error("organisation_other", _("Please name the institution."))
        pk = chosen if chosen not in {"", OTHER} else None
        data["organisation"] = Organisation.objects.filter(pk=pk).first() if pk else None
        if data["organisation"] is not None:
            data["organisation_other"] = ""

    def _bound(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    def person_groups(self) -> list[Group]:
        """The fields in groups: (legend, help, fields)."""
        return [
            (
                _("Your name"),
                _("As it should stand on the certificate, in both scripts if you can."),
                self._bound("given_name", "family_name", "given_name_ar", "family_name_ar"),
            ),
            (
                _("Your work"),
                "",
                self._bound("organisation", "organisation_other", "region"),
            ),
            (
                _("About you"),
                _("Figures for the reports are counted without names."),
                self._bound("gender", "birth_year", "language"),
            ),
        ]


class ProfileForm(PersonFields):
    """A person's own data, by the person."""

    birth_year = forms.IntegerField(
        label=_("Year of birth"), required=False, min_value=1920, max_value=2015, localize=False
    )
    contact_email = forms.EmailField(
        label=_("Contact e-mail, if different (may be a shared mailbox)"),
        help_text=_("Another address counts once you enter the code that is sent to it."),
        required=False,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        help_text=_("You may sign in with it."),
        max_length=32,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "tel", "inputmode": "tel"}),
    )

    @property
    def groups(self) -> list[Group]:
        """All groups in order."""
        contact = (_("Contact"), "", self._bound("contact_email", "phone"))
        return [*self.person_groups(), contact]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_contact_email(self) -> str:
        """Somebody without an address of their own keeps one where mail reaches them."""
        typed = str(self.cleaned_data["contact_email"]).lower()
        if not typed and not self.user.email:
            raise forms.ValidationError(_("Without this address no code could reach you."))
        return "" if typed == self.user.email.lower() else typed

    def clean_phone(self) -> str:
        """One form for every spelling."""
        return phone_validate(self.cleaned_data["phone"])


class ContactCodeForm(forms.Form):
    """The code that came to the new contact address."""

    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )
