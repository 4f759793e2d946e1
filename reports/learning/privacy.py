"""What those who see figures without names are shown of an item analysis: no small number."""

from dataclasses import replace

from django.conf import settings

from reports.learning.items import Drawn, InLanguage, ItemFigures
from reports.learning.selectors import Analysis
from reports.scope import small_groups


def analysis_hide(analysis: Analysis) -> Analysis:
    """Return the analysis without the questions, options and languages of fewer than five people.

    An option that could be found by subtraction is hidden with them.
    """
    by_language = analysis.by_language
    if any(0 < count < settings.LMS_SMALL_GROUP for count in by_language.values()):
        by_language = {}
    items = [_item_hide(one) for one in analysis.items if one.n >= settings.LMS_SMALL_GROUP]
    return replace(analysis, items=items, by_language=by_language)


def _item_hide(figures: ItemFigures) -> ItemFigures:
    sizes = [one.count or 0 for one in figures.drawn]
    hidden = small_groups([*sizes, figures.omitted or 0])
    drawn = [
        Drawn(text=one.text, is_right=one.is_right, count=None, share=None)
        if place in hidden
        else one
        for place, one in enumerate(figures.drawn)
    ]
    languages, comparison = figures.languages, figures.comparison
    if any(0 < one.n < settings.LMS_SMALL_GROUP for one in languages):
        languages = [
            InLanguage(language=one.language, n=0, difficulty=None, right=0) for one in languages
        ]
        comparison = None
    omitted = None if len(sizes) in hidden else figures.omitted
    return replace(
        figures, drawn=drawn, languages=languages, comparison=comparison, omitted=omitted
    )
