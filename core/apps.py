"""The shared kernel."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Fields, errors, base page, blocks and checks that every app builds on."""

    name = "core"

    def ready(self) -> None:
        """Register the project's own system checks, and the choosers' words."""
        import core.checks  # noqa: F401, PLC0415
        from core.choosers import choosers_install  # noqa: PLC0415

        choosers_install()
