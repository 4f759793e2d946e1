"""A report as a file, written in the history of the administration."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from accounts.http import request_user
from core.audit import audit_write
from core.sheets import Sheet, sheet_answer


def query_of(request: HttpRequest) -> str:
    """The filters as an address, without page and format."""
    kept = [(name, value) for name, value in request.GET.items() if value]
    return urlencode([pair for pair in kept if pair[0] not in {"page", "format", "table"}])


def report_file(
    request: HttpRequest, *sheets: Sheet, name: str, rows: int
) -> HttpResponse | StreamingHttpResponse:
    """Answer the tables as a file: all of them in a workbook; as CSV the one that `table` names."""
    user, kind = request_user(request), request.GET.get("format", "csv")
    audit_write(
        action="reports.export",
        instance=user,
        by=user,
        format=kind,
        rows=rows,
        query=f"{name} {query_of(request)}".strip(),
    )
    table = request.GET.get("table", "1")
    if kind == "csv" and table in {str(place) for place, _sheet in enumerate(sheets, start=1)}:
        sheets = (sheets[int(table) - 1],)
    return sheet_answer(*sheets, name=name, kind=kind)
