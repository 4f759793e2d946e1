"""Loading the content: complete, repeatable, careful with what editors wrote."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from courses.models import Assessment, Course, LessonPage, Question, Unit
from pages.content_loader.reader import spaced
from pages.management.commands.content_load import CONTENT_DIR
from pages.models import ReferralService
from tests.factories.enrolment import UnitCompletionFactory

pytestmark = pytest.mark.django_db
COURSE = "traite"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of one course's content."""
    copy = tmp_path / "content"
    shutil.copytree(CONTENT_DIR, copy)
    return copy


def load(folder: Path, *options: str, capsys: Any = None) -> None:
    call_command("content_load", "--path", str(folder), "--course", COURSE, *options, verbosity=0)


def edit(folder: Path, change: Any, name: str = "curriculum.yaml") -> None:
    path = folder / COURSE / name
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def test_all_three_courses_are_there_in_both_languages():
    call_command("content_load", verbosity=0)
    assert list(Course.objects.values_list("code", "live_fr", "live_ar")) == [
        ("traite", True, True),
        ("recrutement-ethique", True, True),
        ("gmma", True, True),
    ]
    lessons = Unit.objects.filter(kind__in=["lesson", "workshop", "submission"], is_active=True)
    assert lessons.count() == 50
    assert Assessment.objects.filter(purpose="graded").count() == 10
    assert Assessment.objects.filter(purpose="posttest", paired_with__isnull=False).count() == 3
    for page in LessonPage.objects.all():
        assert len(page.body) > 0
        assert page.sources != ""
    assert ReferralService.objects.filter(phone="0800004747", verified_on=None).count() == 1


def test_a_second_load_changes_nothing_and_touches_no_record(folder: Path):
    load(folder)
    completion = UnitCompletionFactory(unit=Unit.objects.filter(kind="lesson").first())
    before = list(LessonPage.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    load(folder)
    assert list(LessonPage.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before
    completion.refresh_from_db()
    assert completion.unit.is_active is True


def first_lesson() -> LessonPage:
    return LessonPage.objects.filter(locale__language_code="fr").order_by("path").first()


def test_what_an_editor_changed_is_kept_unless_told_otherwise(folder: Path):
    load(folder)
    page = first_lesson()
    loaded = page.title
    page.title = "Titre de l'éditrice"
    page.save_revision().publish()

    def change(data: dict[str, Any]) -> None:
        data["modules"][0]["lessons"][0]["minutes"] = 33

    edit(folder, change)
    load(folder)
    page.refresh_from_db()
    assert page.title == "Titre de l'éditrice"
    load(folder, "--overwrite")
    page.refresh_from_db()
    assert (page.title, page.minutes) == (loaded, 33)


def test_a_changed_file_updates_what_nobody_edited(folder: Path):
    load(folder)

    def change(data: dict[str, Any]) -> None:
        data["modules"][0]["lessons"][0]["title"]["fr"] = "Nouveau titre"

    def question(data: dict[str, Any]) -> None:
        data["questions"][0]["text"]["ar"] = "سؤال جديد؟"

    edit(folder, change)
    edit(folder, question, "comprendre/module.yaml")
    load(folder)
    assert first_lesson().title == "Nouveau titre"
    assert Question.objects.filter(text_ar="سؤال جديد؟").count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda d: d["modules"][0]["lessons"][0].pop("title"), "title: is missing"),
        (lambda d: d["modules"][0]["lessons"][0]["title"].pop("ar"), "title: needs a text"),
        (
            lambda d: d["modules"][0]["lessons"][0].update(activity="zzz"),
            "activity: is of no known",
        ),
        (lambda d: d["modules"][0]["lessons"][0].update(sources=["F-99"]), "sources: F-99"),
        (
            lambda d: d["modules"][0]["lessons"][0].update(minutes="x"),
            "minutes: has the wrong type",
        ),
        (lambda d: d.pop("modules"), "modules: is missing"),
    ],
)
def test_a_bad_file_is_named_with_line_and_field_and_nothing_is_written(
    folder: Path, change: Any, field: str
):
    edit(folder, change)
    with pytest.raises(CommandError) as error:
        load(folder)
    message = str(error.value)
    assert field in message
    assert "curriculum.yaml:" in message
    assert Course.objects.count() == 0


def test_a_question_without_a_right_answer_is_named(folder: Path):
    edit(folder, lambda d: d["questions"][0]["options"][0].pop("correct"), "comprendre/module.yaml")
    with pytest.raises(CommandError, match=r"module\.yaml:\d+: options: needs one right answer"):
        load(folder)
    assert Course.objects.count() == 0


def test_broken_yaml_is_named_with_its_line(folder: Path):
    (folder / COURSE / "curriculum.yaml").write_text(
        "slug: traite\ntitle: {fr: [", encoding="utf-8"
    )
    with pytest.raises(CommandError, match=r"curriculum\.yaml:\d+: yaml"):
        load(folder)


def test_a_lesson_file_replaces_the_key_points(folder: Path):
    data = yaml.safe_load((folder / COURSE / "curriculum.yaml").read_text(encoding="utf-8"))
    module, lesson = data["modules"][0]["slug"], data["modules"][0]["lessons"][0]["slug"]
    path = folder / COURSE / module / f"{lesson}.fr.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"---\ncourse: {COURSE}\nmodule: {module}\nlesson: {lesson}\nlang: fr\n---\n"
        ":::situation\nUne personne attend.\n:::\n\n## Titre\n\nTexte : **fort**.\n\n"
        ":::do\n- Écouter.\n:::\n\n:::dont\n- Promettre.\n:::\n\n:::activity\n:::\n",
        encoding="utf-8",
    )
    load(folder)
    blocks = [block.block_type for block in first_lesson().body]
    assert blocks == ["situation", "rich_text", "do_dont", "sort"]
    text = str(first_lesson().body[1].value.source)
    assert text == "<h2>Titre</h2>\n<p>Texte\u00a0: <b>fort</b>.</p>"


def test_a_bad_directive_is_named_with_its_line(folder: Path):
    data = yaml.safe_load((folder / COURSE / "curriculum.yaml").read_text(encoding="utf-8"))
    module, lesson = data["modules"][0]["slug"], data["modules"][0]["lessons"][0]["slug"]
    path = folder / COURSE / module / f"{lesson}.ar.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"---\ncourse: {COURSE}\nmodule: {module}\nlesson: {lesson}\nlang: ar\n---\n"
        ":::nothing\n:::\n",
        encoding="utf-8",
    )
    with pytest.raises(CommandError, match=r"\.ar\.md:7: directive"):
        load(folder)


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        (
            "« oui », dit-elle : 8 000 DH !",
            "fr",
            "«\u00a0oui\u00a0», dit-elle\u00a0: 8\u202f000 DH\u00a0!",
        ),
        ("« fin ».", "fr", "«\u00a0fin\u00a0»."),
        ("à 08:30, en 2022", "fr", "à 08:30, en 2022"),
        ("بين 8 000 و12 000 أورو", "ar", "بين 8\u202f000 و12\u202f000 أورو"),
        ("في 23 نونبر 2026", "ar", "في 23 نونبر 2026"),
    ],
)
def test_spaces_hold_together_what_must_not_be_parted(text: str, language: str, wanted: str):
    assert spaced(text, language) == wanted
