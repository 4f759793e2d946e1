"""`manage.py loadtest_seed`: courses, learners and the contract of a load test."""

import json
import random
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from accounts.roles import role_give, roles_sync
from certificates.services import certificates_evaluate
from courses.api import EnrolmentStatus, attempt_start, outline_rebuild, outline_rebuilds_deferred
from courses.models import (
    Assessment,
    AssessmentPage,
    CatalogueIndexPage,
    Course,
    CoursePage,
    Draw,
    Enrolment,
    LessonPage,
    ModulePage,
    Option,
    Question,
    QuestionPool,
    UnitCompletion,
)
from pages.content_loader.reader import yaml_read
from pages.content_loader.site import SiteLoader
from pages.content_loader.writer import Writer
from pages.loadtest import population_create
from pages.management.commands.content_load import CONTENT_DIR

PARAGRAPH = "Lorem ipsum dolor sit amet, consectetur adipiscing elit. " * 18
CERTIFIED = 20
QUESTIONS = 5


def lesson_body(number: int) -> list[tuple[str, Any]]:
    """An introduction, a paragraph of 1 kB and one activity."""
    options = [
        {"text": "A", "is_correct": True, "feedback": "Oui"},
        {"text": "B", "is_correct": False, "feedback": "Non"},
    ]
    question = {"text": f"Question {number}", "options": options, "feedback": "Explication"}
    return [
        ("situation", {"text": f"<p>Introduction {number}</p>"}),
        ("rich_text", f"<p>{PARAGRAPH}</p>"),
        ("choice", {"questions": [question]}),
    ]


