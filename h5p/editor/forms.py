"""What the pages of the editor post."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from h5p.editor.texts import Text
from h5p.models import ActivityTranslation, Library

CONTENT_MAX = 2_000_000


class ContentForm(forms.Form):
    """A content as the form in the browser gives it."""

    title = forms.CharField(label=_("Title"), max_length=255)
    content = forms.CharField(widget=forms.HiddenInput, max_length=CONTENT_MAX)
    stage = forms.UUIDField(widget=forms.HiddenInput)

    def clean_content(self) -> dict[str, Any]:
        """The content as a value."""
        try:
            value = json.loads(self.cleaned_data["content"], parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(_("The form did not arrive whole. Try again.")) from error
        if not isinstance(value, dict):
            raise forms.ValidationError(_("The form did not arrive whole. Try again."))
        return value


def _refuse(name: str) -> None:
    raise ValueError(name)


class TypeForm(forms.Form):
    """The first page of a new activity: which type, which language."""

    library = forms.ModelChoiceField(
        label=_("Type of activity"), queryset=Library.objects.none(), empty_label=None
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["library"]
        field.queryset = Library.objects.filter(runnable=True).order_by("title", "-major")  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: f"{row.type_title} {row.major}.{row.minor}"  # type: ignore[attr-defined]


class TranslationForm(forms.Form):
    """The texts of an activity with room for their translations."""

    title = forms.CharField(label=_("Title"), max_length=255)

    def __init__(
        self, data: Any = None, *, texts: list[Text], translation: ActivityTranslation
    ) -> None:
        super().__init__(data, initial={"title": translation.target.title})
        self.texts = texts
        language = translation.target.language
        direction = {"ar": "rtl"}.get(language, "ltr")
        for number, text in enumerate(texts):
            rows = min(12, 2 + len(text.value) // 90)
            self.fields[f"text-{number}"] = forms.CharField(
                label=text.label,
                required=False,
                initial=translation.texts.get(text.value, ""),
                widget=forms.Textarea(
                    attrs={
                        "rows": rows,
                        "lang": language,
                        "dir": direction,
                        **({"data-h5p-rich": True} if text.is_html else {}),
                    }
                ),
            )

    def rows(self) -> list[tuple[Text, forms.BoundField]]:
        """Each text with its field."""
        return [(text, self[f"text-{number}"]) for number, text in enumerate(self.texts)]

    def translations(self) -> dict[str, str]:
        """What was typed, by the text of the source."""
        return {
            text.value: self.cleaned_data[f"text-{number}"]
            for number, text in enumerate(self.texts)
        }
