"""The shared kernel."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Fields, errors, base page, blocks and checks that every app builds on."""

    name = "core"

    def ready(self) -> None:
        """Register the project's own system checks."""
        import core.checks  # noqa: F401, PLC0415
