"""`manage.py reminders_plan --dry-run`: who would get which reminder now, and why."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from core.quiet import awake_at
from courses.progress.reminders.planner import CHUNK, reminders_plan
from courses.progress.reminders.services import reminders_run
from courses.progress.reminders.words import blocked_words, reason_words


class Command(BaseCommand):
    """Without --dry-run it does what beat does every hour."""

    help = "Show (--dry-run) or write the reminders that are due now."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--dry-run", action="store_true", help="write nothing, list everything")
        parser.add_argument("--count", action="store_true", help="with --dry-run: figures only")
        parser.add_argument("--language", default="fr", choices=["fr", "ar"])
        parser.add_argument("--chunk", type=int, default=CHUNK)

    def handle(self, *args: Any, **options: Any) -> None:
        """List or write."""
        now = timezone.now()
        if not options["dry_run"]:
            self.stdout.write(f"{reminders_run(now=now, chunk=options['chunk'])} written")
            return
        with translation.override(options["language"]):
            self._dry_run(now, options)

    def _dry_run(self, now: Any, options: dict[str, Any]) -> None:
        start = time.perf_counter()
        due = blocked = 0
        with CaptureQueriesContext(connection) as queries:
            for planned in reminders_plan(now=now, chunk=options["chunk"]):
                for one in planned:
                    due += not one.blocked
                    blocked += bool(one.blocked)
                    if not options["count"]:
                        why = f" [{blocked_words(one.blocked)}]" if one.blocked else ""
                        self.stdout.write(
                            f"{one.candidate.name} <{one.candidate.address}> · "
                            f"{one.candidate.course_title} · {one.kind.label} · "
                            f"{reason_words(one.kind, one.facts)}{why}"
                        )
        seconds = time.perf_counter() - start
        if awake_at(now) > now:
            self.stdout.write("quiet hours: nothing would leave before they end")
        self.stdout.write(
            f"{due} due, {blocked} blocked, {len(queries)} queries, {seconds:.1f} seconds"
        )
