"""One curriculum file made into a course: pages in both languages, questions, assessments."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils.html import escape
from wagtail.models import Locale

from certificates.enums import CertificateKind
from certificates.services import rule_ensure, template_default
from courses.api import outline_rebuilds_deferred
from courses.models import (
    Assessment,
    AssessmentPage,
    CatalogueIndexPage,
    Course,
    CoursePage,
    Draw,
    LessonPage,
    ModulePage,
    Programme,
    SubmissionPage,
    WorkshopPage,
)
from pages.content_loader.interactive import activities_write, practice_blocks
from pages.content_loader.markdown import Block, LessonParser
from pages.content_loader.questions import pool_write, question_write
from pages.content_loader.reader import ContentError, Node, front_matter_read, spaced
from pages.content_loader.writer import Writer, page_write, stream_data

LANGUAGES = ("fr", "ar")
KIT = "kit"
PAGE_TYPES: dict[str, type[Any]] = {
    "in_person_session": WorkshopPage,
    "pitch_submission": SubmissionPage,
}
ASSESSMENT_TITLES = {"fr": "Évaluation : {title}", "ar": "تقييم: {title}"}
PRETEST = {
    "pretest": {
        "slug": "test-de-depart",
        "fr": (
            "Test de départ",
            "<p>Six questions pour situer vos connaissances. Test non noté, sans conséquence.</p>",
        ),
        "ar": (
            "اختبار أولي",
            "<p>ستة أسئلة لتحديد معارفكم في البداية. اختبار غير منقَّط ولا يتوقف عليه شيء.</p>",
        ),
    },
    "posttest": {
        "slug": "test-de-fin",
        "fr": (
            "Test de fin",
            "<p>Les mêmes questions qu'au départ, pour mesurer le chemin parcouru. Non noté.</p>",
        ),
        "ar": (
            "اختبار ختامي",
            "<p>الأسئلة الستة نفسها لقياس ما تحقق من تقدم. هذا الاختبار غير منقَّط.</p>",
        ),
    },
}


def index_of(language: str, texts: tuple[str, str]) -> str:
    """Pick the text of a language."""
    return texts[LANGUAGES.index(language)]


def html_list(items: list[str]) -> str:
    """Return the items as the HTML of a list."""
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


class CourseLoader:
    """Writes one course. `tick` is called after each page or question, for the progress bar."""

    def __init__(
        self,
        *,
        data: Node,
        folder: Path,
        settings: dict[str, Any],
        sources: Node,
        writer: Writer,
        referral_urls: dict[str, str],
        tick: Callable[[], None],
    ) -> None:
        self.data, self.folder, self.settings = data, folder, settings
        self.sources, self.writer, self.tick = sources, writer, tick
        self.referral_urls = referral_urls
        self.slug: str = data.need("slug", str)
        self.locales = {code: Locale.objects.get(language_code=code) for code in LANGUAGES}

    def load(self, indexes: dict[str, CatalogueIndexPage]) -> None:
        """Write everything below the catalogue pages; the outline is rebuilt once at the end."""
        with outline_rebuilds_deferred():
            pages = {code: self._course_page(code, indexes[code]) for code in LANGUAGES}
            course = pages["fr"].course
            self._course_settings(course)
            for number, module in enumerate(self.data.need("modules", list), start=1):
                self._module(course, pages, module, number)
        self._assessments(Course.objects.get(pk=course.pk))

    def _page(  # noqa: PLR0917
        self,
        model: type[Any],
        slug: str,
        language: str,
        parent: Any,
        link: dict[str, Any],
        values: dict[str, Any],
    ) -> Any:
        """Write one page; the Arabic one is a translation of the French one (`link` finds it)."""
        locale = self.locales[language]
        page = model.objects.filter(slug=slug, locale=locale).child_of(parent).first()
        if page is None:
            page = model(slug=slug, locale=locale)
            if link:
                source = link["page"]
                page.translation_key = source.translation_key
                setattr(page, link["name"], getattr(source, link["name"]))
        key = (
            f"page/{self.slug}/{slug}/{language}"
            if slug != self.slug
            else f"page/{slug}/{language}"
        )
        page = page_write(self.writer, key, page, parent, values)
        self.tick()
        return page

    def _course_page(self, language: str, index: CatalogueIndexPage) -> CoursePage:
        objectives = [
            index_of(language, _both_item(module, item))
            for module in self.data.need("modules", list)
            for item in module.need("objectives", list)
        ]
        values = {
            "title": index_of(language, self.data.both("title")),
            "summary": index_of(language, self.data.both("summary")),
            "audience": index_of(language, self.data.both("audience")),
            "objectives": html_list(objectives),
            "content_notice": index_of(language, self.data.both("content_notice", optional=True)),
            "directory_notice": index_of(
                language, self.data.both("directory_notice", optional=True)
            ),
            "kit": self._kit(language),
        }
        link: dict[str, Any] = {}
        if language != "fr":
            link = {
                "page": CoursePage.objects.get(course__code=self.slug, locale=self.locales["fr"]),
                "name": "course",
            }
        return self._page(CoursePage, self.slug, language, index, link, values)

    def _kit(self, language: str) -> list[dict[str, Any]]:
        """The documents to print: `kit/*.<language>.md`, in the order of their names."""
        documents: list[Block] = []
        for path in sorted((self.folder / KIT).glob(f"*.{language}.md")):
            meta, lines = front_matter_read(path)
            blocks = LessonParser(path, self.referral_urls[language]).parse(lines)
            body = stream_data(f"{self.slug}/{path.name}", blocks)
            value = {
                "title": spaced(meta.need("title", str), language),
                "layout": meta.get("layout", "sheet"),
                "body": body,
            }
            documents.append(("document", value))
        return stream_data(f"{self.slug}/{KIT}/{language}", documents)

    def _course_settings(self, course: Course) -> None:
        """Set what an administrator owns, once: when the course has no programme yet."""
        if course.programme_id is not None:
            return
        titles = self.settings["programme"]
        course.programme, _created = Programme.objects.get_or_create(
            code=titles["code"],
            defaults={
                "title_fr": titles["fr"],
                "title_ar": titles["ar"],
                "position": self.settings["position"],
            },
        )
        course.theme = self.settings["theme"]
        course.position = self.settings["position"]
        course.is_sensitive = self.settings.get("is_sensitive", False)
        course.trains_facilitators = self.settings.get("trains_facilitators", False)
        course.save()
        if self.data.need("certificate", dict).get("kind") == "attestation_de_formation":
            rule = rule_ensure(course)
            rule.template = template_default(CertificateKind.PARTICIPATION)
            rule.save()

    def _module(self, course: Course, parents: dict[str, Any], module: Node, number: int) -> None:
        slug = module.need("slug", str)
        pages: dict[str, Any] = {}
        for language in LANGUAGES:
            objectives = [
                index_of(language, _both_item(module, item)) for item in module["objectives"]
            ]
            lines = (module.get("reminder") or {}).get(language) or []
            reminder = [spaced(line, language) for line in lines]
            values = {
                "title": index_of(language, module.both("title")),
                "opening": index_of(language, module.both("opening", optional=True)),
                "objectives": html_list(objectives),
                "reminder": html_list(reminder) if reminder else "",
            }
            link = {"page": pages["fr"], "name": "module"} if language != "fr" else {}
            pages[language] = self._page(
                ModulePage, slug, language, parents[language], link, values
            )
        if number == 1:
            self._test_page(pages, "pretest")
        for lesson in module.need("lessons", list):
            self._lesson(pages, module, lesson)
        self._assessment_page(pages, module, number)
        if number == len(self.data["modules"]):
            self._test_page(pages, "posttest")

    def _lesson(self, parents: dict[str, Any], module: Node, lesson: Node) -> None:
        kind = lesson.need("activity", str)
        model = PAGE_TYPES.get(kind, LessonPage)
        slug = lesson.need("slug", str)
        first: Any = None
        activities_write(self.writer, self.slug, lesson)
        for language in LANGUAGES:
            blocks = self._blocks(module, lesson, language)
            values: dict[str, Any] = {
                "title": index_of(language, lesson.both("title")),
                "minutes": max(lesson.need("minutes", int), lesson.get("in_person_minutes", 0)),
                "is_required": not lesson.get("optional", False),
                "body": stream_data(f"{self.slug}/{slug}/{language}", blocks),
                "sources": "\n".join(self._sources(lesson, language)),
            }
            if model is SubmissionPage:
                activity = lesson.need("activity_data", dict)
                values["form_fields"] = activity.need("fields", list)
                values["declarations"] = activity.get("declarations", [])
            link = {"page": first, "name": "unit"} if first is not None else {}
            page = self._page(model, slug, language, parents[language], link, values)
            first = first or page

    def _sources(self, lesson: Node, language: str) -> list[str]:
        lines = []
        for reference in lesson.get("sources", []):
            entry = self.sources.get(reference)
            if not isinstance(entry, dict) or not entry.get(language):
                raise lesson.fail(
                    "sources", f"{reference} has no text in sources.yaml ({language})"
                )
            lines.append(f"{reference} · {entry[language]}")
        return lines + (lesson.get("more_sources") or {}).get(language, [])

    def _blocks(self, module: Node, lesson: Node, language: str) -> list[Block]:
        """The lesson's file if written out, else its key points; the activity in its place."""
        activity = practice_blocks(self.slug, lesson, language)
        path = self.folder / module["slug"] / f"{lesson['slug']}.{language}.md"
        if not path.exists():
            points = lesson.need("key_points", dict).get(language)
            if not points:
                raise lesson.fail("key_points", f"has no points in {language}")
            key_points = [f"<p>{escape(point)}</p>" for point in points]
            return [("key_points", {"points": key_points}), *activity]
        meta, lines = front_matter_read(path)
        expected = {
            "course": self.slug,
            "module": module["slug"],
            "lesson": lesson["slug"],
            "lang": language,
        }
        for name, value in expected.items():
            if meta.get(name) != value:
                raise ContentError(path, 2, name, f"is {meta.get(name)!r}, should be {value!r}")
        blocks = LessonParser(path, self.referral_urls[language]).parse(lines)
        if meta.get("activity") == "own":
            return blocks
        return _activity_placed(blocks, activity)

    def _assessment_page(self, parents: dict[str, Any], module: Node, number: int) -> None:
        titles = module.both("title")
        values = {
            code: {
                "title": ASSESSMENT_TITLES[code].format(title=index_of(code, titles)),
                "minutes": 0,
                "is_required": True,
            }
            for code in LANGUAGES
        }
        self._pair(f"evaluation-{number}", parents, values)

    def _test_page(self, parents: dict[str, Any], purpose: str) -> None:
        pretest = self.data.need("assessment", dict).get("pretest") or {}
        if not pretest.get("enabled"):
            return
        texts = PRETEST[purpose]
        values = {
            code: {
                "title": texts[code][0],
                "introduction": texts[code][1],
                "minutes": 0,
                "is_required": False,
            }
            for code in LANGUAGES
        }
        self._pair(str(texts["slug"]), parents, values)

    def _pair(self, slug: str, parents: dict[str, Any], values: dict[str, dict[str, Any]]) -> None:
        first = self._page(AssessmentPage, slug, "fr", parents["fr"], {}, values["fr"])
        link = {"page": first, "name": "unit"}
        self._page(AssessmentPage, slug, "ar", parents["ar"], link, values["ar"])

    def _assessments(self, course: Course) -> None:
        """Questions and rules; rules are set when an assessment is made, editors own them then."""
        pools = []
        for number, module in enumerate(self.data["modules"], start=1):
            source = module.need("assessment", dict)
            pool = pool_write(course, f"{self.slug}-{module['slug']}", module.both("title"))
            pools.append(pool)
            for position, question in enumerate(source.need("questions", list)):
                question_write(self.writer, pool, question, position)
                self.tick()
            unit = course.units.get(code=f"evaluation-{number}")
            assessment, created = Assessment.objects.get_or_create(
                unit=unit, defaults={"pass_mark": source.need("pass_mark", int)}
            )
            if created:
                Draw.objects.create(assessment=assessment, pool=pool, count=source.get("draw", 0))
        self._tests(course, pools)

    def _tests(self, course: Course, pools: list[Any]) -> None:
        pretest = self.data["assessment"].get("pretest") or {}
        if not pretest.get("enabled"):
            return
        previous = None
        for purpose, texts in PRETEST.items():
            assessment, created = Assessment.objects.get_or_create(
                unit=course.units.get(code=texts["slug"]),
                defaults={
                    "purpose": purpose,
                    "paired_with": previous,
                    "max_attempts": 1 if purpose == "pretest" else None,
                    "reveal": "never" if purpose == "pretest" else "after_submit",
                },
            )
            previous = assessment
            if not created:
                continue
            for position, pool in enumerate(pools):
                known = set(pool.questions.values_list("code", flat=True))
                codes = [code for code in pretest["questions"] if code in known]
                if codes:
                    Draw.objects.create(
                        assessment=assessment, pool=pool, question_codes=codes, position=position
                    )


def _both_item(owner: Node, item: Any) -> tuple[str, str]:
    if not isinstance(item, Node) or not item.get("fr") or not item.get("ar"):
        raise owner.fail("objectives", "needs each objective in French (fr) and Arabic (ar)")
    return spaced(item["fr"], "fr"), spaced(item["ar"], "ar")


def _activity_placed(blocks: list[Block], activity: list[Block]) -> list[Block]:
    """Put the activity where the file asks for it, else before what to remember."""
    names = [name for name, _value in blocks]
    if "activity" in names:
        place = names.index("activity")
        return [*blocks[:place], *activity, *blocks[place + 1 :]]
    place = names.index("remember") if "remember" in names else len(blocks)
    return [*blocks[:place], *activity, *blocks[place:]]
