"""From an address to a question, and back: what every report page shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from accounts.http import request_user
from accounts.models import User
from reports.facts.services import facts_catch_up
from reports.figures.reader import Reader, reader_of
from reports.figures.selection import Selection
from reports.files import query_of
from reports.models import FactState
from reports.outputs import KINDS, filters_said
from reports.screens.forms import ReportForm


@dataclass(frozen=True, kw_only=True)
class Question:
    """Who asks what; `state` says as of when the figures hold."""

    user: User
    reader: Reader
    form: ReportForm
    state: FactState
    query: str

    @property
    def selection(self) -> Selection:
        """The period and the filters of a valid form."""
        return self.form.selection()

    @property
    def said(self) -> list[tuple[str, str]]:
        """Period and filters in words; nothing for a form that is wrong."""
        return filters_said(self.selection) if self.form.is_valid() else []

    @property
    def kinds(self) -> tuple[str, ...]:
        """The files that a report is offered as."""
        return KINDS


def question_read(request: HttpRequest, form_class: type[ReportForm] = ReportForm) -> Question:
    """Return the question of an address. Raises PermissionRefusedError for most people."""
    user = request_user(request)
    reader = reader_of(user)
    return Question(
        user=user,
        reader=reader,
        form=form_class(request.GET, reader=reader),
        state=facts_catch_up(),
        query=query_of(request),
    )


def selection_query(selection: Selection, **more: str) -> str:
    """Return a selection as the query of an address."""
    values: list[tuple[str, Any]] = []
    if selection.year is not None:
        values.append(("year", selection.year))
    else:
        values += [("since", selection.since or ""), ("until", selection.until or "")]
    values += [*selection.keys.items(), *more.items()]
    return urlencode([(name, value) for name, value in values if value])


def rows_url(indicator: str, selection: Selection, keys: Mapping[str, str]) -> str:
    """Return where the rows behind a figure stand."""
    narrowed = selection
    for code, key in keys.items():
        narrowed = narrowed.with_key(code, key)
    return f"{reverse('report_rows')}?{selection_query(narrowed, indicator=indicator)}"
