"""What is known of the H5P Hub."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HubState(models.Model):
    """One row: the identity that the hub gave this site, and its latest list of content types.

    Written by `h5p.services.hub`. `content_types` holds what the list shows, checked.
    """

    wagtail_reference_index_ignore = True

    site_uuid = models.CharField(max_length=64, blank=True)
    content_types = models.JSONField(default=list, blank=True)
    fetched_at = models.DateTimeField(_("fetched on"), null=True, blank=True)

    class Meta:
        verbose_name = _("state of the H5P Hub")
        verbose_name_plural = _("states of the H5P Hub")
        default_permissions = ()

    def __str__(self) -> str:
        return self.site_uuid
