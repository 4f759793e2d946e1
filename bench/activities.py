"""Adds to the contract: statements one by one, plain and completing, and files of packages."""

import json
import random
import sys
import uuid
from pathlib import Path
from typing import Any

import django

django.setup()

from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from courses.models import ActivityPlay, Course, Enrolment, Module, Unit  # noqa: E402
from h5p.api import Activity, PlayClaims, record_token  # noqa: E402
from h5p.player.tokens import libraries_token  # noqa: E402
from tests.factories.h5p_play import SUB_IDS, set_make  # noqa: E402
from tests.xapi.samples import statement_make  # noqa: E402

SIZES = {10: 10, 100: 20}
PLAIN_EACH = 25


def course_make(size: int) -> list[Unit]:
    """A course of so many units, without pages: completion needs none."""
    course = Course.objects.create(
        code=f"load-act-{size}",
        title_fr=f"Activités {size}",
        title_ar="أنشطة",
        live_fr=True,
        outline_version=1,
        required_units=size,
    )
    module = Module.objects.create(course=course, code="m", title_fr="M", is_active=True)
    return [
        Unit.objects.create(
            course=course,
            module=module,
            code=f"u{number}",
            kind="activity",
            position=number,
            title_fr=f"Unité {number}",
            is_active=True,
        )
        for number in range(size)
    ]


def claims_make(enrolment: Enrolment, play: ActivityPlay, activity: Activity) -> PlayClaims:
    """What the page of a learner carries."""
    return PlayClaims(
        user_id=enrolment.user_id,
        activity_id=activity.pk,
        version_id=activity.version_id or 0,
        registration=str(enrolment.uuid),
        play=str(play.uuid),
    )


def end_body() -> dict[str, Any]:
    """A finished set of two questions."""
    children = [
        {
            "statement": statement_make(
                object={"id": f"x?subContentId={sub_id}"}, result={"response": response}
            )
        }
        for sub_id, response in zip(SUB_IDS, ("0[,]2", "0"), strict=True)
    ]
    end = statement_make("completed", result={"score": {"raw": 3, "max": 3}})
    return {"statement": {**end, "id": str(uuid.uuid4())}, "children": children}


def main(contract_path: Path) -> None:
    """Seed and append."""
    contract = json.loads(contract_path.read_text())
    activity = set_make()
    version_id = activity.version_id
    assert version_id is not None
    reading = next(s for s in contract["scenarios"] if s["name"] == "lesson")["requests"]
    users = list(User.objects.filter(username__startswith="load").order_by("pk"))[: len(reading)]
    sessions = [request["session"] for request in reading]
    plain: list[dict[str, Any]] = []
    files: list[dict[str, Any]] = []
    scenarios: list[dict[str, Any]] = []
    for size, ends in SIZES.items():
        units = course_make(size)
        requests: list[dict[str, Any]] = []
        for user, session in zip(users, sessions, strict=True):
            enrolment = Enrolment.objects.create(user=user, course=units[0].course)
            plays = ActivityPlay.objects.bulk_create(
                [
                    ActivityPlay(
                        enrolment=enrolment,
                        unit=unit,
                        activity=activity,
                        version_id=version_id,
                        number=1,
                        language="fr",
                        rule="finished",
                        started_at=timezone.now(),
                    )
                    for unit in units[:ends]
                ]
            )
            for play in plays:
                claims = claims_make(enrolment, play, activity)
                path = reverse("h5p:statements", args=[record_token(claims)])
                requests.append({"path": path, "session": session, "body": end_body()})
            if not plain or size == min(SIZES):
                plain += [
                    {
                        "path": path,
                        "session": session,
                        "body": {"statement": statement_make("interacted")},
                    }
                    for _number in range(PLAIN_EACH)
                ]
                base = reverse("h5p:libraries_base", args=[libraries_token(claims)])
                address = f"{base}H5P.QuestionSet-1.21/sample.js?v=1"
                files.append({"path": address, "session": ""})
        random.Random(1).shuffle(requests)
        scenarios.append(
            {"name": f"xapi_complete_{size}", "method": "POST", "write": True, "requests": requests}
        )
    random.Random(2).shuffle(plain)
    contract["scenarios"] += [
        {"name": "xapi_statement", "method": "POST", "write": True, "requests": plain},
        *scenarios,
        {"name": "h5p_file", "requests": files},
    ]
    contract_path.write_text(json.dumps(contract))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
