"""Count the queries of one request per scenario, after two to warm up. Run by bench/run.py."""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

contract = json.loads(Path(sys.argv[1]).read_text())
counts: dict[str, int] = {}
for scenario in contract["scenarios"]:
    requests = scenario["requests"][-3:] * 3
    for request in requests[: 3 if scenario.get("write") else 9]:
        client = Client(SERVER_NAME="127.0.0.1")
        client.cookies[contract["session_cookie"]] = request["session"]
        with CaptureQueriesContext(connection) as captured:
            if "body" in request:
                client.post(request["path"], request["body"], content_type="application/json")
            else:
                client.get(request["path"])
        counts[scenario["name"]] = len(captured)
print(json.dumps(counts))
