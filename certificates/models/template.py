"""Templates of certificates: what authors edit, as draft and published."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.images import get_image_model_string
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from certificates.enums import CertificateKind, Design, LanguageMode, Orientation
from certificates.placeholders import TEXT_FIELDS, text_problem

SIGNATORIES_MAX = 3
LOGOS_MAX = 6


class CertificateTemplate(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel
):
    """What a certificate says and how it looks, in both languages.

    Edited as a draft and published in Wagtail. Each publication that changes something freezes a
    `TemplateVersion` (`certificates.services.templates.version_freeze`); certificates rest on
    versions, never on this row.
    """

    name = models.CharField(_("name"), max_length=120, help_text=_("For the team; not printed."))
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=CertificateKind.choices,
        default=CertificateKind.SUCCESS,
    )
    design = models.CharField(
        _("design"), max_length=12, choices=Design.choices, default=Design.HORIZON
    )
    orientation = models.CharField(
        _("orientation"),
        max_length=12,
        choices=Orientation.choices,
        default=Orientation.LANDSCAPE,
    )
    language_mode = models.CharField(
        _("languages"), max_length=4, choices=LanguageMode.choices, default=LanguageMode.BOTH
    )
    issuer_fr = models.CharField(_("issuer in French"), max_length=160)
    issuer_ar = models.CharField(_("issuer in Arabic"), max_length=160)
    title_fr = models.CharField(_("title in French"), max_length=80)
    title_ar = models.CharField(_("title in Arabic"), max_length=80)
    intro_fr = models.CharField(_("before the name, in French"), max_length=200)
    intro_ar = models.CharField(_("before the name, in Arabic"), max_length=200)
    statement_fr = models.CharField(
        _("between the name and the title of the course, in French"), max_length=200
    )
    statement_ar = models.CharField(
        _("between the name and the title of the course, in Arabic"), max_length=200
    )
    details_fr = models.TextField(_("details in French"), max_length=600, blank=True)
    details_ar = models.TextField(_("details in Arabic"), max_length=600, blank=True)
    level_fr = models.CharField(_("level in French"), max_length=80, blank=True)
    level_ar = models.CharField(_("level in Arabic"), max_length=80, blank=True)
    skills_fr = models.TextField(
        _("skills in French"), max_length=600, blank=True, help_text=_("One a line.")
    )
    skills_ar = models.TextField(
        _("skills in Arabic"), max_length=600, blank=True, help_text=_("One a line.")
    )
    note_fr = models.CharField(_("note at the foot, in French"), max_length=240, blank=True)
    note_ar = models.CharField(_("note at the foot, in Arabic"), max_length=240, blank=True)
    show_modules = models.BooleanField(
        _("list the modules"), default=True, help_text=_("The courses, for a programme.")
    )
    is_default = models.BooleanField(
        _("for new courses"),
        default=False,
        help_text=_("New courses and programmes get this template by themselves; one per kind."),
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="certificate_template")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="certificate_template",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = _("certificate template")
        verbose_name_plural = _("certificate templates")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(is_default=True),
                name="template_one_default_per_kind",
                violation_error_message=_("Another template of this kind is for new courses."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def revisions(self) -> Any:
        """The revisions, for Wagtail."""
        return self._revisions

    def clean(self) -> None:
        """Each text has known placeholders only. Raises ValidationError that names the others."""
        super().clean()
        problems = {
            field: problem
            for field in TEXT_FIELDS
            if (problem := text_problem(getattr(self, field) or ""))
        }
        if problems:
            raise ValidationError(problems)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The samples that show what can go wrong on paper."""
        return [
            ("usual", _("Usual case")),
            ("long", _("Long names (60 letters)")),
            ("latin", _("Name in Latin script only")),
            ("arabic", _("Name in Arabic script only")),
            ("no_hours", _("Without hours and dates")),
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as picture in the editor's panel, as PDF in a window of its own."""
        from certificates.preview import preview_response  # noqa: PLC0415 (rendering is above)

        return preview_response(self, request, mode_name)


class TemplateLogo(Orderable):
    """The logo of a partner, in the order in which they stand."""

    template = ParentalKey(CertificateTemplate, on_delete=models.CASCADE, related_name="logos")
    image = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("image"),
    )
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_ar = models.CharField(_("name in Arabic"), max_length=120)

    class Meta(Orderable.Meta):
        verbose_name = _("logo")
        verbose_name_plural = _("logos")

    def __str__(self) -> str:
        return self.name_fr


class TemplateSignatory(Orderable):
    """Who signs, with the image of a signature if there is one."""

    template = ParentalKey(
        CertificateTemplate, on_delete=models.CASCADE, related_name="signatories"
    )
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_ar = models.CharField(_("name in Arabic"), max_length=120)
    function_fr = models.CharField(_("function in French"), max_length=120, blank=True)
    function_ar = models.CharField(_("function in Arabic"), max_length=120, blank=True)
    image = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("image of the signature"),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")

    def __str__(self) -> str:
        return self.name_fr
