"""The choosers' words follow the language of the reader, not of whoever opened the first form."""

import pytest
from django.utils.translation import override

from core.choosers import SnippetChooser
from courses.models import Cohort


@pytest.mark.parametrize(("language", "said"), [("fr", "Choisir"), ("ar", "اختيار")])
def test_words_are_said_in_the_language_of_the_moment(language: str, said: str):
    with override("fr"):
        widget = SnippetChooser(model=Cohort)
    with override(language):
        assert str(widget.choose_one_text).startswith(said)
