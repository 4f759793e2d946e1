"""The site around the courses: locales, home, catalogue, standard pages, referral directory."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone, translation
from markdown_it import MarkdownIt
from wagtail.models import (
    GroupApprovalTask,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.enums import Role
from accounts.models import ConsentText
from courses.models import CatalogueIndexPage
from pages.content_loader.reader import Node
from pages.content_loader.writer import Writer, page_write
from pages.models import HomePage, ReferralService, StandardPage

LANGUAGES = ("fr", "ar")


def locales_ensure() -> dict[str, Locale]:
    """Return the two locales, made if missing. A new Wagtail database has the default one."""
    return {
        code: Locale.objects.get_or_create(language_code=code)[0]
        for code in dict(settings.LANGUAGES)
    }


def referral_urls_get() -> dict[str, str]:
    """Return where a `referral:` link leads in each language."""
    urls = {}
    for code in LANGUAGES:
        with translation.override(code):
            urls[code] = reverse("pages:referral")
    return urls


class SiteLoader:
    """Writes the pages around the courses; what an administrator changed is left alone."""

    def __init__(self, data: Node, writer: Writer) -> None:
        self.data, self.writer = data, writer
        self.locales = locales_ensure()

    def load(self) -> dict[str, CatalogueIndexPage]:
        """Write everything; return the catalogue page of each language."""
        homes = self._homes()
        indexes = self._translated(
            CatalogueIndexPage,
            "courses",
            homes,
            {code: {"title": self._text("catalogue", "title", code)} for code in LANGUAGES},
        )
        for page in self.data.need("pages", list):
            bodies = page.need("body", dict)
            titles = dict(zip(LANGUAGES, page.both("title"), strict=True))
            self._translated(
                StandardPage,
                page.need("slug", str),
                homes,
                {
                    code: {
                        "title": titles[code],
                        "body": MarkdownIt("commonmark", {"html": False}).render(bodies[code]),
                    }
                    for code in LANGUAGES
                },
            )
        self._referral()
        self._consent()
        self._workflow(homes)
        return indexes

    def _text(self, section: str, field: str, language: str) -> str:
        return dict(zip(LANGUAGES, self.data[section].both(field), strict=True))[language]

    def _homes(self) -> dict[str, Any]:
        root = Page.get_first_root_node()
        values = {
            code: {
                name: self._text("home", name, code)
                for name in ("title", "headline", "introduction")
            }
            for code in LANGUAGES
        }
        homes = self._translated(HomePage, "home", dict.fromkeys(LANGUAGES, root), values)
        site = Site.objects.filter(is_default_site=True).first()
        if site is None or not isinstance(site.root_page.specific, HomePage):
            Site.objects.update_or_create(
                is_default_site=True,
                defaults={
                    "hostname": "localhost",
                    "port": 80,
                    "root_page": homes["fr"],
                    "site_name": settings.WAGTAIL_SITE_NAME,
                },
            )
            _welcome_page_remove(root)
        return homes

    def _translated(
        self, model: type[Any], slug: str, parents: dict[str, Any], values: dict[str, Any]
    ) -> dict[str, Any]:
        pages: dict[str, Any] = {}
        for code in LANGUAGES:
            locale = self.locales[code]
            # Siblings need slugs of their own: both homes stand under the root.
            own = f"{slug}-{code}" if model is HomePage else slug
            page = model.objects.filter(slug=own, locale=locale).child_of(parents[code]).first()
            if page is None:
                page = model(slug=own, locale=locale)
                if pages:
                    page.translation_key = pages["fr"].translation_key
            key = f"site/{slug}/{code}"
            pages[code] = page_write(self.writer, key, page, parents[code], values[code])
        return pages

    def _workflow(self, homes: dict[str, Any]) -> None:
        """Authors submit for review; administrators approve. Made once, changed in Wagtail."""
        task, created = GroupApprovalTask.objects.get_or_create(name="Relecture / مراجعة")
        if not created:
            return
        task.groups.set(Group.objects.filter(name=Role.ADMINISTRATOR.value))
        workflow = Workflow.objects.create(name="Relecture / مراجعة")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        for home in homes.values():
            WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow})

    def _consent(self) -> None:
        """A version of the consent text is made once and never edited."""
        entry = self.data.need("consent", dict)
        bodies = entry.both("body")
        ConsentText.objects.get_or_create(
            version=entry.need("version", str),
            defaults={
                "body_fr": bodies[0],
                "body_ar": bodies[1],
                "in_force_from": timezone.now(),
            },
        )

    def _referral(self) -> None:
        """Services are made once; from then on they are the administrator's."""
        for position, entry in enumerate(self.data.need("referral", list)):
            name_fr, name_ar = entry.both("name")
            if ReferralService.objects.filter(name_fr=name_fr).exists():
                continue
            mission_fr, mission_ar = entry.both("mission", optional=True)
            ReferralService.objects.create(
                name_fr=name_fr,
                name_ar=name_ar,
                mission_fr=mission_fr,
                mission_ar=mission_ar,
                phone=entry.get("phone", ""),
                source=entry.get("source", ""),
                position=position,
            )


def _welcome_page_remove(root: Page) -> None:
    """Delete the page that a new Wagtail database comes with."""
    for page in root.get_children().exclude(slug__startswith="home-"):
        page.delete()
