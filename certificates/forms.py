"""Forms about certificates."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certificates.enums import CertificateKind, CertificateStatus, Origin
from certificates.models import CertificateRule, CertificateTemplate, CorrectionRequest
from courses.models import Cohort, Course, Programme


class ReasonForm(forms.Form):
    """An act of staff needs a reason."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CorrectForm(ReasonForm):
    """The name as it should have been printed."""

    name_latin = forms.CharField(label=_("Name in Latin script"), max_length=160, required=False)
    name_arabic = forms.CharField(
        label=_("Name in Arabic script"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    )
    field_order = ("name_latin", "name_arabic", "reason")

    def clean(self) -> dict[str, Any]:
        """One name at least."""
        cleaned = super().clean() or {}
        if not (cleaned.get("name_latin") or cleaned.get("name_arabic")):
            raise ValidationError(gettext("Give the name in at least one script."))
        return cleaned


class SubjectField(forms.ChoiceField):
    """A course or a programme; gives the row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=subject_choices, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the course or programme, None when nothing is chosen."""
        text = super().clean(value)
        if not text:
            return None
        model: Any = Course if text[0] == "c" else Programme
        return model.objects.get(pk=text[1:])


def subject_choices() -> list[tuple[str, Any]]:
    """Return courses and programmes, grouped, for a select."""
    return [
        ("", "–"),
        (gettext("Courses"), [(f"c{row.pk}", str(row)) for row in Course.objects.all()]),
        (gettext("Programmes"), [(f"p{row.pk}", str(row)) for row in Programme.objects.all()]),
    ]


class HandForm(ReasonForm):
    """Who gets what, whatever the rules say."""

    person = forms.CharField(
        label=_("Login name or e-mail of the person"),
        max_length=254,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    subject = SubjectField(label=_("Course or programme"))
    template = forms.ModelChoiceField(
        label=_("Template"), queryset=CertificateTemplate.objects.filter(live=True)
    )
    valid_months = forms.IntegerField(
        label=_("Valid for so many months"),
        min_value=1,
        max_value=120,
        required=False,
        help_text=_("Empty: without end."),
    )
    field_order = ("person", "subject", "template", "valid_months", "reason")

    def clean_person(self) -> User:
        """Return the person."""
        typed = self.cleaned_data["person"].strip()
        found = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)).first()
        if found is None:
            raise ValidationError(gettext("Nobody has this login name or e-mail."))
        return found


class BulkForm(forms.Form):
    """For which rule, to which group."""

    rule = forms.ModelChoiceField(
        label=_("Certificate rule"),
        queryset=CertificateRule.objects.filter(is_active=True).select_related(
            "course", "programme", "template"
        ),
    )
    cohort = forms.ModelChoiceField(
        label=_("Cohort"),
        queryset=Cohort.objects.all(),
        required=False,
        empty_label=_("All who are enrolled"),
    )

    def clean(self) -> dict[str, Any]:
        """The cohort takes what the rule is about."""
        cleaned = super().clean() or {}
        rule, cohort = cleaned.get("rule"), cleaned.get("cohort")
        if rule and cohort:
            programme = rule.course.programme_id if rule.course else rule.programme_id
            is_same = rule.course_id and cohort.course_id == rule.course_id
            if not is_same and (cohort.programme_id is None or cohort.programme_id != programme):
                self.add_error("cohort", gettext("This cohort takes another course or programme."))
        return cleaned


class CertificateFilterForm(forms.Form):
    """What the list shows; the files take the same."""

    q = forms.CharField(label=_("Serial number, code or name"), max_length=100, required=False)
    subject = SubjectField(label=_("Course or programme"), required=False)
    cohort = forms.ModelChoiceField(
        label=_("Cohort"), queryset=Cohort.objects.all(), required=False, empty_label="–"
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", "–"), *CertificateKind.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("Status"),
        choices=[("", "–"), *CertificateStatus.choices, ("expired", _("Expired"))],
        required=False,
    )
    origin = forms.ChoiceField(
        label=_("How it was issued"), choices=[("", "–"), *Origin.choices], required=False
    )
    since = forms.DateField(
        label=_("Issued from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Issued until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class CorrectionForm(forms.ModelForm[CorrectionRequest]):
    """What the holder says their name is."""

    class Meta:
        model = CorrectionRequest
        fields = ("given_name", "family_name", "given_name_ar", "family_name_ar", "message")
        widgets = {
            "given_name_ar": forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
            "family_name_ar": forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
            "message": forms.Textarea(attrs={"rows": 3}),
        }

    def clean(self) -> dict[str, Any]:
        """One name at least, and something changed."""
        cleaned = super().clean() or {}
        names = [cleaned.get(name, "") for name in self.Meta.fields[:4]]
        if not any(names):
            raise ValidationError(gettext("Give the name in at least one script."))
        if names == [self.initial.get(name, "") for name in self.Meta.fields[:4]]:
            raise ValidationError(
                gettext("This is the name as it is now: change what is written wrongly.")
            )
        return cleaned
