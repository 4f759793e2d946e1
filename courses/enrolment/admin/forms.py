"""Forms of the administration's enrolment screens."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Gender
from accounts.models import User
from accounts.selectors import organisations_current
from core.enums import Language, Region
from courses.catalogue.models import Course, Programme
from courses.enrolment.cohorts.forms import MemberAddForm
from courses.enrolment.enums import EnrolmentStatus
from courses.enrolment.imports.limits import BYTES_MAX
from courses.enrolment.models import Cohort, Target
from courses.enrolment.selectors import cohorts_visible

# A programme with a rule is a learning path.
PATHS = Programme.objects.filter(enrolmentpolicy_rows__isnull=False)


class EnrolmentFilterForm(forms.Form):
    """Filters of the list."""

    q = forms.CharField(label=_("Name, e-mail or login name"), required=False, max_length=100)
    course = forms.ModelChoiceField(
        Course.objects.all(), label=_("Course"), required=False, empty_label=_("All")
    )
    cohort = forms.ModelChoiceField(
        Cohort.objects.none(), label=_("Cohort"), required=False, empty_label=_("All")
    )
    organisation = forms.ModelChoiceField(
        organisations_current(),
        label=_("Institution"),
        required=False,
        empty_label=_("All"),
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *EnrolmentStatus.choices]
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cohort"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = cohorts_visible(user)


class PathFilterForm(forms.Form):
    """Filters of the list of paths."""

    q = forms.CharField(label=_("Name, e-mail or login name"), required=False, max_length=100)
    programme = forms.ModelChoiceField(
        PATHS, label=_("Learning path"), required=False, empty_label=_("All")
    )
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *EnrolmentStatus.choices]
    )


class ReasonForm(forms.Form):
    """Why; kept in the history."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.TextInput)


class TransferForm(ReasonForm):
    """To which cohort of the same course."""

    cohort = forms.ModelChoiceField(
        Cohort.objects.none(), label=_("New cohort"), required=False, empty_label=_("None")
    )
    field_order = ("cohort", "reason")

    def __init__(self, *args: Any, cohorts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cohort"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = cohorts


class ExtendForm(ReasonForm):
    """Until when."""

    until = forms.DateField(
        label=_("Access until (included)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: no extension."),
    )
    field_order = ("until", "reason")


class DecideForm(forms.Form):
    """The decision on a request."""

    cohort = forms.ModelChoiceField(
        Cohort.objects.none(), label=_("Cohort"), required=False, empty_label=_("None")
    )
    reason = forms.CharField(
        label=_("Word to the person"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the mail that they receive."),
    )

    def __init__(self, *args: Any, cohorts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cohort"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = cohorts


class PathAddForm(MemberAddForm):
    """Whom to enrol in which path."""

    programme = forms.ModelChoiceField(PATHS, label=_("Learning path"))
    cohort = forms.ModelChoiceField(
        Cohort.objects.none(), label=_("Cohort"), required=False, empty_label=_("None")
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.TextInput)

    def __init__(self, *args: Any, cohorts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cohort"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = cohorts.filter(programme__isnull=False)

    def clean(self) -> dict[str, Any]:
        """A cohort of this path."""
        data: dict[str, Any] = super().clean() or {}
        cohort, programme = data.get("cohort"), data.get("programme")
        if cohort is not None and programme is not None and cohort.programme_id != programme.pk:
            self.add_error("cohort", _("This cohort does not take this path."))
        return data


class WhereForm(forms.Form):
    """Into what people are brought: a cohort, or a course or path without cohort, or nothing."""

    cohort = forms.ModelChoiceField(
        Cohort.objects.all(), label=_("Cohort"), required=False, empty_label=_("None")
    )
    course = forms.ModelChoiceField(
        Course.objects.all(),
        label=_("or course, without cohort"),
        required=False,
        empty_label=_("None"),
    )
    programme = forms.ModelChoiceField(
        PATHS,
        label=_("or learning path, without cohort"),
        required=False,
        empty_label=_("None"),
    )

    def clean(self) -> dict[str, Any]:
        """One of them at most."""
        data: dict[str, Any] = super().clean() or {}
        chosen = [name for name in ("cohort", "course", "programme") if data.get(name)]
        if len(chosen) > 1:
            self.add_error(chosen[-1], _("Choose one: a cohort, a course or a path."))
        return data

    @property
    def target(self) -> Target | None:
        """The course or programme."""
        cohort = self.cleaned_data["cohort"]
        if cohort is not None:
            return cohort.course or cohort.programme
        found: Target | None = self.cleaned_data["course"] or self.cleaned_data["programme"]
        return found


class ImportForm(WhereForm):
    """The file and where its people go."""

    file = forms.FileField(
        label=_("File (.xlsx or .csv)"),
        help_text=_("At most 5 MB and 20 000 lines, with headings in French, Arabic or English."),
    )
    organisation = forms.ModelChoiceField(
        organisations_current(),
        label=_("Institution, where the file names none"),
        required=False,
        empty_label=_("None"),
    )
    language = forms.ChoiceField(
        label=_("Language, where the file names none"), choices=Language.choices
    )
    invites = forms.BooleanField(
        label=_("Send each person their invitation by e-mail"), required=False, initial=True
    )
    field_order = ("file", "cohort", "course", "programme", "organisation", "language", "invites")

    def clean_file(self) -> Any:
        """Refuse before reading."""
        file = self.cleaned_data["file"]
        if file.size > BYTES_MAX:
            raise forms.ValidationError(_("The file is too big. Cut the list into several files."))
        return file


class InviteForm(WhereForm):
    """One person to invite."""

    email = forms.EmailField(
        label=_("E-mail"), help_text=_("May be a mailbox that several people share.")
    )
    given_name = forms.CharField(
        label=_("Given name, Latin letters"), max_length=80, required=False
    )
    family_name = forms.CharField(
        label=_("Family name, Latin letters"), max_length=80, required=False
    )
    given_name_ar = forms.CharField(
        label=_("Given name, Arabic letters"), max_length=80, required=False
    )
    family_name_ar = forms.CharField(
        label=_("Family name, Arabic letters"), max_length=80, required=False
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    gender = forms.ChoiceField(
        label=_("Gender"), choices=[("", "—"), *Gender.choices], required=False
    )
    organisation = forms.ModelChoiceField(
        organisations_current(),
        label=_("Institution"),
        required=False,
        empty_label=_("None"),
    )
    region = forms.ChoiceField(
        label=_("Region"), choices=[("", "—"), *Region.choices], required=False
    )
    field_order = (
        "email",
        "given_name",
        "family_name",
        "given_name_ar",
        "family_name_ar",
        "language",
    )

    def clean(self) -> dict[str, Any]:
        """A name in one script at least."""
        data = super().clean()
        if not (data.get("family_name") or data.get("family_name_ar")):
            self.add_error("family_name", _("Give the name in one script at least."))
        return data

    @property
    def person(self) -> dict[str, Any]:
        """The person's data as a line of a list."""
        data = self.cleaned_data
        names = ("given_name", "family_name", "given_name_ar", "family_name_ar", "language")
        found = {name: data[name] for name in (*names, "gender", "region") if data[name]}
        found["email"] = data["email"].lower()
        if data["organisation"] is not None:
            found["organisation_id"] = data["organisation"].pk
        return found
