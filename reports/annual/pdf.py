"""The annual report as a PDF: the same two sides as the page, in one file."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core.dates import date_format_long
from core.typesetting import pdf_typeset
from reports.annual.forms import AnnualForm
from reports.annual.report import Side, Told
from reports.outputs import definition

TEMPLATE = Path(__file__).parent / "typst" / "annual.typ"


def annual_pdf(
    sides: dict[str, Side], *, form: AnnualForm, user: User, as_of: dt.datetime
) -> bytes:
    """Return the report. Says who made it, when, with which filters and definitions."""
    now = timezone.now()
    data = {language: _side(side, form, user, now, as_of) for language, side in sides.items()}
    return pdf_typeset(TEMPLATE, data, moment=now)


def _side(
    side: Side, form: AnnualForm, user: User, now: dt.datetime, as_of: dt.datetime
) -> dict[str, Any]:
    with override(side.language):
        year = form.cleaned_data["year"]
        return {
            "title": _("Annual report %(year)s: people trained") % {"year": year},
            "issuer": _("IOM Morocco"),
            "sentences": [
                [[part.text, part.is_figure] for part in sentence.parts]
                for sentence in side.sentences
            ],
            "tables": [_table(table) for table in side.tables],
            "warnings": list(side.warnings),
            "remarks": list(side.remarks),
            "filters": [f"{name} : {value}" for name, value in form.said()],
            "made": _("Made by %(name)s on %(date)s at %(time)s; figures as of %(moment)s.")
            % {
                "name": user.display_name,
                "date": date_format_long(now),
                "time": f"{timezone.localtime(now):%H:%M}",
                "moment": f"{date_format_long(as_of)}, {timezone.localtime(as_of):%H:%M}",
            },
            "definitions": _("What these figures count"),
            "general": _(
                "Institution, region, city and age are those of that day. Days are those of "
                "Morocco (Africa/Casablanca). What is not stated is a line of its own and is never "
                "distributed over the others."
            ),
            "indicators": [
                {
                    "name": str(one.name),
                    "lines": definition(one)[1:],
                    "what": str(one.definition),
                }
                for one in side.indicators
            ],
        }


def _table(table: Told) -> dict[str, Any]:
    return {
        "title": table.title,
        "heads": list(table.heads),
        "keys": list(table.keys),
        "lines": [[label, *(part.text for part in cells)] for label, cells in table.lines],
        "has_total": table.code != "sexes",
        "notes": [*table.notes],
    }
