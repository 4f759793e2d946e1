"""`manage.py h5p_import FILE…`: import packages from the server, without a worker."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.enums import Language
from h5p import store
from h5p.enums import JobState
from h5p.exceptions import PackageRefusedError
from h5p.rules import rule_message
from h5p.services.imports import import_run, import_start


class Command(BaseCommand):
    """Whoever may run commands on the server may install libraries."""

    help = "Import H5P packages: activities with their libraries, or libraries only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files and what to take from them."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--libraries-only", action="store_true", help="take no content")
        parser.add_argument(
            "--use-installed", action="store_true", help="install and update no library"
        )
        parser.add_argument("--language", choices=Language.values, default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import each file; the exit code says whether one was refused."""
        refused = [path for path in options["files"] if not self._import(path, options)]
        if refused:
            count = f"{len(refused)} of {len(options['files'])} refused"
            raise CommandError(count)

    def _import(self, path: Path, options: dict[str, Any]) -> bool:
        try:
            with path.open("rb") as file:
                job = import_start(
                    file_name=path.name,
                    chunks=store.reader(file),
                    size=path.stat().st_size,
                    install=not options["use_installed"],
                    libraries_only=options["libraries_only"],
                    language=options["language"],
                    queue=False,
                )
        except (OSError, PackageRefusedError) as error:
            self.stderr.write(f"{path}: {error}")
            return False
        import_run(job_id=job.pk)
        job.refresh_from_db()
        if job.state != JobState.DONE:
            reason = rule_message(job.code, job.details)
            self.stderr.write(f"{path}: [{job.code}] {job.entry} {reason}".replace("  ", " "))
            return False
        self.stdout.write(f"{path}: {job.activity or 'libraries'}")
        for note in job.notes:
            self.stdout.write(f"  {rule_message(note['code'], note['details'])}")
        return True
