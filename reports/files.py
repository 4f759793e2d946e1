"""A report as a file, written in the history of the administration."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from accounts.http import request_user
from accounts.models import User
from core.audit import audit_write
from core.sheets import Sheet, sheet_answer

FORMATS = frozenset({"csv", "xlsx"})


def query_of(request: HttpRequest) -> str:
    """The filters as an address, without page and format."""
    kept = [(name, value) for name, value in request.GET.items() if value]
    return urlencode([pair for pair in kept if pair[0] not in {"page", "format", "table"}])


def export_note(*, by: User, kind: str, rows: int, name: str, query: str) -> None:
    """Write down that somebody took a report away, with its filters."""
    audit_write(
        action="reports.export",
        instance=by,
        by=by,
        format=kind,
        rows=rows,
        query=f"{name} {query}".strip(),
    )


def report_file(
    request: HttpRequest, *sheets: Sheet, name: str, rows: int
) -> HttpResponse | StreamingHttpResponse:
    """Answer the tables as a file: all of them in a workbook; as CSV the one that `table` names."""
    kind = request.GET.get("format", "csv")
    export_note(by=request_user(request), kind=kind, rows=rows, name=name, query=query_of(request))
    table = request.GET.get("table", "1")
    if kind == "csv" and table in {str(place) for place, _sheet in enumerate(sheets, start=1)}:
        sheets = (sheets[int(table) - 1],)
    return sheet_answer(*sheets, name=name, kind=kind)