class Command(BaseCommand):
    """For empty databases of a bench only: everything it makes is fictitious."""

    help = "Create courses, learners with live sessions and the contract of a load test."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--learners", type=int, default=200)
        parser.add_argument("--sizes", default="10,50,100")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--out",
            type=Path,
            help="Where to write the contract; without it a population for reports is made.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Create everything, then write the contract."""
        if options["out"] is None:
            population_create(learners=options["learners"], seed=options["seed"])
            self.stdout.write(f"{options['learners']} learners over three years")
            return
        rng = random.Random(options["seed"])  # noqa: S311 (a repeatable order, no secret)
        sizes = [int(size) for size in options["sizes"].split(",")]
        indexes = SiteLoader(yaml_read(CONTENT_DIR / "site.yaml"), Writer(overwrite=False)).load()
        courses = {size: self._course(indexes["fr"], size) for size in sizes}
        learners = self._learners(options["learners"], courses)
        sessions = {user.pk: self._session(user) for user in learners}
        contract = {
            "app": "iom-training 0.1.0",
            "session_cookie": settings.SESSION_COOKIE_NAME,
            "scenarios": self._scenarios(courses, learners, sessions, rng),
        }
        options["out"].write_text(json.dumps(contract, indent=1))
        self.stdout.write(f"{len(learners)} learners, courses of {options['sizes']} lessons")

    def _course(self, index: CatalogueIndexPage, size: int) -> Course:
        with outline_rebuilds_deferred():
            page = index.add_child(
                instance=CoursePage(
                    title=f"Cours {size}",
                    slug=f"load-{size}",
                    summary="Résumé",
                    locale=index.locale,
                )
            )
            module = page.add_child(
                instance=ModulePage(title="Module", slug="module", locale=index.locale)
            )
            for number in range(size):
                module.add_child(
                    instance=LessonPage(
                        title=f"Leçon {number}",
                        slug=f"lesson-{number}",
                        locale=index.locale,
                        body=lesson_body(number),
                    )
                )
            test = module.add_child(
                instance=AssessmentPage(
                    title="Évaluation",
                    slug="assessment",
                    locale=index.locale,
                    minutes=0,
                    is_required=False,
                )
            )
        outline_rebuild(course=page.course)
        self._assessment(test, size)
        return page.course

    def _assessment(self, page: AssessmentPage, size: int) -> None:
        pool = QuestionPool.objects.create(code=f"load-{size}", title_fr="R", title_ar="م")
        for number in range(QUESTIONS):
            question = Question.objects.create(
                pool=pool, code=f"q{number}", kind="single", text_fr="Q ?", text_ar="س؟"
            )
            for position in range(3):
                Option.objects.create(
                    question=question,
                    text_fr=f"o{position}",
                    text_ar=f"خ{position}",
                    is_correct=position == 0,
                    position=position,
                )
        assessment = Assessment.objects.create(unit=page.unit)
        Draw.objects.create(assessment=assessment, pool=pool)

    def _learners(self, count: int, courses: dict[int, Course]) -> list[User]:
        start = User.objects.count()
        users = User.objects.bulk_create(
            [
                User(
                    username=f"load{start + number}",
                    email=f"load{start + number}@example.org",
                    given_name="Charge",
                    family_name=f"Test {number}",
                    gender="F" if number % 2 else "M",
                )
                for number in range(count)
            ]
        )
        for size, course in courses.items():
            units = list(course.units.filter(kind="lesson").order_by("position"))
            half = units[: size // 2]
            enrolments = Enrolment.objects.bulk_create(
                [
                    Enrolment(
                        user=user,
                        course=course,
                        required_done=len(half),
                        minutes_done=15 * len(half),
                        last_unit=units[0],
                        started_at=timezone.now(),
                    )
                    for user in users
                ]
            )
            UnitCompletion.objects.bulk_create(
                [
                    UnitCompletion(
                        enrolment=enrolment,
                        unit=unit,
                        completed_at=timezone.now(),
                        language="fr",
                        source="learner",
                    )
                    for enrolment in enrolments
                    for unit in half
                ],
                batch_size=1000,
            )
        return users

    def _session(self, user: User, **extra: Any) -> str:
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        for name, value in extra.items():
            session[name] = value
        session.save()
        return str(session.session_key)

    def _scenarios(
        self,
        courses: dict[int, Course],
        learners: list[User],
        sessions: dict[int, str],
        rng: random.Random,
    ) -> list[dict[str, Any]]:
        tokens = list(sessions.values())
        first = min(courses)
        scenarios: list[dict[str, Any]] = []

        def reading(name: str, path: str) -> None:
            requests = [{"path": path, "session": token} for token in tokens]
            scenarios.append({"name": name, "requests": requests})

        for size in courses:
            reading(f"course_{size}", f"/fr/courses/load-{size}/")
        reading("lesson", f"/fr/courses/load-{first}/lesson-0/")
        reading("dashboard", "/fr/dashboard/")
        for size in (first, max(courses)):
            requests = [
                {
                    "path": f"/fr/courses/load-{size}/lesson-{number}/complete/",
                    "session": token,
                    "body": {},
                }
                for number in range(size // 2, size - 1)
                for token in tokens
            ]
            rng.shuffle(requests)
            scenarios.append(
                {
                    "name": f"unit_complete_{size}",
                    "method": "POST",
                    "write": True,
                    "requests": requests,
                }
            )
        scenarios.append(self._answers(courses[first], learners, sessions))
        scenarios.append(self._verify(courses[first], learners))
        scenarios.append(self._report())
        return scenarios

    def _answers(
        self, course: Course, learners: list[User], sessions: dict[int, str]
    ) -> dict[str, Any]:
        assessment = Assessment.objects.select_related("unit").get(unit__course=course)
        requests = []
        for enrolment in Enrolment.objects.filter(course=course, user__in=learners):
            attempt = attempt_start(enrolment=enrolment, assessment=assessment, language="fr")
            requests += [
                {
                    "path": f"/fr/attempts/{attempt.uuid}/answer/",
                    "session": sessions[enrolment.user_id],
                    "body": {
                        "question": entry["question"],
                        "response": {"options": entry["options"][:1]},
                    },
                }
                for entry in attempt.draw
            ]
        return {"name": "assessment_answer", "method": "POST", "write": True, "requests": requests}

    def _verify(self, course: Course, learners: list[User]) -> dict[str, Any]:
        done = Course.objects.create(
            code="load-done", title_fr="Fini", title_ar="مكتمل", live_fr=True, outline_version=1
        )
        requests = []
        for user in learners[:CERTIFIED]:
            enrolment = Enrolment.objects.create(
                user=user,
                course=done,
                status=EnrolmentStatus.COMPLETED,
                completed_at=timezone.now(),
                minutes_done=300,
            )
            requests += [
                {"path": f"/fr/verify/{certificate.check_code}/", "session": ""}
                for certificate in certificates_evaluate(enrolment_id=enrolment.pk)
            ]
        return {"name": "verify", "requests": requests}

    def _report(self) -> dict[str, Any]:
        roles_sync()
        user, _created = User.objects.get_or_create(username="load-admin")
        role_give(user=user, role=Role.ADMINISTRATOR)
        user.refresh_from_db()
        token = self._session(user, staff_mfa_checked=True)
        return {
            "name": "report",
            "requests": [{"path": "/admin/results/completion/", "session": token}],
        }
