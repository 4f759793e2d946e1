"""A facilitator's record of a workshop: two minutes on a phone, numbers only."""

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.selectors import membership_today, organisation_choices
from courses.workshops.enums import AgeBand, ParticipantSex, WorkshopLanguage
from courses.workshops.models import WorkshopReport
from courses.workshops.models.facilitation import QUIZ_CARDS
from courses.workshops.services.facilitation import WorkshopData

MAX_PEOPLE = 300
_EMAIL = re.compile(r"\S+@\S+\.\S+")
# Seven digits and more, however they are spaced, are a telephone or an identity number.
_DIGITS = re.compile(r"\d(?:[\s./-]?\d){6,}")
_IDENTITY = re.compile(r"\b[A-Za-z]{1,2}\s?\d{5,7}\b")
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def personal_data_refuse(text: str) -> None:
    """Raise ValidationError for an e-mail address, a telephone or an identity number."""
    western = text.translate(_ARABIC_DIGITS)
    if _EMAIL.search(western) or _DIGITS.search(western) or _IDENTITY.search(western):
        raise ValidationError(
            _("Write no e-mail address, telephone or identity number: nobody must be recognised."),
            code="personal_data",
        )


def count_name(sex: str, band: str) -> str:
    """Return the name of a cell's field."""
    return f"count_{sex}_{band.replace('-', '_').replace('+', 'p')}"


def number_field(label: Any, **kwargs: Any) -> forms.IntegerField:
    """Return a small whole number, empty for none."""
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "class": "count-input"})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MAX_PEOPLE, widget=widget, **kwargs
    )


class WorkshopForm(forms.Form):
    """The record; the total is typed apart and must equal the sum of the table."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    held_on = forms.DateField(
        label=_("Date of the workshop"), widget=forms.DateInput(attrs={"type": "date"})
    )
    organisation = forms.ChoiceField(label=_("Agency"))
    language = forms.ChoiceField(label=_("Language"), choices=WorkshopLanguage.choices)
    total = number_field(_("Participants in all"))
    comment = forms.CharField(
        label=_("What to do better next time"),
        max_length=500,
        required=False,
        help_text=_("No name, address or number: nobody must be recognised."),
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[personal_data_refuse],
    )
    confirmed = forms.BooleanField(
        label=_("It is another workshop: record it all the same."),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, facilitator: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facilitator = facilitator
        self.fields["total"].required = True
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *organisation_choices(),
        ]
        for sex, sex_label in ParticipantSex.choices:
            for band, band_label in AgeBand.choices:
                self.fields[count_name(sex, band)] = number_field(f"{sex_label}, {band_label}")
        for card in range(1, QUIZ_CARDS + 1):
            for name, label in (("right", _("right")), ("wrong", _("wrong"))):
                text = _("Card %(number)s, %(what)s answers") % {"number": card, "what": label}
                self.fields[f"quiz_{card}_{name}"] = number_field(text)

    @property
    def grid(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The table of numbers: one row an age band, one column a sex."""
        return [
            (label, [self[count_name(sex, band)] for sex in ParticipantSex.values])
            for band, label in AgeBand.choices
        ]

    @property
    def sexes(self) -> list[Any]:
        """The table's columns."""
        return list(ParticipantSex.labels)

    @property
    def quiz_rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        """The cards of the game with their two numbers."""
        return [
            (card, self[f"quiz_{card}_right"], self[f"quiz_{card}_wrong"])
            for card in range(1, QUIZ_CARDS + 1)
        ]

    def clean_held_on(self) -> Any:
        """Refuse a day that has not come."""
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day

    def clean_organisation(self) -> Organisation:
        """Find the agency."""
        organisation = Organisation.objects.filter(pk=self.cleaned_data["organisation"]).first()
        if organisation is None:
            raise ValidationError(_("Choose an agency."))
        return organisation

    def counts(self) -> dict[tuple[str, str], int]:
        """Return the table."""
        return {
            (sex, band): self.cleaned_data.get(count_name(sex, band)) or 0
            for sex in ParticipantSex.values
            for band in AgeBand.values
        }

    def quiz(self) -> list[list[int]]:
        """Return [right, wrong] per card; empty when nothing was written."""
        pairs = [
            [
                self.cleaned_data.get(f"quiz_{card}_right") or 0,
                self.cleaned_data.get(f"quiz_{card}_wrong") or 0,
            ]
            for card in range(1, QUIZ_CARDS + 1)
        ]
        return pairs if any(sum(pair) for pair in pairs) else []

    def clean(self) -> dict[str, Any]:
        """Check the sums: the table against the total, the answers against the table."""
        data: dict[str, Any] = super().clean() or {}
        total, counted = data.get("total"), sum(self.counts().values())
        if total == 0:
            self.add_error("total", _("A workshop without participants is not recorded."))
        if total is not None and total != counted:
            self.add_error(
                "total",
                _("The table makes %(sum)s, not %(total)s. Correct one of the two.")
                % {"sum": counted, "total": total},
            )
        for card, pair in enumerate(self.quiz(), start=1):
            if total is not None and sum(pair) > total:
                self.add_error(
                    f"quiz_{card}_right",
                    _("Card %(number)s has more answers than participants.") % {"number": card},
                )
        return data

    def data_get(self) -> WorkshopData:
        """Return what was written, for the service."""
        data = self.cleaned_data
        organisation = data["organisation"]
        return WorkshopData(
            held_on=data["held_on"],
            organisation=organisation,
            region=organisation.region,
            language=data["language"],
            counts=self.counts(),
            quiz=self.quiz(),
            comment=data["comment"].strip(),
        )


class ReviewForm(forms.Form):
    """Validate, or return with a note."""

    note = forms.CharField(
        label=_("Note for the facilitator"),
        max_length=500,
        required=False,
        help_text=_("Needed to return the record: what should be mended?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def workshop_initial(report: WorkshopReport) -> dict[str, Any]:
    """Return a record as the form's initial values."""
    initial: dict[str, Any] = {
        "uuid": report.uuid,
        "held_on": report.held_on.isoformat(),
        "organisation": str(report.organisation_id),
        "language": report.language,
        "total": report.total,
        "comment": report.comment,
    }
    for row in report.counts.all():
        initial[count_name(row.sex, row.age_band)] = row.count
    for card, (right, wrong) in enumerate(report.quiz, start=1):
        initial[f"quiz_{card}_right"], initial[f"quiz_{card}_wrong"] = right, wrong
    return initial


def workshop_blank(facilitator: User) -> dict[str, Any]:
    """Return the initial values of a new record: today, the facilitator's agency."""
    membership = membership_today(facilitator)
    return {
        "uuid": uuid.uuid4(),
        "held_on": timezone.localdate().isoformat(),
        "organisation": str(membership.organisation_id or "") if membership else "",
        "language": WorkshopLanguage.DARIJA,
    }
