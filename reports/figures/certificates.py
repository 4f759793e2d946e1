"""Certificates issued in a period, by template and by what became of them."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, Count, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate
from reports.figures.grid import ALL, Cell, Grid, Keys
from reports.figures.guard import grid_guard, lines_hidden
from reports.figures.reader import Reader
from reports.indicators import INDICATORS

STATES: dict[str, Any] = {
    "valid": _("In force"),
    "expired": _("Expired"),
    "revoked": _("Revoked"),
    "replaced": _("Replaced"),
}


def certificates_count(reader: Reader, *, since: dt.date, until: dt.date) -> Grid:
    """Return certificates issued on these days (Morocco's): templates as lines, states as columns.

    A certificate is one document: corrections and renewals are documents of their own here. One
    query. Small groups are hidden from those who see no names.
    """
    start = timezone.make_aware(dt.datetime.combine(since, dt.time.min))
    end = timezone.make_aware(dt.datetime.combine(until, dt.time.min)) + dt.timedelta(days=1)
    state = Case(
        When(Q(status="valid", expires_at__lte=timezone.now()), then=Value("expired")),
        default="status",
        output_field=CharField(),
    )
    scope = (
        Q()
        if reader.institutions is None
        else Q(enrolment__organisation__in=reader.institutions.values("pk"))
    )
    rows: Any = Certificate.objects.filter(scope, issued_at__gte=start, issued_at__lt=end)
    cells: dict[Keys, Cell] = {}
    lines = rows.order_by().annotate(now=state).values("template__name", "now")
    for line in lines.annotate(count=Count("pk")):
        for row in (line["template__name"], ALL):
            for column in (line["now"], ALL):
                known = cells.get((row, column), Cell(people=None)).participations
                cells[row, column] = Cell(participations=known + line["count"], people=None)
    grid = Grid(indicator=INDICATORS["reached"], cells=cells)
    if reader.sees_names:
        return grid
    threshold = settings.LMS_SMALL_GROUP
    return grid_guard(
        grid,
        threshold,
        rows=lines_hidden(grid.without_columns(), threshold, {}, frozenset()),
        columns=lines_hidden(grid.turned().without_columns(), threshold, {}, frozenset()),
    )
