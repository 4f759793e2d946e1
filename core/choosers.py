"""Wagtail's buttons "Choose …" in the language of the reader.

Wagtail composes their words once, when the form class is made: in the language of whoever opened
the first form. Here they are composed each time they are shown.
"""

from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import gettext
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser


class _Words:
    """A sentence about a model, said when it is read."""

    def __init__(self, sentence: Any, model: Any) -> None:
        self.sentence, self.options = sentence, model._meta  # noqa: SLF001 (public by use)

    def __str__(self) -> str:
        return str(self.sentence() % {"object": self.options.verbose_name})


class SnippetChooser(AdminSnippetChooser):
    """The widget, with words that follow the language."""

    def __init__(self, model: Any = None, **kwargs: Any) -> None:
        super().__init__(model=model, **kwargs)
        words = {
            "choose_one_text": lambda: gettext("Choose %(object)s"),
            "choose_another_text": lambda: gettext("Choose another %(object)s"),
            "link_to_chosen_text": lambda: gettext("Edit this %(object)s"),
        }
        for name, sentence in words.items():
            if name not in kwargs:
                setattr(self, name, lazystr(_Words(sentence, self.model)))


def choosers_install() -> None:
    """Use the widget for all snippets. Before the snippets are registered."""
    SnippetChooserViewSet.base_widget_class = SnippetChooser
