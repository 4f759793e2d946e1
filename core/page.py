"""The abstract page that every page type builds on."""

from typing import ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, Panel, TabbedInterface
from wagtail.models import Page


class BasePage(Page):
    """Builds its edit form from class attributes: `content_panels`, `settings_panels_extra`.

    Abstract. Subclasses name `content_panels_extra` (what an author writes) and may name
    `settings_panels_extra` (what an administrator sets once).
    """

    content_panels_extra: ClassVar[list[Panel]] = []
    settings_panels_extra: ClassVar[list[Panel]] = []
    show_in_menus_default = False

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Assemble the tabs once per page type."""
        super().__init_subclass__(**kwargs)
        cls.edit_handler = TabbedInterface(
            [
                ObjectList([FieldPanel("title"), *cls.content_panels_extra], heading=_("Content")),
                ObjectList(
                    [
                        *cls.settings_panels_extra,
                        FieldPanel("slug"),
                        FieldPanel("seo_title"),
                        FieldPanel("search_description"),
                    ],
                    heading=_("Settings"),
                ),
            ]
        )

    def translations_by_code(self) -> dict[str, str]:
        """Return {language code: URL} of this page's live translations, itself included."""
        pages = self.get_translations(inclusive=True).filter(live=True).select_related("locale")
        return {page.locale.language_code: page.specific.url or "" for page in pages}

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Add the addresses of the translations to the page's context."""
        request.lms_alternates = self.translations_by_code()  # type: ignore[attr-defined]
        return super().get_context(request, *args, **kwargs)
