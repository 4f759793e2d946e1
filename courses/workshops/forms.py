"""Forms about sessions."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.workshops.enums import AttendanceState
from courses.workshops.models import Session


class CancelForm(forms.Form):
    """Why a session does not take place: those registered read it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Everybody registered receives it by e-mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CloseForm(forms.Form):
    """The signature."""

    name = forms.CharField(label=_("Your name, as a signature"), max_length=160)
    declared = forms.BooleanField(
        label=_("I declare that this list is what I saw."),
        error_messages={"required": _("The list cannot be closed without your declaration.")},
    )


class SheetForm(forms.Form):
    """A signed sheet, scanned or photographed."""

    file = forms.FileField(
        label=_("Signed sheet"),
        help_text=_("PDF or photograph (JPEG, PNG), 10 MB at most."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )


class CorrectionForm(forms.Form):
    """A change of a signed list."""

    state = forms.ChoiceField(label=_("Attendance"), choices=AttendanceState.choices)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=0,
        max_value=1440,
        help_text=_("For people who were there part of the time."),
    )
    entered_at = forms.TimeField(
        label=_("Came at"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    left_at = forms.TimeField(
        label=_("Left at"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Kept with the correction, with your name."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session

    def clean(self) -> dict[str, Any]:
        """Turn clock times into moments of the session's day."""
        data: dict[str, Any] = super().clean() or {}
        day = timezone.localtime(self.session.starts_at).date()
        for name in ("entered_at", "left_at"):
            if data.get(name):
                data[name] = timezone.make_aware(dt.datetime.combine(day, data[name]))
        if data.get("entered_at") and data.get("left_at") and data["left_at"] < data["entered_at"]:
            self.add_error("left_at", _("The person left before coming."))
        return data
