"""`manage.py serve`: the whole platform on this machine, in one command."""

import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from core.runtime import (
    RuntimeRefusedError,
    Supervisor,
    port_require_free,
    python_module,
    valkey_command,
    valkey_wait,
)


class Command(BaseCommand):
    """Starts broker, worker, beat and web server; Ctrl-C stops them all."""

    help = "Serve the platform with its worker, beat and (without REDIS_URL) its own Valkey."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument(
            "--demo",
            action="store_true",
            help="first migrate, load the courses and make the demonstration's accounts",
        )
        parser.add_argument("--workers", type=int, default=(os.cpu_count() or 1) + 1)

    def handle(self, *args: Any, **options: Any) -> None:
        """Start, print the address, watch."""
        host, port = options["host"], options["port"]
        supervisor = Supervisor(self.stdout.write)
        try:
            port_require_free(host, port)
            self._broker_start(supervisor)
            if options["demo"]:
                self._prepare()
            self._start(supervisor, host, port, options["workers"])
        except RuntimeRefusedError as error:
            supervisor.stop()
            raise CommandError(str(error)) from error
        self.stdout.write(f"The platform is served at http://{host}:{port}/ (Ctrl-C stops it)")
        code = supervisor.run()
        if code:
            raise CommandError("A process could not be kept alive; see the messages above.")

    def _broker_start(self, supervisor: Supervisor) -> None:
        if not settings.REDIS_URL:
            folder = settings.VAR_DIR / "valkey"
            supervisor.add("valkey", valkey_command(folder, settings.EMBEDDED_SOCKET))
            valkey_wait(settings.EMBEDDED_SOCKET)

    def _prepare(self) -> None:
        """Everything that a new or updated demonstration needs; quick when nothing changed."""
        call_command("migrate", verbosity=0)
        call_command("content_load", stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("demo_accounts", stdout=self.stdout)
        call_command("demo_ways", stdout=self.stdout)
        call_command("demo_sessions", stdout=self.stdout)
        call_command("demo_templates", stdout=self.stdout)
        call_command("demo_certificates", stdout=self.stdout)
        call_command("demo_cohorts", stdout=self.stdout)
        # The children open their own connections.
        connections.close_all()

    def _start(self, supervisor: Supervisor, host: str, port: int, workers: int) -> None:
        level = ["--loglevel", "WARNING"]
        supervisor.add(
            "worker",
            [*python_module("celery"), "-A", "lms", "worker", "--concurrency", "2", *level],
        )
        supervisor.add(
            "beat", [*python_module("celery"), "-A", "lms", "beat", *level, "--pidfile="]
        )
        supervisor.add(
            "web",
            [
                *python_module("granian"),
                "--interface",
                "wsgi",
                "--host",
                host,
                "--port",
                str(port),
                "--workers",
                str(workers),
                # One thread a process: more only contend for the interpreter (measured: half the
                # requests per second with four).
                "--blocking-threads",
                "1",
                "--backpressure",
                "64",
                "--log-level",
                "warning",
                "--workers-kill-timeout",
                "5",
                "lms.wsgi:application",
            ],
        )
