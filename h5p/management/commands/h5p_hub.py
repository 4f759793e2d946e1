"""`manage.py h5p_hub`: list, install and update content types from the H5P Hub."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.exceptions import LmsError
from h5p.enums import JobState
from h5p.rules import rule_message
from h5p.services.hub import hub_install, hub_offers, hub_refresh
from h5p.services.imports import import_run


class Command(BaseCommand):
    """Asks the hub each time; works only where outside connections are switched on."""

    help = "List the content types of the H5P Hub, install some, or update those installed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        parser.add_argument("install", nargs="*", metavar="MACHINE_NAME")
        parser.add_argument("--update", action="store_true", help="update what is installed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for the list, then do what was asked."""
        try:
            hub_refresh()
            names = list(options["install"])
            if options["update"]:
                names += [row["name"] for row in hub_offers() if row["installed"] and row["newer"]]
            for name in names:
                self._install(name)
        except LmsError as error:
            raise CommandError(str(error)) from None
        if not options["install"] and not options["update"]:
            for row in hub_offers():
                self.stdout.write(
                    f"{row['name']} {row['version_text']} ({row['installed'] or '-'})"
                )

    def _install(self, name: str) -> None:
        job = hub_install(name=name, queue=False)
        import_run(job_id=job.pk)
        job.refresh_from_db()
        if job.state != JobState.DONE:
            reason = f"{name}: [{job.code}] {rule_message(job.code, job.details)}"
            raise CommandError(reason)
        self.stdout.write(f"{name}: ok")
