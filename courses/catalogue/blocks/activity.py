"""An interactive activity inside a lesson: practice, with a text for those who cannot play it."""

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.forms.models import registry

from h5p.api import Activity


class ActivityChooserBlock(blocks.ChooserBlock):
    """Chooses an activity from the library of activities."""

    @cached_property
    def target_model(self) -> type[Activity]:
        """What is chosen."""
        return Activity

    @cached_property
    def widget(self) -> Any:
        """The chooser that the library registered for its activities."""
        field = models.ForeignKey(Activity, on_delete=models.PROTECT)
        return registry.get(field)["widget"]()

    class Meta:
        icon = "h5p"


class ActivityBlock(blocks.StructBlock):
    """An activity made with H5P; its results are the learner's and the trainer's to see."""

    activity = ActivityChooserBlock(label=_("Activity"))
    text_alternative = blocks.RichTextBlock(
        label=_("Text alternative"),
        features=["bold", "ul", "ol"],
        help_text=_("What the activity teaches, for those who cannot play it."),
    )
    pass_percent = blocks.IntegerBlock(
        label=_("Successful from this score on, in percent"),
        min_value=1,
        max_value=100,
        default=70,
    )
    reveals = blocks.BooleanBlock(
        label=_("Right answers are shown in the results"), required=False, default=True
    )

    class Meta:
        icon = "h5p"
        label = _("H5P activity")
        template = "courses/blocks/activity.html"
        description = _("An interactive activity from the library, as practice: it never grades.")
