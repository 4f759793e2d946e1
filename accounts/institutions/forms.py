"""Forms of the administration about institutions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Aggregate
from accounts.institutions.selectors import kind_choices
from accounts.models import Organisation
from accounts.selectors import organisations_current
from core.enums import Region


class InstitutionField(forms.ModelChoiceField):
    """One institution, as a tree, without those that were merged."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(organisations_current(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Indent by depth."""
        return f"{'– ' * (obj.depth - 1)}{obj.name}"


class TreeFilterForm(forms.Form):
    """Search in the tree."""

    q = forms.CharField(label=_("Name, code or city"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("type"), required=False)
    region = forms.ChoiceField(
        label=_("region"), required=False, choices=[("", _("All")), *Region.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aggregates = (Aggregate.INSTITUTIONAL, Aggregate.CIVIL_SOCIETY)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            (_("Aggregates"), [(row.value, row.label) for row in aggregates if row.value]),
            *kind_choices(),
        ]


class InstitutionForm(forms.ModelForm):
    """Names, type, place. Where it hangs in the tree is chosen once, then changed by a move."""

    parent = InstitutionField(
        label=_("Depends on"), required=False, empty_label=_("Nothing: at the top of the tree")
    )

    class Meta:
        model = Organisation
        fields = ("name_fr", "name_ar", "kind", "region", "city", "code", "is_active")
        widgets = {"name_ar": forms.TextInput(attrs={"dir": "rtl", "lang": "ar"})}

    field_order = ("parent", "name_fr", "name_ar", "kind", "region", "city", "code", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]
        self.fields["code"].required = False
        self.fields["code"].help_text = _(
            "Used in lists that are imported. Left empty: made from the French name."
        )
        if self.instance.pk:
            del self.fields["parent"]
            self.fields["code"].required = True


class MoveForm(forms.Form):
    """Where to."""

    parent = InstitutionField(
        label=_("New place: depends on"),
        required=False,
        empty_label=_("Nothing: at the top of the tree"),
    )


class MergeForm(forms.Form):
    """Which one is kept."""

    kept = InstitutionField(label=_("Institution to keep"))

    def __init__(self, *args: Any, old: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kept"]
        field.queryset = organisations_current().exclude(pk=old.pk)


class ReasonForm(forms.Form):
    """Why, for the audit trail."""

    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
