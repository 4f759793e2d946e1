"""`manage.py content_load`: load the courses that ship with the platform."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from tqdm import tqdm

import courses
from pages.content_loader.courses import LANGUAGES, CourseLoader
from pages.content_loader.curriculum import curriculum_read
from pages.content_loader.reader import ContentError, yaml_read
from pages.content_loader.site import SiteLoader, referral_urls_get
from pages.content_loader.writer import Writer

CONTENT_DIR = Path(courses.__file__).parent / "content"


class Command(BaseCommand):
    """Idempotent; never touches learner records, never overwrites what an editor changed."""

    help = "Load the courses of courses/content (or of --path) in both languages."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--path", type=Path, default=CONTENT_DIR, help="folder to read")
        parser.add_argument(
            "--overwrite", action="store_true", help="also overwrite what editors changed"
        )
        parser.add_argument("--course", action="append", help="only this course (may be repeated)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything in one transaction: a bad file leaves the database as it was."""
        writer = Writer(overwrite=options["overwrite"])
        try:
            with transaction.atomic():
                self._load(options["path"], options["course"], writer)
        except ContentError as error:
            raise CommandError(str(error)) from error
        tally = writer.tally
        self.stdout.write(
            f"{tally.created} created, {tally.updated} updated, {tally.unchanged} unchanged, "
            f"{len(tally.kept)} left as editors changed them"
        )
        for key in tally.kept:
            self.stdout.write(f"  kept: {key}")

    def _load(self, path: Path, only: list[str] | None, writer: Writer) -> None:
        listing = yaml_read(path / "courses.yaml").need("courses", list)
        sources = yaml_read(path / "sources.yaml")
        indexes = SiteLoader(yaml_read(path / "site.yaml"), writer).load()
        referral_urls = referral_urls_get()
        wanted = [entry for entry in listing if not only or entry["folder"] in only]
        curricula = [curriculum_read(path / entry["folder"]) for entry in wanted]
        with tqdm(
            total=sum(_steps(data) for data in curricula),
            desc="content",
            unit="item",
            disable=None,
        ) as bar:
            for entry, data in zip(wanted, curricula, strict=True):
                CourseLoader(
                    data=data,
                    folder=path / entry["folder"],
                    settings=entry,
                    sources=sources,
                    writer=writer,
                    referral_urls=referral_urls,
                    tick=bar.update,
                ).load(indexes)


def _steps(data: Any) -> int:
    """How many pages and questions a curriculum makes, for the progress bar."""
    modules = data.need("modules", list)
    pages = 1 + sum(2 + len(module.need("lessons", list)) for module in modules) + 2
    questions = sum(len(module.need("assessment", dict)["questions"]) for module in modules)
    return pages * len(LANGUAGES) + questions
