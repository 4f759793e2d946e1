"""Writing the courses back: nothing that an editor did is lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from courses.models import LessonPage, Question, QuestionPool
from pages.content_dump.lessons import LessonWriter, plain
from pages.content_loader.curriculum import curriculum_read
from pages.content_loader.markdown import LessonParser
from pages.content_loader.reader import front_matter_read
from pages.management.commands.content_load import CONTENT_DIR

COURSE = "traite"


def load(folder: Path, *options: str) -> None:
    call_command("content_load", "--path", str(folder), "--course", COURSE, *options, verbosity=0)


def dump(folder: Path) -> Path:
    call_command("content_dump", "--path", str(folder), "--course", COURSE, verbosity=0)
    return folder


def blocks_of(path: Path) -> list[Any]:
    _meta, lines = front_matter_read(path)
    return [(name, plain(value)) for name, value in LessonParser(path, "#").parse(lines)]


@pytest.mark.django_db
def test_what_was_loaded_is_written_back_the_same(tmp_path: Path):
    load(CONTENT_DIR)
    copy = dump(tmp_path / "copy")
    ours, theirs = CONTENT_DIR / COURSE, copy / COURSE
    assert spaced(curriculum_read(theirs)) == spaced(curriculum_read(ours))
    lessons = sorted(path.relative_to(ours) for path in ours.glob("[!k]*/*.md"))
    assert len(lessons) == 32
    for name in lessons:
        assert blocks_of(theirs / name) == blocks_of(ours / name), name
    # Documents to print keep their order; their files are named anew.
    for language in ("fr", "ar"):
        kits = [sorted(side.glob(f"kit/*.{language}.md")) for side in (ours, theirs)]
        assert len(kits[0]) == 4
        for wanted, found in zip(*kits, strict=True):
            assert blocks_of(found) == blocks_of(wanted), wanted
    call_command("content_check", "--path", str(copy), "--course", COURSE, verbosity=0)


def spaced(value: Any) -> Any:
    """The same with plain spaces: loading gives French its no-break ones."""
    if isinstance(value, dict):
        return {name: spaced(child) for name, child in value.items()}
    if isinstance(value, list):
        return [spaced(child) for child in value]
    return value.replace("\u00a0", " ").replace("\u202f", " ") if isinstance(value, str) else value


@pytest.mark.django_db
def test_what_an_editor_did_comes_back_whole(tmp_path: Path):
    load(CONTENT_DIR)
    page = LessonPage.objects.get(slug="indicateurs", locale__language_code="fr")
    body = page.body.raw_data
    added = [
        {"type": "rich_text", "value": '<p data-block-key="a1">Un <b>ajout</b>.</p>'},
        {"type": "rich_text", "value": '<p>Lien <a href="https://example.org/">hors</a></p>'},
        {
            "type": "matching",
            "value": {"instruction": "Reliez", "pairs": [{"left": "a", "right": "b"}] * 2},
        },
    ]
    page.body = json.dumps([*added, *body])
    page.title, page.minutes = "Titre de l'éditrice", 35
    page.sources += "\nUn document de plus"
    page.save_revision().publish()
    wanted = LessonPage.objects.get(pk=page.pk)
    question = QuestionPool.objects.get(code="traite-comprendre").questions.get(code="tr1-7")
    question.text_ar = "سؤال المحرّرة؟"
    question.save()

    copy = dump(tmp_path / "copy")
    page.title, page.minutes, page.sources = "Autre", 5, ""
    page.body = json.dumps(body[:1])
    page.save_revision().publish()
    load(copy, "--overwrite")

    found = LessonPage.objects.get(pk=page.pk)
    assert (found.title, found.minutes, found.sources) == (
        "Titre de l'éditrice",
        35,
        wanted.sources,
    )
    assert [(b["type"], plain(b["value"])) for b in found.body.raw_data] == [
        (b["type"], plain(b["value"])) for b in wanted.body.raw_data
    ]
    assert Question.objects.get(pk=question.pk).text_ar == "سؤال المحرّرة؟"
    assert dump_twice_is_the_same(copy, tmp_path)


def dump_twice_is_the_same(first: Path, tmp_path: Path) -> bool:
    second = dump(tmp_path / "second")
    names = sorted(path.relative_to(first) for path in (first / COURSE).rglob("*.md"))
    return all(blocks_of(first / name) == blocks_of(second / name) for name in names)


@pytest.mark.django_db
def test_an_activity_that_the_editor_took_away_stays_away(tmp_path: Path):
    load(CONTENT_DIR)
    page = LessonPage.objects.get(slug="indicateurs", locale__language_code="ar")
    body = [block for block in page.body.raw_data if block["type"] != "sort"]
    page.body = json.dumps(body)
    page.save_revision().publish()
    copy = dump(tmp_path / "copy")
    load(copy, "--overwrite")
    page = LessonPage.objects.get(pk=page.pk)
    assert [block["type"] for block in page.body.raw_data] == [block["type"] for block in body]


@pytest.mark.django_db
def test_an_existing_folder_is_never_written_over(tmp_path: Path):
    with pytest.raises(CommandError, match="the folder exists"):
        dump(tmp_path)


def test_a_block_that_markdown_cannot_say_is_written_whole():
    writer = LessonWriter(Path("x.fr.md"), "/fr/referral/")
    text, placed = writer.write([("image", {"image": 3, "alt": "Une « salle »"})], [])
    assert placed is True
    assert text.startswith(':::block type="image"\n{')
    parsed = LessonParser(Path("x.fr.md"), "/fr/referral/").parse(
        list(enumerate(text.split("\n"), start=1))
    )
    assert parsed[0] == ("image", {"image": 3, "alt": "Une « salle »"})
