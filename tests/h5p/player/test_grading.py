"""The server counts again what it can count, by each type's own rule."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from h5p.player.grading.outcome import is_end, outcome_compute, questions_of
from h5p.player.grading.own import case_total, decision
from h5p.player.grading.spelling import distance
from h5p.player.grading.types import (
    GRADERS,
    drag_words,
    fill_in_blanks,
    multiple_choice,
    single_choice,
    true_false,
)
from tests.factories.h5p_play import SUB_IDS, set_params
from tests.xapi.samples import IRI, statement_make
from xapi.parsing import ParsedStatement, statement_parse


def answered(response: str, *, sub: str = "", **result: Any) -> ParsedStatement:
    target = {"id": f"{IRI}?subContentId={sub}" if sub else IRI, "objectType": "Activity"}
    made = statement_make(object=target, result={"response": response, **result}, context={})
    return statement_parse(made, activity_iri=IRI)


def ended(verb: str = "completed", **score: Any) -> ParsedStatement:
    made = statement_make(verb, result={"score": score} if score else {}, context={})
    return statement_parse(made, activity_iri=IRI)


CHOICES = [{"text": "<p>a</p>", "correct": True}, {"text": "b"}, {"text": "c", "correct": True}]


@pytest.mark.parametrize(
    ("behaviour", "response", "score", "maximum"),
    [
        ({}, "0[,]2", 2, 2),
        ({}, "0", 1, 2),
        ({}, "0[,]1[,]2", 1, 2),
        ({}, "1", 0, 2),
        ({}, "", 0, 2),
        ({}, "0[,]0[,]2", 2, 2),
        ({}, "7[,]x[,]-1", 0, 2),
        ({"singlePoint": True}, "0[,]2", 1, 1),
        ({"singlePoint": True}, "0", 0, 1),
        ({"singlePoint": True, "passPercentage": 50}, "0", 1, 1),
        ({"type": "single"}, "2", 1, 1),
    ],
)
def test_multiple_choice(behaviour: dict[str, Any], response: str, score: int, maximum: int):
    grade = multiple_choice({"question": "?", "answers": CHOICES, "behaviour": behaviour}, response)
    assert (grade.score, grade.maximum) == (score, maximum)
    assert grade.right_text == "a · c"


def test_no_right_option_means_that_none_is_to_be_chosen():
    params = {"answers": [{"text": "a"}, {"text": "b"}]}
    assert multiple_choice(params, "").score == 1
    assert multiple_choice(params, "0").score == 0


def test_true_false():
    params = {"question": "<b>Vrai ?</b>", "correct": "true", "l10n": {"trueText": "Vrai"}}
    assert (true_false(params, "true").score, true_false(params, "false").score) == (1, 0)
    assert true_false(params, "true").right_text == "Vrai"
    assert true_false(params, "").parts == ()


def test_single_choice_the_first_is_right():
    params = {"question": "?", "answers": ["juste", "faux"]}
    assert [single_choice(params, r).score for r in ("0", "1", "", "9")] == [1, 0, 0, 0]


def blanks(response: str, **behaviour: Any) -> Decimal:
    params = {
        "text": "<p>Complétez</p>",
        "questions": ["<p>Le *passeport/titre de voyage:indice* est *retenu*.</p>"],
        "behaviour": behaviour,
    }
    return fill_in_blanks(params, response).score


def test_fill_in_the_blanks():
    assert blanks("passeport[,]retenu") == 2
    assert blanks("titre de voyage[,]retenu") == 2
    assert blanks("passeport") == 1
    assert blanks("Passeport[,]retenu") == 1
    assert blanks("Passeport[,]RETENU", caseSensitive=False) == 2
    assert blanks("paseport[,]retenu") == 1
    assert blanks("paseport[,]retneu", acceptSpellingErrors=True) == 2
    assert blanks("") == 0


@pytest.mark.parametrize(
    ("first", "second", "edits"),
    [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xyz", 3)],
)
def test_spelling(first: str, second: str, edits: int):
    assert distance(first, second) == edits


def test_drag_the_words():
    params = {"textField": "Un *contrat:tip* se *lit\\+Bravo*.", "taskDescription": "Glissez"}
    assert drag_words(params, "contrat[,]lit").score == 2
    assert drag_words(params, "lit[,]contrat").score == 0
    assert drag_words(params, "[,]lit").score == 1
    assert drag_words(params, "contrat").right_text == "contrat · lit"


def set_outcome(*responses: str, **reported: Any) -> Any:
    parts = [answered(response, sub=sub) for response, sub in zip(responses, SUB_IDS, strict=False)]
    return outcome_compute(
        machine_name="H5P.QuestionSet",
        params=set_params(),
        statement=ended(**reported),
        parts=parts,
    )


def test_a_set_is_counted_question_by_question():
    outcome = set_outcome("0[,]2", "1", raw=2, max=3)
    assert (outcome.score, outcome.maximum) == (2, 3)
    assert (outcome.is_verified, outcome.is_corrected) == (True, False)
    assert [answer.is_right for answer in outcome.answers] == [True, False]
    assert [answer.position for answer in outcome.answers] == ["1", "2"]
    assert outcome.answers[1].parts[0].text == "C'est normal"


def test_where_both_differ_the_servers_count_stands():
    boasted = set_outcome("1", "1", raw=3, max=3)
    assert (boasted.score, boasted.maximum, boasted.is_corrected) == (0, 3, True)
    assert (boasted.reported_score, boasted.reported_maximum) == (3, 3)
    smaller = set_outcome("0[,]2", raw=2, max=2)
    assert (smaller.score, smaller.maximum, smaller.is_corrected) == (2, 3, True)


def test_leaving_answers_out_never_pays():
    silent = set_outcome(raw=3, max=3)
    assert (silent.score, silent.maximum, silent.is_corrected) == (0, 3, True)
    twice = outcome_compute(
        machine_name="H5P.QuestionSet",
        params=set_params(),
        statement=ended(raw=3, max=3),
        parts=[answered("0", sub=SUB_IDS[1])] * 9,
    )
    assert (twice.score, twice.maximum) == (1, 3)


def test_a_draw_counts_as_many_questions_as_it_asks():
    params = {**set_params(), "poolSize": 1}
    outcome = outcome_compute(
        machine_name="H5P.QuestionSet",
        params=params,
        statement=ended(raw=1, max=1),
        parts=[answered("0", sub=SUB_IDS[1])],
    )
    assert (outcome.score, outcome.maximum, outcome.is_corrected) == (1, 1, False)


def test_a_type_that_cannot_be_counted_is_believed_and_said_so():
    outcome = outcome_compute(
        machine_name="H5P.InteractiveVideo",
        params={"interactiveVideo": {"assets": {"interactions": [set_params()["questions"][0]]}}},
        statement=ended(raw=4, max=5),
        parts=[answered("0[,]2", sub=SUB_IDS[0], score={"raw": 0, "max": 2})],
    )
    assert (outcome.score, outcome.maximum, outcome.is_verified) == (4, 5, False)
    # Its questions of known types are counted all the same.
    assert (outcome.answers[0].score, outcome.answers[0].is_corrected) == (2, True)


def test_without_a_maximum_there_is_no_score():
    outcome = outcome_compute(machine_name="H5P.Accordion", params={}, statement=ended(), parts=[])
    assert (outcome.score, outcome.scaled) == (None, None)


@pytest.mark.parametrize(
    ("verb", "sub", "parent", "ends"),
    [
        ("completed", "", False, True),
        ("answered", "", False, True),
        ("answered", "", True, False),
        ("answered", "a-1", False, False),
        ("completed", "a-1", False, False),
        ("progressed", "", False, False),
    ],
)
def test_what_ends_a_play(verb: str, sub: str, parent: bool, ends: bool):
    target = {"id": f"{IRI}?subContentId={sub}" if sub else IRI}
    context = {"contextActivities": {"parent": [{"id": IRI}]}} if parent else {}
    made = statement_make(verb, object=target, context=context)
    assert is_end(statement_parse(made, activity_iri=IRI)) is ends


def described(interaction: str, response: str, **definition: Any) -> Any:
    made = statement_make(
        object={
            "id": IRI,
            "definition": {"interactionType": interaction, **definition},
        },
        result={"response": response},
        context={},
    )
    statement = statement_parse(made, activity_iri=IRI)
    return outcome_compute(
        machine_name="H5P.Unknown", params={}, statement=statement, parts=[]
    ).answers[0]


def component(name: str, text: str) -> dict[str, Any]:
    return {"id": name, "description": {"en-US": text}}


def test_answers_of_other_types_are_read_from_their_definition():
    matching = described(
        "matching",
        "0[.]1[,]1[.]1",
        source=[component("0", "Offre"), component("1", "Contrat")],
        target=[component("1", "Écrit")],
        correctResponsesPattern=["1[.]1"],
    )
    assert [(part.text, part.right) for part in matching.parts] == [
        ("Offre → Écrit", False),
        ("Contrat → Écrit", True),
    ]
    sequence = described(
        "sequencing",
        "b[,]a",
        choices=[component("a", "Un"), component("b", "Deux")],
        correctResponsesPattern=["a[,]b"],
    )
    assert [(part.text, part.right) for part in sequence.parts] == [("Deux", False), ("Un", False)]
    assert sequence.right_text == "Un · Deux"
    fill = described("fill-in", "x[,]y", correctResponsesPattern=["{case_matters=false}x[,]z"])
    assert [part.right for part in fill.parts] == [True, False]
    long = described("long-fill-in", "Mes mots")
    assert [(part.text, part.right) for part in long.parts] == [("Mes mots", None)]


ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["answers", "questions", "correct", "behaviour", "l10n", "text"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from([*GRADERS, "H5P.QuestionSet", "H5P.SingleChoiceSet"]),
    params=st.dictionaries(
        st.sampled_from(["answers", "questions", "choices", "textField", "behaviour", "correct"]),
        ANY,
        max_size=4,
    ),
    response=st.text(max_size=20),
)
def test_no_content_makes_a_grader_fail(name: str, params: dict[str, Any], response: str):
    for question in questions_of(name, params):
        assert question.grader is not None
        grade = question.grader(question.params, response)
        assert 0 <= grade.score <= max(grade.maximum, Decimal(1))
    outcome_compute(
        machine_name=name, params=params, statement=answered(response), parts=[answered(response)]
    )


def case_step(name: str, *choices: tuple[str, int]) -> dict[str, Any]:
    rows = [{"text": f"{name}{n}", "effect": e, "goTo": go} for n, (e, go) in enumerate(choices)]
    return {"subContentId": name, "text": f"<p>{name}</p>", "choices": rows}


WAYS: dict[str, Any] = {
    "steps": [
        case_step("a", ("good", 2), ("risk", 3)),
        case_step("b", ("harm", 1), ("good", 4)),
        case_step("c", ("risk", 4)),
        {"text": "<p>Fin</p>"},
    ]
}


@pytest.mark.parametrize(
    ("decisions", "score"),
    [
        ([("a", "0"), ("b", "1")], 2),
        # Back to the first step: its first decision counts, and the way goes on from the second.
        ([("a", "1"), ("c", "0")], 0),
        ([("a", "0"), ("b", "0"), ("a", "0"), ("b", "1")], 1),
        # Said without the decision that leads there.
        ([("b", "1")], 0),
        ([("a", "1"), ("b", "1")], 0),
        ([("a", "7"), ("a", "x"), ("", "0"), ("a", "0")], 1),
        ([], 0),
    ],
)
def test_a_case_counts_the_way_that_its_choices_lead(decisions: list[Any], score: int):
    outcome = outcome_compute(
        machine_name="IOM.DecisionCase",
        params=WAYS,
        statement=ended(raw=2, max=2),
        parts=[answered(response, sub=name) for name, response in decisions],
    )
    assert (outcome.score, outcome.maximum, outcome.is_verified) == (score, 2, True)
    assert outcome.is_corrected is (score != 2)


def test_a_case_tells_each_decision_once():
    parts = [answered("0", sub="a"), answered("0", sub="b"), answered("1", sub="a")]
    outcome = outcome_compute(
        machine_name="IOM.DecisionCase", params=WAYS, statement=ended(), parts=parts
    )
    assert [(a.position, a.response_text, a.is_right) for a in outcome.answers] == [
        ("1", "a0", True),
        ("2", "b0", False),
    ]
    assert [a.right_text for a in outcome.answers] == ["a0", "b1"]


def test_a_decision_without_a_careful_choice_is_not_judged():
    grade = decision(WAYS["steps"][2], "0")
    assert (grade.score, grade.maximum, grade.is_right) == (0, 0, None)


def test_a_case_with_too_many_ways_is_believed():
    every = [("good", number) for number in range(1, 41)]
    params = {"steps": [case_step(f"s{number}", *every) for number in range(40)]}
    outcome = outcome_compute(
        machine_name="IOM.DecisionCase",
        params=params,
        statement=ended(raw=3, max=40),
        parts=[answered("0", sub="s0")],
    )
    assert (outcome.score, outcome.is_verified, outcome.is_corrected) == (3, False, False)


def test_a_long_case_without_return_is_counted_at_once():
    steps = [
        case_step(f"s{n}", *[("good" if go == n + 2 else "risk", go) for go in range(n + 2, 41)])
        for n in range(40)
    ]
    assert case_total({"steps": steps}, [("s0", "0"), ("s1", "0")]) == (2, 39)


CARDS: dict[str, Any] = {
    "instruction": "Classez.",
    "categories": ["Alerte", "Bon signe"],
    "cards": [{"text": "a", "category": 1}, {"text": "b", "category": 2}, {"text": "c"}],
}


@pytest.mark.parametrize(
    ("response", "score"),
    [
        ("0[.]0[,]1[.]1[,]2[.]0", 2),
        ("1[.]0[,]0[.]0", 1),
        ("0[.]1[,]0[.]0", 0),
        ("0[.][,]1[.]1", 1),
        ("9[.]0[,]0[.]9[,]x[.]y[,]-1[.]0", 0),
        ("", 0),
    ],
)
def test_an_indicator_sort_is_counted_card_by_card(response: str, score: int):
    outcome = outcome_compute(
        machine_name="IOM.IndicatorSort",
        params=CARDS,
        statement=ended("answered", raw=3, max=3),
        parts=[answered(response)],
    )
    assert (outcome.score, outcome.maximum) == (score, 3)
    assert (outcome.is_verified, outcome.is_corrected) == (True, True)
    assert outcome.answers[0].right_text == "a → Alerte · b → Bon signe"


def test_a_sort_inside_a_page_of_several_keeps_its_name():
    params = {
        "content": [{"library": "IOM.IndicatorSort 1.0", "params": CARDS, "subContentId": "q"}]
    }
    assert [(q.position, q.sub_content_id) for q in questions_of("H5P.Column", params)] == [
        ("1", "q")
    ]
