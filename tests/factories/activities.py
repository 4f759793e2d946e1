"""Units that are activities, with their page in each language, and finished plays."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from courses.api import outline_rebuild, outline_rebuilds_deferred
from courses.models import (
    ActivityPage,
    ActivityPlay,
    CatalogueIndexPage,
    CoursePage,
    LessonPage,
    ModulePage,
)
from h5p.api import Activity, Answer, Outcome, Part


def activity_course(
    activities: dict[str, Activity], *, slug: str = "activites", **page: Any
) -> CoursePage:
    """A live course in both languages: a unit that is an activity, and a lesson with one.

    Returns its French page. Units are called `jouer` and `lire`.
    """
    known: dict[str, Any] = {}
    block: str = "5e0c1a1e-0000-4000-8000-00000000000a"
    for language, activity in activities.items():
        index = CatalogueIndexPage.objects.get(locale__language_code=language)
        locale = Locale.objects.get(language_code=language)
        with outline_rebuilds_deferred():
            course = _page(CoursePage, index, known, slug, locale, summary="Résumé")
            module = _page(ModulePage, course, known, "module", locale)
            values = {
                "activity": activity,
                "text_alternative": "<p>Ce que l'activité enseigne.</p>",
                "rule": "finished",
                **page,
            }
            _page(ActivityPage, module, known, "jouer", locale, **values)
            body = {
                "type": "activity",
                "id": block,
                "value": {
                    "activity": activity.pk,
                    "text_alternative": "<p>En mots.</p>",
                    "pass_percent": 70,
                    "reveals": False,
                },
            }
            _page(LessonPage, module, known, "lire", locale, body=[body])
    french: CoursePage = known[slug]
    outline_rebuild(course=french.course)
    french.course.refresh_from_db()
    return french


def _page(
    model: Any, parent: Any, known: dict[str, Any], slug: str, locale: Any, **values: Any
) -> Any:
    """A page below `parent`; the second language presents the record of the first."""
    page = model(title=slug.capitalize(), slug=slug, locale=locale, **values)
    source = known.setdefault(slug, page)
    if source is not page:
        page.translation_key = source.translation_key
        name = {CoursePage: "course", ModulePage: "module"}.get(model, "unit")
        setattr(page, name, getattr(source, name))
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def part_make(key: str, text: str, *, right: bool | None) -> Part:
    """A piece of an answer."""
    return Part(key=key, text=text, right=right)


def answer_make(position: str = "1", **values: Any) -> Answer:
    """A question answered wrongly with option 1."""
    defaults: dict[str, Any] = {
        "sub_content_id": "",
        "library": "H5P.MultiChoice",
        "interaction": "choice",
        "question": f"Question {position} ?",
        "response": "1",
        "parts": (part_make("1", "Je paie", right=False),),
        "right_text": "Je refuse",
        "score": Decimal(0),
        "maximum": Decimal(1),
        "is_right": False,
    }
    return Answer(position=position, **{**defaults, **values})


def outcome_make(score: int | None = 2, maximum: int | None = 3, **values: Any) -> Outcome:
    """What a play came to."""
    defaults: dict[str, Any] = {
        "is_verified": True,
        "is_corrected": False,
        "reported_score": score,
        "reported_maximum": maximum,
        "success": None,
        "seconds": Decimal(12),
        "answers": (answer_make(),),
    }
    return Outcome(
        score=None if score is None else Decimal(score),
        maximum=None if maximum is None else Decimal(maximum),
        **{**defaults, **values},
    )


def moment_after(play: ActivityPlay, seconds: int = 60) -> dt.datetime:
    """Some time after a play began or ended."""
    return (play.finished_at or play.started_at or timezone.now()) + dt.timedelta(seconds=seconds)
