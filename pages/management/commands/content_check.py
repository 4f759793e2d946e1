"""`manage.py content_check`: what is wrong with the content files, before anybody reads them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pages.content_check.services import content_check
from pages.management.commands.content_load import CONTENT_DIR


class Command(BaseCommand):
    """Reads files only: neither the database nor the network."""

    help = "Check the content files: lengths, languages, sources, terms, typography, banks."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--path", type=Path, default=CONTENT_DIR, help="folder to read")
        parser.add_argument("--course", action="append", help="only this course")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each problem with its file and line. Raises CommandError when there is one."""
        problems = content_check(options["path"], options["course"])
        for problem in problems:
            self.stdout.write(str(problem))
        if problems:
            message = f"{len(problems)} problems in the content files"
            raise CommandError(message)
        self.stdout.write("content files: no problem")
