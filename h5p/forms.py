"""Forms of the administration."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.collections import CollectionChoiceField
from wagtail.models import Collection

from core.enums import Language
from h5p.exceptions import PackageRefusedError
from h5p.limits import limits_get
from h5p.package.sizes import size_text
from h5p.permissions import activity_policy, libraries_may_install
from h5p.selectors import translation_problem

ACCEPT = ".h5p,application/zip"
# The buttons of Wagtail's form after which readers may see the activity.
PUBLISHING = ("action-publish", "action-submit", "action-restart-workflow")


def collections_for(user: Any, action: str = "add") -> Any:
    """Return the collections where a person may put activities."""
    return activity_policy.collections_user_has_permission_for(user, action)


class PackageForm(forms.Form):
    """A package; its size is checked here, the rest by the import."""

    file = forms.FileField(
        label=_("H5P file"), widget=forms.FileInput(attrs={"accept": ACCEPT}), max_length=255
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["file"].help_text = _("A file that ends in .h5p, of at most %(limit)s.") % {
            "limit": size_text(limits_get().upload)
        }

    def clean_file(self) -> Any:
        """Refuse what is too large before it is kept."""
        file = self.cleaned_data["file"]
        limit = limits_get().upload
        if file.size > limit:
            raise forms.ValidationError(
                str(PackageRefusedError("too_large_upload", limit=size_text(limit)))
            )
        return file


class InstallMixin(forms.Form):
    """Asks those who may whether the package's libraries are to be installed."""

    install = forms.BooleanField(
        label=_("Install and update the libraries that the package brings"),
        help_text=_("Tick only if you trust where the package comes from: libraries are programs."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not libraries_may_install(self.user):  # type: ignore[attr-defined]
            del self.fields["install"]


class ActivityUploadForm(InstallMixin, PackageForm):
    """A new activity."""

    language = forms.ChoiceField(
        label=_("Language of the activity"),
        choices=[("", _("As stated in the package")), *Language.choices],
        required=False,
    )
    collection = CollectionChoiceField(
        label=_("Collection"), queryset=Collection.objects.none(), empty_label=None
    )
    field_order = ("file", "language", "collection", "install")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        collections = collections_for(self.user)
        if len(collections) > 1:
            self.fields["collection"].queryset = collections  # type: ignore[attr-defined]
        else:
            del self.fields["collection"]
            self.only_collection = collections[0] if collections else None

    def clean(self) -> dict[str, Any]:
        """Where there is one collection only, it is that one."""
        data = super().clean() or self.cleaned_data
        if "collection" not in self.fields:
            data["collection"] = self.only_collection
        return data


class ActivityReplaceForm(InstallMixin, PackageForm):
    """A new version of an activity."""


class ActivityForm(WagtailAdminModelForm):
    """What is set beside the content; only collections that the person may use are offered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("collection")
        if field is None or self.for_user is None:
            return
        allowed = collections_for(self.for_user)
        here = Collection.objects.filter(pk=self.instance.collection_id)
        field.queryset = allowed | here
        if field.queryset.count() < 2:  # noqa: PLR2004 (a choice takes two)
            del self.fields["collection"]

    def clean(self) -> dict[str, Any]:
        """A translation that lacks texts is neither published nor submitted."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk and any(name in self.data for name in PUBLISHING):
            problem = translation_problem(self.instance)
            if problem:
                raise forms.ValidationError(problem)
        return data
