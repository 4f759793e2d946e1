"""Forms about reminders."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.progress.reminders.enums import ReminderKind
from courses.progress.reminders.models import ReminderRule, ReminderTemplate
from courses.progress.reminders.texts import text_problems


class PreferencesForm(forms.Form):
    """Which reminders a person wants."""

    wanted = forms.MultipleChoiceField(
        label=_("Send me an e-mail"),
        choices=ReminderKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class ReminderTemplateForm(forms.ModelForm):
    """The words of one kind; placeholders outside the closed set are refused, by language."""

    class Meta:
        model = ReminderTemplate
        fields = ("subject_fr", "text_fr", "subject_ar", "text_ar")
        widgets = {
            "text_fr": forms.Textarea(attrs={"rows": 10, "lang": "fr", "dir": "ltr"}),
            "subject_fr": forms.TextInput(attrs={"lang": "fr", "dir": "ltr"}),
            "text_ar": forms.Textarea(attrs={"rows": 10, "lang": "ar", "dir": "rtl"}),
            "subject_ar": forms.TextInput(attrs={"lang": "ar", "dir": "rtl"}),
        }

    def clean(self) -> dict[str, Any]:
        """Check the placeholders."""
        data: dict[str, Any] = super().clean() or {}
        for language in ("fr", "ar"):
            subject, text = data.get(f"subject_{language}"), data.get(f"text_{language}")
            if subject and text:
                for problem in text_problems(self.instance.kind, subject, text):
                    self.add_error(f"text_{language}", problem)
        return data


class ReminderRuleForm(forms.ModelForm):
    """One rule."""

    class Meta:
        model = ReminderRule
        fields = ("kind", "course", "cohort", "is_active", "days", "repeat_days", "max_times")
