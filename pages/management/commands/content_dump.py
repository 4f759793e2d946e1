"""`manage.py content_dump`: write the courses back as content files."""

import shutil
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.models import Course
from pages.content_dump.courses import CourseDumper
from pages.content_loader.reader import yaml_read
from pages.content_loader.site import referral_urls_get
from pages.management.commands.content_load import CONTENT_DIR


class Command(BaseCommand):
    """What editors changed in the administration, as files that `content_load` reads."""

    help = "Write the courses of the database as content files into --path (a new folder)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--path", type=Path, required=True, help="folder to make")
        parser.add_argument("--course", action="append", help="only this course")
        parser.add_argument(
            "--reference", type=Path, default=CONTENT_DIR, help="the files that were loaded"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Copy the reference, then write over it. Raises CommandError if the folder exists."""
        path: Path = options["path"]
        if path.exists():
            raise CommandError("the folder exists: name a new one")
        shutil.copytree(options["reference"], path)
        urls = referral_urls_get()
        for entry in yaml_read(path / "courses.yaml").need("courses", list):
            folder = entry["folder"]
            course = Course.objects.filter(code=folder).first()
            if course is None or (options["course"] and folder not in options["course"]):
                continue
            CourseDumper(course, options["reference"] / folder, path / folder, urls).dump()
            self.stdout.write(f"{folder}: {path / folder}")
