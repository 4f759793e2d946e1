"""Titles of content types in the reader's language: H5P's files have them in English only."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TITLES: dict[str, Any] = {
    "IOM.DecisionCase": _("Decision case"),
    "IOM.IndicatorSort": _("Indicator sort"),
    "H5P.Accordion": _("Accordion"),
    "H5P.ArithmeticQuiz": _("Arithmetic quiz"),
    "H5P.Audio": _("Sound"),
    "H5P.Blanks": _("Fill in the blanks"),
    "H5P.BranchingScenario": _("Branching scenario"),
    "H5P.Column": _("Page of several contents"),
    "H5P.CoursePresentation": _("Slides with questions"),
    "H5P.Crossword": _("Crossword"),
    "H5P.Dialogcards": _("Dialogue cards"),
    "H5P.Dictation": _("Dictation"),
    "H5P.DocumentationTool": _("Guided form"),
    "H5P.DragQuestion": _("Drag and drop"),
    "H5P.DragText": _("Drag the words"),
    "H5P.Essay": _("Essay"),
    "H5P.FindTheWords": _("Find the words"),
    "H5P.Flashcards": _("Flashcards"),
    "H5P.GuessTheAnswer": _("Guess the answer"),
    "H5P.ImageHotspotQuestion": _("Find the spot in the picture"),
    "H5P.ImageHotspots": _("Picture with explanations"),
    "H5P.ImageJuxtaposition": _("Two pictures compared"),
    "H5P.ImageSequencing": _("Pictures in order"),
    "H5P.ImageSlider": _("Picture slider"),
    "H5P.InteractiveBook": _("Interactive book"),
    "H5P.InteractiveVideo": _("Interactive video"),
    "H5P.MarkTheWords": _("Mark the words"),
    "H5P.MemoryGame": _("Memory game"),
    "H5P.MultiChoice": _("Multiple choice"),
    "H5P.QuestionSet": _("Set of questions"),
    "H5P.Questionnaire": _("Questionnaire"),
    "H5P.SingleChoiceSet": _("Set of single choices"),
    "H5P.SortParagraphs": _("Paragraphs in order"),
    "H5P.Summary": _("Summary"),
    "H5P.Timeline": _("Timeline"),
    "H5P.TrueFalse": _("True or false"),
}


def type_title(machine_name: str, title: str) -> str:
    """Return the title of a content type in the reader's language, else as its author wrote it."""
    known = TITLES.get(machine_name)
    return title if known is None else str(known)
