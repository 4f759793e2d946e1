"""Every table that points to a person says what a merge of two accounts does with it."""

from django.db.models import Model

from accounts.merge.rules import How, relations_to, rules_all
from accounts.models import User
from courses.models import Enrolment, ProgrammeEnrolment

TARGETS = (User, Enrolment, ProgrammeEnrolment)


def _labels(*targets: type[Model]) -> set[str]:
    return {relation.label for target in targets for relation in relations_to(target)}


def test_every_relation_to_a_person_has_a_rule():
    missing = sorted(_labels(*TARGETS) - set(rules_all()))
    assert missing == [], (
        "declare what a merge of two accounts does with these (move, union, stay, end, own or "
        "refuse: accounts/merge/rules.py), in courses/merging.py, certificates/merging.py, "
        f"h5p/apps.py or accounts/merge/declared.py: {missing}"
    )


def test_every_rule_is_about_a_relation():
    assert sorted(set(rules_all()) - _labels(*TARGETS)) == []


def test_rows_that_give_way_have_nothing_hanging_on_them_without_a_rule():
    # `union` deletes a row that the other account has too: what points to such a row must follow.
    for target in TARGETS:
        for relation in relations_to(target):
            if rules_all()[relation.label].how == How.UNION:
                hanging = {inner.label for inner in relations_to(relation.model)}
                assert hanging <= set(rules_all()), relation.label
