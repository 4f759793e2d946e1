"""Set up the project from a bare clone, with Python and Node only. Run by the Makefile.

Usage: setup.py [--dev]. Each step is skipped when what it depends on has not changed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# pdfsig and softhsm2-util check signatures in the tests; nothing of them runs in production.
APT = {
    "xgettext": "gettext",
    "chromium": "chromium",
    "pdfsig": "poppler-utils",
    "softhsm2-util": "softhsm2",
}


def fail(message: str) -> None:
    """Stop with a message that says what to do."""
    sys.exit(f"\n{message}\n")


def run(*command: str | Path) -> None:
    """Run a command, stop when it fails."""
    print("  $", " ".join(str(part) for part in command), flush=True)
    if subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode:
        fail(f"This step failed: {' '.join(str(part) for part in command)}")


def requirements_check() -> None:
    """Refuse a machine on which the set-up cannot work."""
    if sys.version_info < (3, 11):  # noqa: UP036 (run by whatever python3 the machine has)
        fail("Python 3.11 or later is needed. Install it and run again with PYTHON=python3.11")
    if shutil.which("npm") is None:
        fail("Node.js with npm is needed (version 18 or later). On Debian: apt install nodejs npm")
    try:
        import ensurepip  # noqa: F401, PLC0415
    except ImportError:
        fail("Python's venv module is needed. On Debian: apt install python3-venv")


def is_fresh(name: str, *sources: Path) -> bool:
    """Whether the stamp `name` in .venv matches the sources' content."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    stamp = VENV / f".stamp-{name}"
    if stamp.exists() and stamp.read_text() == digest:
        return True
    os.environ[f"STAMP_{name}"] = digest
    return False


def stamp(name: str) -> None:
    """Remember what was installed."""
    (VENV / f".stamp-{name}").write_text(os.environ[f"STAMP_{name}"])


def python_setup(*, dev: bool) -> None:
    """Create the environment and install exactly the locked packages."""
    if not PYTHON.exists():
        print("Creating the Python environment", flush=True)
        venv.create(VENV, with_pip=True)
    lock = ROOT / "requirements" / ("dev.txt" if dev else "base.txt")
    name = "dev" if dev else "base"
    if is_fresh(name, lock):
        return
    print("Installing Python packages", flush=True)
    quiet = ("-q", "--disable-pip-version-check", "--no-input")
    run(PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", "-r", lock)
    stamp(name)


def node_setup() -> None:
    """Install fonts and the H5P player; nothing of it is committed."""
    lock = ROOT / "package-lock.json"
    if (ROOT / "node_modules").is_dir() and is_fresh("node", lock):
        return
    is_fresh("node", lock)
    print("Installing front-end assets", flush=True)
    run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
    stamp("node")


def system_setup() -> None:
    """Tests need a browser and gettext: installed when root, asked for otherwise."""
    missing = [package for tool, package in APT.items() if shutil.which(tool) is None]
    if not missing:
        return
    names = " ".join(missing)
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        fail(f"The tests need these system packages: {names}. On Debian: apt install {names}")
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing)


def main() -> None:
    """Set everything up."""
    dev = "--dev" in sys.argv
    requirements_check()
    python_setup(dev=dev)
    node_setup()
    if dev:
        system_setup()
    run(PYTHON, "scripts/messages.py", "compile")


if __name__ == "__main__":
    main()
