"""Where a learner left off in an activity."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from h5p.models.activity import Activity, ActivityVersion


class ContentState(models.Model):
    """One piece of a learner's state: the contract that H5P calls content user data.

    `registration` is the enrolment's neutral identifier. `data` belongs to `version`: a piece with
    `invalidate` is not given to another version, and the learner starts over, being told so.
    Changed by `h5p.player.state` only.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="h5p_states"
    )
    registration = models.UUIDField()
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="states")
    version = models.ForeignKey(ActivityVersion, on_delete=models.CASCADE, related_name="+")
    data_type = models.CharField(max_length=64)
    sub_content_id = models.CharField(max_length=64, default="0")
    data = models.TextField()
    preload = models.BooleanField(default=True)
    invalidate = models.BooleanField(default=True)
    updated_at = models.DateTimeField(_("saved on"))

    class Meta:
        verbose_name = _("state of an activity")
        verbose_name_plural = _("states of activities")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "activity", "data_type", "sub_content_id"],
                name="h5p_state_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration} · {self.data_type}"
