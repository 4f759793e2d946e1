"""The steps of an import in order, each once, whatever is repeated, killed or doubled."""

from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import User
from courses.enrolment.imports import apply, services
from courses.enrolment.imports.apply import batch_apply, import_apply
from courses.enrolment.imports.check import import_check
from courses.enrolment.imports.exceptions import (
    ImportStateError,
)
from courses.enrolment.imports.services import (
    import_cancel,
    import_confirm,
    import_map,
    imports_sweep,
)
from courses.models import Enrolment, ImportFile, ImportLine, ImportRun, Invitation
from tests.concurrency import run_at_once
from tests.courses.enrolment.imports.runs import checked, imported, said, small, start
from tests.factories.enrolment import CohortFactory
from tests.lists import csv_bytes, rows_make

pytestmark = pytest.mark.django_db


def test_steps_are_taken_in_order_and_once():
    run = start(small("Amina;Essai;a@example.org"))
    with pytest.raises(ImportStateError):
        import_confirm(run=run, by=run.created_by)
    assert batch_apply(run.pk) is False
    import_map(run=run, mapping=run.mapping)
    import_check(run.pk)
    import_confirm(run=run, by=run.created_by)
    with pytest.raises(ImportStateError):
        import_confirm(run=run, by=run.created_by)
    with pytest.raises(ImportStateError):
        import_cancel(run=run)


def test_a_cancelled_import_keeps_nothing_but_its_name():
    run = checked(small("Amina;Essai;a@example.org"))
    import_cancel(run=run)
    assert (ImportFile.objects.count(), ImportLine.objects.count()) == (0, 0)
    assert batch_apply(run.pk) is False
    assert User.objects.filter(given_name="Amina", family_name="Essai").count() == 0


def test_a_list_without_people_fails_and_says_so():
    run = checked(small())
    assert (run.status, run.problem) == ("failed", "no_people")


def test_a_job_that_stops_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(apply, "BATCH", 2)
    run = checked(csv_bytes(list(rows_make(5))))
    import_confirm(run=run, by=run.created_by)
    assert batch_apply(run.pk) is True
    assert User.objects.filter(email__startswith="personne").count() == 2
    ImportRun.objects.update(touched_at=timezone.now() - services.SILENCE * 2)
    assert imports_sweep() == 1
    import_apply(run.pk)
    run.refresh_from_db()
    assert (run.status, run.done) == ("done", 5)
    assert User.objects.filter(email__startswith="personne").count() == 5


@pytest.mark.django_db(transaction=True)
def test_two_workers_import_each_line_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(apply, "BATCH", 3)
    cohort = CohortFactory()
    run = checked(csv_bytes(list(rows_make(20))), cohort=cohort)
    import_confirm(run=run, by=run.created_by)
    run_at_once([lambda: import_apply(run.pk) for _number in range(3)])
    run.refresh_from_db()
    assert (run.status, run.counts) == ("done", {"create": 20})
    assert Enrolment.objects.filter(cohort=cohort).count() == 20


@pytest.mark.django_db(transaction=True)
def test_confirmed_twice_at_once_it_is_confirmed_once():
    cohort = CohortFactory()
    run = checked(csv_bytes(list(rows_make(6))), cohort=cohort)
    results = run_at_once([lambda: import_confirm(run=run, by=run.created_by)] * 4)
    assert sorted(type(result).__name__ for result in results) == [
        "ImportStateError",
        "ImportStateError",
        "ImportStateError",
        "NoneType",
    ]
    assert ModelLogEntry.objects.filter(action="courses.import").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_list_sent_twice_at_once_makes_each_person_once():
    cohort = CohortFactory()
    content = csv_bytes(list(rows_make(12)))
    runs = [checked(content, cohort=cohort) for _number in range(2)]
    for run in runs:
        import_confirm(run=run, by=run.created_by)
    run_at_once([lambda run=run: import_apply(run.pk) for run in runs])
    assert User.objects.filter(email__startswith="personne").count() == 12
    assert Enrolment.objects.filter(cohort=cohort).count() == 12
    for run in runs:
        run.refresh_from_db()
    assert [run.status for run in runs] == ["done", "done"]
    assert all(sum(run.counts.values()) == 12 for run in runs)


def test_a_worker_killed_in_the_middle_of_a_batch_leaves_nothing_half(
    monkeypatch: pytest.MonkeyPatch,
):
    class Killed(BaseException):
        """What ends a process: nothing catches it."""

    def die(**_values: Any) -> None:
        raise Killed

    run = checked(csv_bytes(list(rows_make(4))), cohort=CohortFactory())
    import_confirm(run=run, by=run.created_by)
    with monkeypatch.context() as patch:
        patch.setattr(apply, "invitations_create", die)
        with pytest.raises(Killed):
            import_apply(run.pk)
    assert User.objects.filter(email__startswith="personne").count() == 0
    assert (Enrolment.objects.count(), Invitation.objects.count()) == (0, 0)
    assert import_apply(run.pk) is False
    assert (Enrolment.objects.count(), Invitation.objects.count()) == (4, 4)


def test_a_line_overtaken_by_the_world_is_refused_alone():
    run = checked(csv_bytes(list(rows_make(9))))
    # Its value no longer fits the account: a rule that changed after the dry run.
    line = run.lines.order_by("number")[4]
    line.data["phone"] = "x" * 60
    line.save()
    import_confirm(run=run, by=run.created_by)
    import_apply(run.pk)
    run.refresh_from_db()
    assert run.counts == {"create": 8, "refuse": 1}
    assert said(run)[line.number] == ("refuse", ["changed_meanwhile", "unknown_institution"])


def test_old_files_and_lines_are_dropped():
    waiting = start(small("Amina;Essai;a@example.org"))
    finished = imported(small("Hamza;Essai;h@example.org"))
    ImportRun.objects.filter(pk=waiting.pk).update(touched_at=timezone.now() - services.FILE_KEPT)
    ImportRun.objects.filter(pk=finished.pk).update(
        finished_at=timezone.now() - services.LINES_KEPT * 2
    )
    imports_sweep()
    waiting.refresh_from_db()
    assert (waiting.status, ImportFile.objects.count(), ImportLine.objects.count()) == (
        "cancelled",
        0,
        0,
    )
