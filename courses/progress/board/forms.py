"""What a trainer writes: an announcement, and more time for one person."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enrolment.announcements import AnnouncementText

DATE = forms.DateInput(attrs={"type": "date", "dir": "ltr"}, format="%Y-%m-%d")


def _text(language: str, rows: int) -> forms.Textarea:
    direction = "rtl" if language == "ar" else "ltr"
    return forms.Textarea(attrs={"rows": rows, "lang": language, "dir": direction})


def _line(language: str) -> forms.TextInput:
    direction = "rtl" if language == "ar" else "ltr"
    return forms.TextInput(attrs={"lang": language, "dir": direction})


class AnnouncementForm(forms.Form):
    """One language is enough: whoever reads in the other one gets this one."""

    title_fr = forms.CharField(
        label=_("Title in French"), max_length=160, required=False, widget=_line("fr")
    )
    text_fr = forms.CharField(
        label=_("Text in French"), max_length=4000, required=False, widget=_text("fr", 6)
    )
    title_ar = forms.CharField(
        label=_("Title in Arabic"), max_length=160, required=False, widget=_line("ar")
    )
    text_ar = forms.CharField(
        label=_("Text in Arabic"), max_length=4000, required=False, widget=_text("ar", 6)
    )
    by_mail = forms.BooleanField(label=_("Send it by e-mail"), required=False, initial=True)
    on_dashboard = forms.BooleanField(
        label=_("Show it on the dashboard until it is read"), required=False, initial=True
    )
    expires_on = forms.DateField(
        label=_("Show it on the dashboard until"), required=False, widget=DATE
    )

    def clean(self) -> dict[str, Any]:
        """Say in words what is missing."""
        data: dict[str, Any] = super().clean() or {}
        for language in ("fr", "ar"):
            title, text = data.get(f"title_{language}"), data.get(f"text_{language}")
            if bool(title) != bool(text):
                missing = "text" if title else "title"
                self.add_error(f"{missing}_{language}", _("Write both the title and the text."))
        if not (data.get("text_fr") or data.get("text_ar")) and not self.errors:
            self.add_error(None, _("Write a title and a text in one language at least."))
        if not (data.get("by_mail") or data.get("on_dashboard")):
            self.add_error(None, _("Choose the e-mail, the dashboard, or both."))
        expires_on = data.get("expires_on")
        if expires_on and expires_on < timezone.localdate():
            self.add_error("expires_on", _("This day has passed."))
        return data

    @property
    def written(self) -> AnnouncementText:
        """What was written, once valid."""
        return AnnouncementText(**self.cleaned_data)


class ExtensionForm(forms.Form):
    """A later day for one unit of one person."""

    unit = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    day = forms.DateField(label=_("New date"), widget=DATE)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def clean_day(self) -> Any:
        """More time cannot end before today."""
        day = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed."))
        return day
