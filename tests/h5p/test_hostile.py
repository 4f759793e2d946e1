"""Each hostile package is refused by its own rule, and leaves nothing behind."""

import pytest
from django.utils import translation

from h5p.models import Activity, ActivityVersion, Library
from h5p.rules import NOTES, RULES, rule_message
from tests.factories.h5p import import_make
from tests.h5p.hostile import CASES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_limits(settings):
    """Limits that a test can pass; ratios and names as in production."""
    settings.H5P_LIMITS = {**settings.H5P_LIMITS, "total": 25_000_000}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_package_is_refused_without_a_trace(name, stored):
    code, make = CASES[name]
    job = import_make(make(), install=True)
    assert (job.state, job.code) == ("refused", code), (job.entry, job.details)
    rows = [model.objects.count() for model in (Activity, ActivityVersion, Library)]
    assert rows == [0, 0, 0]
    assert stored() <= {"uploads"}
    for language in ("fr", "ar"):
        with translation.override(language):
            assert rule_message(job.code, job.details)


def test_the_corpus_is_large_and_breaks_every_rule_of_the_format():
    assert len(CASES) >= 40
    broken = {code for code, _make in CASES.values()}
    not_in_the_file = {
        "too_large_upload",
        "too_many_libraries",
        "library_not_permitted",
        "no_library",
        "activity_gone",
        "upload_gone",
        "hub_unreachable",
        "unexpected",
    }
    assert set(RULES) - broken == not_in_the_file
    assert not set(RULES) & set(NOTES)
