"""Memory stays flat: a process of its own imports large and hostile packages, one by one."""

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

from tests.factories.h5p import PARAMS, package_build, package_files, to_json
from tests.factories.zips import Raw, raws, zip_raw

LIMIT = 50 * 1024 * 1024
ROOT = Path(__file__).resolve().parents[2]


def large(megabytes: int) -> bytes:
    """A package with a film of random bytes."""
    film = b"\x00\x00\x00\x18ftypmp42" + os.urandom(1024 * 1024) * megabytes
    return zip_raw([*raws(package_files()), Raw(b"content/film.mp4", film, method=0)])


def bomb(megabytes: int) -> bytes:
    """An entry that says it is small and would unpack to a hundred times that."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b"0" * (1024 * 1024)
    body = b"".join(packer.compress(block) for _number in range(megabytes)) + packer.flush()
    told = Raw(b"content/a.txt", b"", payload=body, size=len(body) * 50, crc=0)
    return zip_raw([*raws(package_files()), told])


def many_values() -> bytes:
    """A content with as many values as the limits allow."""
    answers = [{"text": "x", "correct": True} for _number in range(65_000)]
    files = {**package_files(), "content/content.json": to_json({**PARAMS, "answers": answers})}
    return zip_raw([Raw(path.encode(), data, method=0) for path, data in files.items()])


def brackets() -> bytes:
    """JSON that would become millions of objects."""
    data = b"[" + b"{}," * 1_300_000 + b"{}]"
    files = {**package_files(), "content/content.json": data}
    return zip_raw([Raw(path.encode(), data, method=0) for path, data in files.items()])


def test_memory_stays_flat(tmp_path: Path):
    packages = {
        "warm": package_build(),
        "large": large(120),
        "bomb": bomb(300),
        "brackets": brackets(),
        "values": many_values(),
    }
    names = []
    for name, data in packages.items():
        path = tmp_path / f"{name}.h5p"
        path.write_bytes(data)
        names.append(str(path))
    done = subprocess.run(
        [sys.executable, "-m", "tests.h5p.memory_probe", str(tmp_path / "store"), *names],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    results = dict(zip(list(packages)[1:], json.loads(done.stdout.splitlines()[-1]), strict=True))
    assert {name: (row["state"], row["code"]) for name, row in results.items()} == {
        "large": ("done", ""),
        "bomb": ("refused", "zip_size_lie"),
        "brackets": ("refused", "json_too_complex"),
        "values": ("done", ""),
    }
    assert {name: row["grown"] for name, row in results.items() if row["grown"] > LIMIT} == {}
