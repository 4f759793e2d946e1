"""One course written back: curriculum, modules with their banks, lessons."""

import json
import shutil
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup

from courses.models import (
    Course,
    CoursePage,
    Draw,
    LessonPage,
    ModulePage,
    Question,
    SubmissionPage,
    Unit,
    WorkshopPage,
)
from pages.content_dump.lessons import LessonWriter
from pages.content_loader.courses import KIT
from pages.content_loader.curriculum import CURRICULUM, MODULE, curriculum_read
from pages.content_loader.interactive import practice_blocks
from pages.content_loader.reader import Node, yaml_read

LANGUAGES = ("fr", "ar")
Both = dict[str, str]


def yaml_write(path: Path, data: Any) -> None:
    """Write YAML as a person would read it: order kept, letters as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(_bare(data), allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, encoding="utf-8")


def _bare(value: Any) -> Any:
    """Plain dicts and lists, without the lines that the reader remembers."""
    if isinstance(value, dict):
        return {name: _bare(child) for name, child in value.items()}
    return [_bare(child) for child in value] if isinstance(value, list) else value


def _items(html: str) -> list[str]:
    return [item.get_text().strip() for item in BeautifulSoup(html, "html.parser").find_all("li")]


def _both(pages: dict[str, Any], name: str) -> Both:
    return {code: getattr(pages[code], name) for code in LANGUAGES}


def _set(target: dict[str, Any], name: str, texts: Both) -> None:
    if all(texts.values()):
        target[name] = texts


class CourseDumper:
    """Writes one course into `folder`, starting from the files of `reference`."""

    def __init__(
        self, course: Course, reference: Path, folder: Path, referral_urls: dict[str, str]
    ) -> None:
        self.course, self.folder, self.referral_urls = course, folder, referral_urls
        self.data = curriculum_read(reference)
        self.sources = yaml_read(reference.parent / "sources.yaml")

    def dump(self) -> None:
        """Write the curriculum, the module files and the lessons in both languages."""
        pages = self._pages(CoursePage, course=self.course)
        for name in ("title", "summary", "audience", "content_notice", "directory_notice"):
            _set(self.data, name, _both(pages, name))
        self._kit(pages)
        for module in self.data["modules"]:
            self._module(module)
        yaml_write(self.folder / CURRICULUM, self.data)

    def _pages(self, model: type[Any], **filters: Any) -> dict[str, Any]:
        found = model.objects.filter(**filters).select_related("locale")
        return {page.locale.language_code: page for page in found}

    def _kit(self, pages: dict[str, Any]) -> None:
        """The documents to print, named by their order."""
        folder = self.folder / KIT
        shutil.rmtree(folder, ignore_errors=True)
        for code in LANGUAGES:
            for number, item in enumerate(pages[code].kit.raw_data, start=1):
                path = folder / f"document-{number}.{code}.md"
                blocks = [(block["type"], block["value"]) for block in item["value"]["body"]]
                body = LessonWriter(path, self.referral_urls[code]).write_plain(blocks)
                folder.mkdir(exist_ok=True)
                title = json.dumps(item["value"]["title"], ensure_ascii=False)
                slides = item["value"].get("layout") == "slides"
                layout = "layout: slides\n" if slides else ""
                path.write_text(f"---\ntitle: {title}\n{layout}---\n{body}", encoding="utf-8")

    def _module(self, module: Node) -> None:
        pages = self._pages(
            ModulePage, module__course=self.course, module__code=module.need("slug", str)
        )
        _set(module, "title", _both(pages, "title"))
        objectives = {code: _items(pages[code].objectives) for code in LANGUAGES}
        module["objectives"] = [
            {"fr": fr, "ar": ar} for fr, ar in zip(objectives["fr"], objectives["ar"], strict=True)
        ]
        for lesson in module["lessons"]:
            self._lesson(module, lesson)
        assessment = module["assessment"]
        pool = f"{self.course.code}-{module['slug']}"
        extra: dict[str, Any] = {}
        _set(extra, "opening", _both(pages, "opening"))
        extra["reminder"] = {code: _items(pages[code].reminder) for code in LANGUAGES}
        draw = Draw.objects.filter(
            pool__code=pool, assessment__purpose="graded", assessment__unit__course=self.course
        ).first()
        extra["draw"] = draw.count if draw else 0
        extra["questions"] = [_question(question) for question in _bank(pool)]
        for name in ("opening", "reminder"):
            module.pop(name, None)
        for name in ("questions", "draw"):
            assessment.pop(name, None)
        yaml_write(self.folder / module["slug"] / MODULE, extra)

    def _lesson(self, module: Node, lesson: Node) -> None:
        unit = Unit.objects.get(course=self.course, code=lesson["slug"])
        pages = self._unit_pages(unit)
        _set(lesson, "title", _both(pages, "title"))
        if pages["fr"].minutes != max(lesson["minutes"], lesson.get("in_person_minutes", 0)):
            lesson["minutes"] = pages["fr"].minutes
            lesson.pop("in_person_minutes", None)
        if pages["fr"].is_required == lesson.get("optional", False):
            lesson["optional"] = not pages["fr"].is_required
        self._sources(lesson, pages)
        for code in LANGUAGES:
            path = self.folder / module["slug"] / f"{lesson['slug']}.{code}.md"
            blocks = [(item["type"], item["value"]) for item in pages[code].body.raw_data]
            activity = practice_blocks(self.course.code, lesson, code)
            body, placed = LessonWriter(path, self.referral_urls[code]).write(blocks, activity)
            own = "" if placed else "activity: own\n"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                f"---\ncourse: {self.course.code}\nmodule: {module['slug']}\n"
                f"lesson: {lesson['slug']}\nlang: {code}\n"
                f"sources: [{', '.join(lesson['sources'])}]\n{own}---\n{body}",
                encoding="utf-8",
            )

    def _sources(self, lesson: Node, pages: dict[str, Any]) -> None:
        """References of sources.yaml by their code; other lines as they are, by language."""
        more: dict[str, list[str]] = {}
        for code in LANGUAGES:
            lines = [line for line in pages[code].sources.splitlines() if line.strip()]
            known = [line.split(" · ", 1)[0] for line in lines]
            lesson["sources"] = [name for name in known if name in self.sources]
            more[code] = [
                line for line, name in zip(lines, known, strict=True) if name not in self.sources
            ]
        if any(more.values()):
            lesson["more_sources"] = more

    def _unit_pages(self, unit: Unit) -> dict[str, Any]:
        for model in (LessonPage, WorkshopPage, SubmissionPage):
            pages = self._pages(model, unit=unit)
            if pages:
                return pages
        raise LookupError(unit.code)


def _bank(pool: str) -> Any:
    found = Question.objects.filter(pool__code=pool, is_active=True)
    return found.prefetch_related("options").order_by("position", "pk")


def _texts(row: Any, name: str) -> Both:
    return {code: getattr(row, f"{name}_{code}") for code in LANGUAGES}


def _option(option: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"text": _texts(option, "text")}
    if option.is_correct:
        row["correct"] = True
    _set(row, "feedback", _texts(option, "feedback"))
    return row


def _question(question: Question) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": question.code,
        "type": question.kind,
        "text": _texts(question, "text"),
    }
    options = sorted(question.options.all(), key=lambda option: (option.position, option.pk))
    if question.kind in {"single", "multiple"}:
        row["options"] = [_option(option) for option in options]
    elif question.kind == "true_false":
        right, wrong = options
        row["answer"] = right.is_correct
        _set(row, "feedback_true", _texts(right, "feedback"))
        _set(row, "feedback_false", _texts(wrong, "feedback"))
    elif question.kind == "ordering":
        row["correct_order"] = [_texts(option, "text") for option in options]
    elif question.kind == "matching":
        row["pairs"] = [
            {"left": _texts(option, "text"), "right": _texts(option, "match")} for option in options
        ]
    else:
        row["accepted"] = {
            code: list(dict.fromkeys(getattr(option, f"text_{code}") for option in options))
            for code in LANGUAGES
        }
    _set(row, "feedback", _texts(question, "feedback"))
    return row
