"""People and institutions in the administration."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts.models import ConsentText, Organisation, User


class OrganisationForm(WagtailAdminModelForm):
    """New institutions are put into the tree, below `parent` when one is chosen."""

    def save(self, commit: bool = True) -> Organisation:
        """Add to the tree, or save what is there."""
        if self.instance.pk or not commit:
            return super().save(commit=commit)
        return Organisation.add_root(instance=self.instance)


class OrganisationViewSet(SnippetViewSet):
    """Institutions."""

    model = Organisation
    icon = "site"
    list_display = ("name_fr", "name_ar", "kind", "region", "city", "is_active")
    list_filter = ("kind", "region", "is_active")
    search_fields = ("name_fr", "name_ar", "code")
    copy_view_enabled = False
    panels = (
        FieldPanel("code"),
        FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_ar")]),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("region"), FieldPanel("city")]),
        FieldPanel("is_active"),
    )

    def get_edit_handler(self) -> Any:
        """Panels with our form as base."""
        handler = super().get_edit_handler()
        handler.base_form_class = OrganisationForm
        return handler

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """The form of the panels."""
        return self.get_edit_handler().get_form_class()


class PersonViewSet(SnippetViewSet):
    """People. Passwords and second factors are their own affair; roles are given by groups."""

    model = User
    icon = "user"
    menu_label = _("People")
    list_display = ("display_name", "username", "email", "gender", "language", "is_active")
    list_filter = ("gender", "language", "groups", "is_active", "is_staff")
    search_fields = (
        "username",
        "email",
        "given_name",
        "family_name",
        "given_name_ar",
        "family_name_ar",
    )
    copy_view_enabled = False
    panels = (
        FieldPanel("username"),
        FieldRowPanel([FieldPanel("email"), FieldPanel("contact_email"), FieldPanel("phone")]),
        FieldRowPanel([FieldPanel("given_name"), FieldPanel("family_name")]),
        FieldRowPanel([FieldPanel("given_name_ar"), FieldPanel("family_name_ar")]),
        FieldRowPanel([FieldPanel("gender"), FieldPanel("birth_year"), FieldPanel("language")]),
        FieldPanel("is_active"),
    )


class ConsentTextViewSet(SnippetViewSet):
    """Texts on personal data; a version in force is not edited but followed by a new one."""

    model = ConsentText
    icon = "doc-full"
    list_display = ("version", "in_force_from")
    copy_view_enabled = False
    panels = (
        FieldPanel("version"),
        FieldPanel("in_force_from"),
        FieldPanel("body_fr"),
        FieldPanel("body_ar"),
    )


class PeopleGroup(SnippetViewSetGroup):
    """People."""

    menu_label = _("People")
    menu_icon = "group"
    menu_name = "people"
    menu_order = 200
    items = (PersonViewSet, OrganisationViewSet, ConsentTextViewSet)


register_snippet(PeopleGroup)
