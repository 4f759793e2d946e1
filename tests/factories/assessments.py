"""Factories of questions and assessments."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from courses.models import Assessment, Draw, Option, Question, QuestionPool
from tests.factories.catalogue import UnitFactory


class QuestionPoolFactory(DjangoModelFactory):
    """A pool; `questions=n` adds n single-choice questions."""

    class Meta:
        model = QuestionPool
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"pool-{n}")
    title_fr = "Réserve"
    title_ar = "مجموعة"

    @factory.post_generation
    def questions(self: Any, create: bool, extracted: int | None, **kwargs: Any) -> None:
        """Add questions."""
        for number in range(extracted or 0):
            QuestionFactory(pool=self, code=f"q{number}", position=number)


class QuestionFactory(DjangoModelFactory):
    """A question; `right` and `wrong` say how many options of each it gets."""

    class Meta:
        model = Question
        skip_postgeneration_save = True

    pool = factory.SubFactory(QuestionPoolFactory)
    code = factory.Sequence(lambda n: f"question-{n}")
    kind = "single"
    text_fr = factory.Sequence(lambda n: f"Question {n} ?")
    text_ar = factory.Sequence(lambda n: f"سؤال {n}؟")
    feedback_fr = "Explication secrète."
    feedback_ar = "شرح سري."

    @factory.post_generation
    def options(self: Any, create: bool, extracted: tuple[int, int] | None, **kwargs: Any) -> None:
        """Add options: (right, wrong), one right and two wrong by default."""
        right, wrong = extracted or (1, 2)
        for number in range(right + wrong):
            Option.objects.create(
                question=self,
                text_fr=f"option {number}",
                text_ar=f"خيار {number}",
                match_fr=f"paire {number}" if self.kind == "matching" else "",
                match_ar=f"زوج {number}" if self.kind == "matching" else "",
                is_correct=number < right,
                position=number,
            )


class AssessmentFactory(DjangoModelFactory):
    """A graded assessment; `pool_size=n` gives it a pool of n questions, all drawn."""

    class Meta:
        model = Assessment
        skip_postgeneration_save = True

    unit = factory.SubFactory(UnitFactory, kind="assessment", minutes=0)

    @factory.post_generation
    def pool_size(self: Any, create: bool, extracted: int | None, **kwargs: Any) -> None:
        """Add a pool and its draw."""
        if extracted:
            pool = QuestionPoolFactory(questions=extracted)
            Draw.objects.create(assessment=self, pool=pool)
