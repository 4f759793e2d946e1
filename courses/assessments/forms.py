"""The author's form of a question."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.assessments.enums import QuestionKind
from courses.assessments.models import Answer


class QuestionForm(WagtailAdminModelForm):
    """Refuses a question that cannot be answered, and the loss of options already chosen."""

    def clean(self) -> dict[str, Any]:
        """Count the options that will remain."""
        data: dict[str, Any] = super().clean() or {}
        rows = [
            form.cleaned_data
            for form in self.formsets["options"].forms
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
        ]
        self._options_check(data.get("kind"), rows)
        deleted = [form for form in self.formsets["options"].forms if form in self._deleted()]
        if deleted and Answer.objects.filter(question_id=self.instance.pk).exists():
            raise ValidationError(
                _("Learners have answered this question: its options can be changed, not removed.")
            )
        return data

    def _deleted(self) -> list[Any]:
        return [
            form
            for form in self.formsets["options"].forms
            if getattr(form, "cleaned_data", None)
            and form.cleaned_data.get("DELETE")
            and form.instance.pk
        ]

    def _options_check(self, kind: str | None, rows: list[dict[str, Any]]) -> None:
        needed = 1 if kind == QuestionKind.SHORT else 2
        if len(rows) < needed:
            raise ValidationError(_("The question has too few options."))
        right = sum(1 for row in rows if row.get("is_correct"))
        if kind in {QuestionKind.SINGLE, QuestionKind.TRUE_FALSE} and right != 1:
            raise ValidationError(_("Mark exactly one right answer."))
        if kind == QuestionKind.MULTIPLE and not right:
            raise ValidationError(_("Mark at least one right answer."))
        if kind == QuestionKind.MATCHING and not all(
            row.get("match_fr") and row.get("match_ar") for row in rows
        ):
            raise ValidationError(_("Each option needs its match in both languages."))
