"""Any bytes, any cells: imported whole or refused, never half and never an error."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from courses.enrolment.imports.apply import import_apply
from courses.enrolment.imports.check import import_check
from courses.enrolment.imports.exceptions import (
    FileRefusedError,
    MappingRefusedError,
)
from courses.enrolment.imports.services import (
    import_confirm,
    import_map,
)
from tests.courses.enrolment.imports.runs import start
from tests.factories.accounts import UserFactory
from tests.lists import csv_bytes

pytestmark = pytest.mark.django_db


@given(st.binary(max_size=1500))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_are_imported_whole_or_refused(db: None, content: bytes):
    _import_or_refuse(content)


CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["a@example.org", "31/12/1985", "=1+1", "F", "محمد", "Essai", "", "012"]),
)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_cells_are_imported_whole_or_refused(db: None, rows: list[list[str]]):
    content = csv_bytes(rows, headings=["Prénom", "Nom", "E-mail"], encoding="utf-8")
    _import_or_refuse(content)


def _import_or_refuse(content: bytes) -> None:
    before = User.objects.count()
    staff = UserFactory()
    try:
        run = start(content, by=staff)
        import_map(run=run, mapping=run.mapping)
    except (FileRefusedError, MappingRefusedError):
        assert User.objects.count() == before + 1
        return
    import_check(run.pk)
    run.refresh_from_db()
    if run.status == "failed":
        assert run.lines.count() == 0
        return
    import_confirm(run=run, by=staff)
    import_apply(run.pk)
    run.refresh_from_db()
    made = run.lines.filter(outcome="create")
    assert run.status == "done"
    assert User.objects.count() == before + 1 + made.count()
    assert made.filter(user=None).count() == 0
