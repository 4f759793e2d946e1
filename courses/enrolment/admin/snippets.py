"""Rules, conditions and keys, as Wagtail's own screens."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.admin_tables import day_column, yes_no_column
from courses.enrolment.models import EnrolmentKey, EnrolmentPolicy, Prerequisite
from courses.enrolment.services.keys import key_fold, key_new

TARGET = FieldRowPanel([FieldPanel("course"), FieldPanel("programme")])


class PolicyViewSet(SnippetViewSet):
    """How people come in."""

    model = EnrolmentPolicy
    icon = "lock-open"
    menu_label = _("Enrolment rules")
    list_display = (
        "__str__",
        "mode",
        "seats",
        day_column("opens_at", _("enrolment opens on")),
        day_column("closes_at", _("enrolment closes on")),
    )
    list_filter = ("mode",)
    copy_view_enabled = False
    panels = (
        TARGET,
        FieldPanel("mode"),
        FieldRowPanel([FieldPanel("seats"), FieldPanel("has_waiting_list")]),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldPanel("is_in_order"),
        MultiFieldPanel([FieldPanel("note_fr"), FieldPanel("note_ar")], heading=_("Note")),
    )


class PrerequisiteViewSet(SnippetViewSet):
    """What one must have done before."""

    model = Prerequisite
    icon = "list-ol"
    menu_label = _("Conditions")
    list_display = ("__str__",)
    copy_view_enabled = False
    panels = (TARGET, FieldRowPanel([FieldPanel("needs_course"), FieldPanel("needs_unit")]))


class KeyForm(WagtailAdminModelForm):
    """A key is kept folded; left empty, one is drawn."""

    def clean_code(self) -> str:
        """Fold or draw."""
        return key_fold(self.cleaned_data.get("code") or "") or key_new()


class KeyViewSet(SnippetViewSet):
    """Keys."""

    model = EnrolmentKey
    icon = "key"
    menu_label = _("Keys")
    list_display = (
        "code",
        "course",
        "programme",
        "cohort",
        "uses",
        "uses_max",
        day_column("expires_at", _("expires on")),
        yes_no_column("is_active", _("active")),
    )
    list_filter = ("course", "programme", "is_active")
    search_fields = ("code", "note")
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            TARGET,
            FieldPanel("cohort"),
            FieldPanel("code", help_text=_("Empty: the platform draws one.")),
            FieldRowPanel([FieldPanel("uses_max"), FieldPanel("expires_at")]),
            FieldPanel("domains"),
            FieldPanel("is_active"),
            FieldPanel("note"),
        ],
        base_form_class=KeyForm,
    )


class WaysGroup(SnippetViewSetGroup):
    """Ways in."""

    menu_label = _("Ways in")
    menu_icon = "key"
    menu_name = "ways-in"
    menu_order = 225
    items = (PolicyViewSet, KeyViewSet, PrerequisiteViewSet)
