"""H5P: interactive activities from packages. Knows no course."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class H5pConfig(AppConfig):
    """Packages are validated, stored and given to those above; nothing here knows a lesson."""

    name = "h5p"
    verbose_name = _("Interactive activities")

    def ready(self) -> None:
        """Connect the receivers; say what a merge of accounts does."""
        # ruff: noqa: PLC0415
        import h5p.receivers  # noqa: F401
        from accounts.merge.rules import labels, merge_rules, move, stay

        merge_rules(
            {
                **labels("h5p.Activity", stay(), ["locked_by", "created_by"]),
                **labels("h5p.ActivityVersion", stay(), ["created_by"]),
                **labels("h5p.ImportJob", stay(), ["created_by"]),
                # Gone by itself within hours.
                **labels("h5p.ContentPreview", stay(), ["created_by"]),
                **labels("h5p.ContentState", move(), ["user"]),
            }
        )
