"""A small load generator: keep-alive connections on loopback, bounded in time and count."""

import http.client
import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any

HOST = "127.0.0.1"
CONNECTIONS = 8


@dataclass
class Result:
    """What one scenario measured."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    errors: dict[int, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds below which this share of the requests stayed."""
        ordered = sorted(self.times)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000 if ordered else 0.0


class Feed:
    """Hands the requests out: once each for writes, round and round for reads."""

    def __init__(self, requests: list[dict[str, Any]], *, once: bool) -> None:
        self.requests, self.once = requests, once
        self.position = 0
        self.lock = threading.Lock()

    def next(self) -> dict[str, Any] | None:
        """The next request, None when writes are used up."""
        with self.lock:
            if self.once and self.position >= len(self.requests):
                return None
            request = self.requests[self.position % len(self.requests)]
            self.position += 1
            return request


def scenario_run(port: int, cookie: str, scenario: dict[str, Any], seconds: float) -> Result:
    """Run one scenario for so many seconds at most."""
    feed = Feed(scenario["requests"], once=bool(scenario.get("write")))
    result, lock = Result(), threading.Lock()
    start = time.perf_counter()
    end = start + seconds

    def worker() -> None:
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        times: list[float] = []
        errors: dict[int, int] = {}
        while time.perf_counter() < end:
            request = feed.next()
            if request is None:
                break
            headers = {"Accept-Encoding": "gzip"}
            if request["session"]:
                headers["Cookie"] = f"{cookie}={request['session']}"
            body = None
            if "body" in request:
                body = json.dumps(request["body"])
                headers["Content-Type"] = "application/json"
            before = time.perf_counter()
            connection.request(scenario.get("method", "GET"), request["path"], body, headers)
            response = connection.getresponse()
            response.read()
            times.append(time.perf_counter() - before)
            if response.status >= 400:
                errors[response.status] = errors.get(response.status, 0) + 1
        connection.close()
        with lock:
            result.times += times
            for status, count in errors.items():
                result.errors[status] = result.errors.get(status, 0) + count

    threads = [threading.Thread(target=worker) for _number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.perf_counter() - start
    return result
