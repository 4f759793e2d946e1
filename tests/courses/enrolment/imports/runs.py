"""The steps of an import, for the tests of imports."""

from typing import Any

from courses.enrolment.imports.apply import import_apply
from courses.enrolment.imports.check import import_check
from courses.enrolment.imports.services import (
    import_confirm,
    import_map,
    import_start,
)
from courses.models import ImportRun
from tests.factories.accounts import UserFactory


def start(content: bytes, **values: Any) -> ImportRun:
    values.setdefault("name", "liste.csv")
    if "by" not in values:
        values["by"] = UserFactory(given_name="Équipe")
    return import_start(content=content, **values)


def checked(content: bytes, **values: Any) -> ImportRun:
    run = start(content, **values)
    import_map(run=run, mapping=run.mapping)
    import_check(run.pk)
    run.refresh_from_db()
    return run


def imported(content: bytes, **values: Any) -> ImportRun:
    run = checked(content, **values)
    import_confirm(run=run, by=run.created_by)
    assert import_apply(run.pk) is False
    run.refresh_from_db()
    return run


def said(run: ImportRun) -> dict[int, tuple[str, list[str]]]:
    return {
        line.number: (line.outcome, [code for code, _value in line.notes])
        for line in run.lines.all()
    }


def small(*rows: str, headings: str = "Prénom;Nom;E-mail") -> bytes:
    return "\r\n".join([headings, *rows]).encode("utf-8-sig")
