"""The form that a version asks for, and the form in which authors write a survey."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.fields import localized_get
from courses.surveys.enums import Rating, SurveyKind

TEXT_MAX = 1000


class _Texts:
    """A question's or choice's texts as attributes, for `localized_get`."""

    def __init__(self, **texts: str) -> None:
        self.__dict__.update(texts)


def question_text(question: dict[str, Any], language: str | None = None) -> str:
    """Return the words of a frozen question."""
    texts = _Texts(text_fr=question["text_fr"], text_ar=question["text_ar"])
    return localized_get(texts, "text", language)


def choice_labels(question: dict[str, Any], language: str | None = None) -> list[tuple[int, str]]:
    """Return the numbers and words of what may be chosen; empty for a text."""
    if question["kind"] == SurveyKind.RATING:
        return [(value, str(label)) for value, label in Rating.choices]
    code = (language or get_language() or "fr")[:2]
    return [
        (place, one.get(code) or one["fr"])
        for place, one in enumerate(question["choices"], start=1)
    ]


class SurveyAnswerForm(forms.Form):
    """One field for each question. None has to be answered, but one at least."""

    def __init__(self, *args: Any, questions: list[dict[str, Any]], **kwargs: Any) -> None:
        """`questions`: those of a version."""
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question["key"]] = _field(question)

    def clean(self) -> dict[str, Any]:
        """Refuse an empty form; leave out what was not answered."""
        data: dict[str, Any] = super().clean() or {}
        given = {key: value for key, value in data.items() if value not in {"", None}}
        if not given and not self.errors:
            raise forms.ValidationError(_("Answer one question at least."))
        return given


def _field(question: dict[str, Any]) -> forms.Field:
    label = question_text(question)
    if question["kind"] == SurveyKind.TEXT:
        return forms.CharField(
            label=label,
            required=False,
            max_length=TEXT_MAX,
            help_text=_("Please name nobody: your words are read as they are."),
            widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        )
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=None,
        choices=choice_labels(question),
        widget=forms.RadioSelect,
    )


class SurveyForm(WagtailAdminModelForm):
    """A survey with its questions; says what is missing in which language."""

    def clean(self) -> dict[str, Any]:
        """At least one question; as many choices in both languages."""
        data: dict[str, Any] = super().clean() or {}
        # Cleaned now, so that what is missing in a question is said there.
        self.formsets["questions"].is_valid()
        rows = [row for row in self.formsets["questions"].forms if _is_kept(row)]
        if not rows:
            self.add_error(None, _("Write one question at least."))
        for row in rows:
            _choices_check(row)
        return data


def _is_kept(row: Any) -> bool:
    values = getattr(row, "cleaned_data", None) or {}
    return bool(values) and not values.get("DELETE")


def _choices_check(row: Any) -> None:
    if row.cleaned_data.get("kind") != SurveyKind.CHOICE:
        return
    counts = [
        len([line for line in (row.cleaned_data.get(name) or "").splitlines() if line.strip()])
        for name in ("choices_fr", "choices_ar")
    ]
    if counts[0] != counts[1]:
        row.add_error("choices_ar", _("Write as many choices in Arabic as in French."))
    elif counts[0] < 2:  # noqa: PLR2004
        row.add_error("choices_fr", _("Write two choices at least, one a line."))
