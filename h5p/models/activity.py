"""Activities: what authors upload, in versions that never change."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    CollectionMember,
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from core.enums import Language
from h5p.models.library import Library


class Activity(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    CollectionMember,
    index.Indexed,
    models.Model,
):
    """One activity in one language. Learners' results point at it and outlive its versions.

    `version` is what is played; a replacement is a new version and a new revision, so that
    moderation and history are Wagtail's own. Changed by `h5p.services.activities`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=255)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.FRENCH
    )
    version = models.ForeignKey(
        "h5p.ActivityVersion",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("version"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated on"), auto_now=True)
    _revisions: Any = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="h5p_activity",
        for_concrete_model=False,
    )
    workflow_states: Any = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="h5p_activity",
        for_concrete_model=False,
    )

    search_fields: ClassVar[list[Any]] = [
        *CollectionMember.search_fields,
        index.SearchField("title", boost=4),
        index.AutocompleteField("title"),
        index.FilterField("title"),
        index.FilterField("language"),
        index.FilterField("live"),
        index.FilterField("updated_at"),
    ]

    class Meta:
        verbose_name = _("interactive activity")
        verbose_name_plural = _("interactive activities")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        """Revisions, as Wagtail asks for them."""
        return self._revisions

    @property
    def approved_schedule(self) -> bool:
        """Whether a publication is planned; lists bring the answer along."""
        if hasattr(self, "_approved_schedule"):
            return bool(self._approved_schedule)
        return bool(super().approved_schedule)

    def kind(self) -> str:
        """Title of the content type that plays it."""
        return self.version.main_library.type_title if self.version else ""

    kind.short_description = _("Type of activity")  # type: ignore[attr-defined]

    def with_content_json(self, content: Any) -> "Activity":
        """An older revision as it was, but the same activity: its identity never goes back."""
        restored: Activity = super().with_content_json(content)
        restored.uuid = self.uuid
        restored.created_by = self.created_by
        restored.created_at = self.created_at
        return restored

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """What the administration shows of it."""
        return "h5p/preview.html"


class ActivityVersion(models.Model):
    """What one package (or one edit) brought. Never changed once written.

    `params` is the checked `content.json`; `metadata` the checked `h5p.json`. `files` maps each
    path below `prefix` in the store (media, without `content.json`) to its `size` and `sha256`.
    `libraries` are all that it needs to play, the main one among them.
    """

    # Rows of the store are no place where an activity is shown.
    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    main_library = models.ForeignKey(
        Library, on_delete=models.PROTECT, related_name="main_versions", verbose_name=_("type")
    )
    libraries = models.ManyToManyField(Library, related_name="versions")
    params = models.JSONField(_("content.json"), default=dict)
    metadata = models.JSONField(_("h5p.json"), default=dict)
    files = models.JSONField(_("files"), default=dict, blank=True)
    prefix = models.CharField(max_length=400, blank=True)
    digest = models.CharField(max_length=64)
    notes = models.JSONField(_("notes"), default=list, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of an activity")
        verbose_name_plural = _("versions of activities")
        ordering = ["-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="h5p_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} · {self.number}"

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(file["size"] for file in self.files.values())
