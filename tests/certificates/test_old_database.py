"""An installation of the first release keeps its certificates: migration 0005 on old rows."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

NEW = "Nouvelle direction (exemple)"


@pytest.fixture
def old_database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/old.sqlite3"
        return
    name = f"old_{uuid.uuid4().hex}"
    address, _mark, query = os.environ["DATABASE_URL"].partition("?")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield f"{address.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.django_db(transaction=True)
def test_certificates_of_the_first_release_are_kept(old_database: str):
    done = subprocess.run(
        [sys.executable, "-m", "tests.certificates.old_database"],
        env={**os.environ, "DATABASE_URL": old_database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    amina = "Amina Exemple"
    assert found["certificates"] == [
        # Each keeps the signatory of its day; none changes its holder, serial or state.
        [
            "OIM-MA-2025-000006",
            "old0",
            "a",
            "success",
            "valid",
            "success",
            "Ancienne direction (exemple)",
            amina,
        ],
        ["OIM-MA-2025-000007", "old1", "a", "success", "revoked", "success", NEW, amina],
        ["OIM-MA-2026-000003", "old2", "b", "participation", "valid", "participation", NEW, amina],
    ]
    assert found["rules"] == [["a", "success"], ["b", "participation"], ["p", "programme"]]
    # From now on the signatory of the settings signs, and the numbers go on where they were.
    assert found["now"] == {"success": NEW, "participation": NEW, "programme": NEW}
    assert found["counters"] == {"2025": 7, "2026": 3}
