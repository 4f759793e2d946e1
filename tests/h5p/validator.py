"""An implementation of H5P that is not ours says whether a package is valid.

It is installed from npm at its first use, into a folder outside the project. Without it a test
fails and says why.
"""

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

PACKAGE = "@lumieducation/h5p-server@10.0.4"
FOLDER = Path(tempfile.gettempdir()) / "lms-h5p-server-10.0.4"
SCRIPT = Path(__file__).with_name("validator.cjs")


def validator_install() -> Path:
    """Install it, once for all parallel runs; return its folder."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.fail("npm is needed to install the independent H5P validator")
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (FOLDER / "installed").exists():
            command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts"]
            done = subprocess.run(
                [*command, "--prefix", str(FOLDER), PACKAGE],
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                pytest.fail(f"{PACKAGE} could not be installed: {done.stderr}")
            (FOLDER / "installed").touch()
    return FOLDER


def package_validate(data: bytes, folder: Path) -> dict[str, Any]:
    """Upload a package there and save it as content; return what became of it."""
    path = folder / "package.h5p"
    path.write_bytes(data)
    done = subprocess.run(
        ["node", str(SCRIPT), str(validator_install()), str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TMPDIR": str(folder)},
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))
