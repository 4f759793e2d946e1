"""The form that a submission page describes: texts with limits, choices, declarations."""

from typing import Any

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

# Choices of the curriculum's select fields; a key without a name is shown as it is.
CHOICE_NAMES = {
    "ecrit": _("Written"),
    "photo": _("Photo"),
    "audio": _("Audio"),
    "video": _("Video"),
    "donnees": _("Data"),
    "mixte": _("Mixed"),
    "fr": _("French"),
    "ar": _("Arabic"),
}
MAX_LENGTH = 20_000


def word_count(text: str) -> int:
    """Number of words, in either script."""
    return len(text.split())


class SubmissionForm(forms.Form):
    """Built from `form_fields` and `declarations`. With `draft=True` nothing is required."""

    def __init__(
        self,
        *args: Any,
        form_fields: list[dict[str, Any]],
        declarations: list[dict[str, str]],
        draft: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        language = (get_language() or "fr")[:2]
        self.limits: dict[str, int] = {}
        for row in form_fields:
            field = self._field(row, language)
            if field is None:
                continue
            field.required = bool(row.get("required")) and not draft
            self.fields[row["key"]] = field
            if row.get("max_words"):
                self.limits[row["key"]] = row["max_words"]
        for number, row in enumerate(declarations):
            self.fields[f"declaration_{number}"] = forms.BooleanField(
                label=row.get(language, row.get("fr", "")), required=not draft
            )

    def _field(self, row: dict[str, Any], language: str) -> forms.Field | None:
        """Text and choice fields. Files come with the calls (not asked here)."""
        label = row["label"].get(language, row["label"].get("fr"))
        if row["type"] == "select":
            names = [(key, CHOICE_NAMES.get(key, key)) for key in row["options"]]
            return forms.ChoiceField(label=label, choices=[("", "—"), *names])
        if row["type"] not in {"text", "textarea"}:
            return None
        help_text = ""
        if row.get("max_words"):
            help_text = ngettext(
                "%(count)s word at most", "%(count)s words at most", row["max_words"]
            ) % {"count": row["max_words"]}
        widget: forms.Widget = forms.TextInput(attrs={"dir": "auto"})
        if row["type"] == "textarea":
            widget = forms.Textarea(attrs={"dir": "auto", "rows": 6})
        return forms.CharField(
            label=label,
            help_text=help_text,
            max_length=row.get("max_chars") or MAX_LENGTH,
            widget=widget,
        )

    def clean(self) -> dict[str, Any]:
        """Check the limits in words."""
        data: dict[str, Any] = super().clean() or {}
        for key, limit in self.limits.items():
            words = word_count(data.get(key) or "")
            if words > limit:
                message = ngettext(
                    "This text has %(words)s words; the limit is %(limit)s word.",
                    "This text has %(words)s words; the limit is %(limit)s words.",
                    limit,
                )
                self.add_error(key, message % {"words": words, "limit": limit})
        return data
