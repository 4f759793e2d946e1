"""Calls that start together: threads on PostgreSQL, one after the other on SQLite in memory."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, connections


def run_at_once(calls: Sequence[Callable[[], Any]], *, at_a_time: int = 10) -> list[Any]:
    """Run the calls, `at_a_time` of them at the same moment; return results and raised errors."""
    results: list[Any] = [None] * len(calls)
    if connection.vendor != "postgresql":
        # One database in memory for each thread: here the calls follow each other.
        for number, call in enumerate(calls):
            results[number] = _outcome(call)
        return results
    barrier = threading.Barrier(min(at_a_time, len(calls)))

    def work(mine: range) -> None:
        barrier.wait()
        try:
            for number in mine:
                results[number] = _outcome(calls[number])
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=work, args=(range(start, len(calls), barrier.parties),))
        for start in range(barrier.parties)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def _outcome(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except Exception as error:  # noqa: BLE001 (compared by the tests)
        return error
