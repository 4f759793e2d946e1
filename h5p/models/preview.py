"""What an author is writing, as it would play: kept for a few hours, never a version."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from h5p.models.activity import Activity, ActivityVersion
from h5p.models.library import Library


class ContentPreview(models.Model):
    """One per form that is being filled (`stage`). Written by `h5p.services.previews`.

    `files` maps each path to where the store has it now: a version's folder, or what was uploaded
    with the form.
    """

    # Nothing is shown here: a passing state of a form.
    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stage = models.UUIDField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    main_library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+")
    libraries = models.ManyToManyField(Library, related_name="+")
    params = models.JSONField(default=dict)
    files = models.JSONField(default=dict, blank=True)
    touched_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        verbose_name = _("preview of a content")
        verbose_name_plural = _("previews of contents")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["created_by", "stage"], name="h5p_preview_once")
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    def as_version(self) -> ActivityVersion:
        """What the player takes, never saved."""
        activity = Activity(uuid=self.uuid, title=self.title, language=self.language)
        return ActivityVersion(
            activity=activity,
            main_library=self.main_library,
            params=self.params,
            metadata={"title": self.title},
        )
