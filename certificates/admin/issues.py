"""How many were issued, and why: the table that an auditor takes along."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from accounts.http import request_user
from certificates.admin.access import VIEW, needs
from certificates.forms import CertificateFilterForm
from certificates.models import Certificate
from certificates.selectors import certificates_filter, certificates_visible
from core.audit import audit_write
from core.sheets import Sheet, sheet_answer

COLUMNS = (
    gettext_noop("Serial number"),
    gettext_noop("Name in Latin script"),
    gettext_noop("Name in Arabic script"),
    gettext_noop("Subject"),
    gettext_noop("Kind"),
    gettext_noop("Issued on"),
    gettext_noop("How it was issued"),
    gettext_noop("Issued by"),
    gettext_noop("Reason of the issue"),
    gettext_noop("Status"),
    gettext_noop("Valid until"),
    gettext_noop("Revoked on"),
    gettext_noop("Reason of the revocation"),
    gettext_noop("Replaced by"),
)
TOTALS = (
    gettext_noop("Subject"),
    gettext_noop("Kind"),
    gettext_noop("How it was issued"),
    gettext_noop("Status"),
    gettext_noop("Certificates"),
)


@needs(VIEW)
@require_safe
def certificate_issues(request: HttpRequest) -> HttpResponseBase:
    """What the list shows as a table: a row each with its reason, and the totals. Audited."""
    user = request_user(request)
    form = CertificateFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = certificates_filter(certificates_visible(user), wanted).select_related(
        "replaced_by", "issued_by"
    )
    kind = "csv" if request.GET.get("format") == "csv" else "xlsx"
    first = rows.first()
    if first is not None:
        audit_write(
            action="certificates.export",
            instance=first,
            by=user,
            title=kind,
            format=kind,
            rows=rows.count(),
            filters=request.GET.urlencode(),
        )
    # The rows are read once: the totals are those of the very rows beside them.
    found = list(rows)
    sheets = [_listed(found), _totals(found)]
    response = sheet_answer(*sheets, name="attestations-delivrees", kind=kind)
    response["Cache-Control"] = "private, no-store"
    return response


def _state(row: Certificate) -> str:
    return gettext("Expired") if row.state == "expired" else row.get_status_display()


def _listed(rows: list[Certificate]) -> Sheet:
    return Sheet(
        title=gettext("Certificates"),
        columns=[gettext(column) for column in COLUMNS],
        rows=(_cells(row) for row in rows),
    )


def _cells(row: Certificate) -> list[Any]:
    return [
        row.serial,
        row.data["name_latin"],
        row.data["name_arabic"],
        row.subject.title,
        row.get_kind_display(),
        row.issued_at,
        row.get_origin_display(),
        row.issued_by.display_name if row.issued_by else "",
        row.issue_reason,
        _state(row),
        row.expires_at,
        row.revoked_at,
        row.revocation_reason,
        row.replaced_by.serial if row.replaced_by else "",
    ]


def _totals(rows: list[Certificate]) -> Sheet:
    counted = Counter(
        (str(row.subject.title), row.get_kind_display(), row.get_origin_display(), _state(row))
        for row in rows
    )
    return Sheet(
        title=gettext("Totals"),
        columns=[gettext(column) for column in TOTALS],
        rows=_lines(counted),
    )


def _lines(counted: Counter[tuple[str, str, str, str]]) -> Iterator[list[Any]]:
    for key, count in sorted(counted.items()):
        yield [*key, count]
    yield [gettext("Total"), "", "", "", counted.total()]
