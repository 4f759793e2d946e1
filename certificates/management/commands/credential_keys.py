"""`manage.py credential_keys list | make | withdraw KEY`: the keys that sign credentials."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certificates.credentials.issuer import issuer_did
from certificates.credentials.keys import (
    KeyMissingError,
    key_make,
    key_withdraw,
    keys_all,
    keys_file,
)


class Command(BaseCommand):
    """Rotation is `make`: the new key signs, the one before goes on to verify."""

    help = "List, make (and so rotate) or withdraw the keys that sign credentials."

    def add_arguments(self, parser: CommandParser) -> None:
        """The action."""
        parser.add_argument("action", choices=["list", "make", "withdraw"])
        parser.add_argument("key", nargs="?", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, then list."""
        action, key = options["action"], options["key"]
        if action == "make":
            key_make()
        if action == "withdraw":
            try:
                key_withdraw(key)
            except KeyMissingError as error:
                raise CommandError(str(error)) from error
        self.stdout.write(f"{issuer_did()} ({keys_file()})")
        for row in keys_all():
            mark = " demonstration" if row.demonstration else ""
            self.stdout.write(f"  {row.id}  {row.state:<10} {row.created}{mark}")
