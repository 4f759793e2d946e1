"""The whole report in one language: what page and PDF show alike."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.dates import date_format_long, number_format_spaced
from reports.annual.figures import BESIDE, LINES, AnnualFigures
from reports.annual.links import figure_url
from reports.annual.phrases import Writer
from reports.annual.tables import tables_label
from reports.annual.weaving import HIDDEN, Part, Sentence
from reports.api import DIMENSIONS, INDICATORS, NONE, Cell, Indicator, Table


@dataclass(frozen=True, kw_only=True)
class Told:
    """A table with links: `lines` are (label, cells); the last line is the total."""

    code: str
    title: str
    heads: Sequence[str]
    keys: Sequence[str]
    lines: Sequence[tuple[str, Sequence[Part]]]
    notes: Sequence[str]
    warnings: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Side:
    """The report in one language."""

    language: str
    sentences: Sequence[Sentence]
    tables: Sequence[Told]
    remarks: Sequence[str]
    warnings: Sequence[str]
    indicators: Sequence[Indicator]


def side_write(
    figures: AnnualFigures, *, language: str, as_of: dt.datetime, stated: int | None = None
) -> Side:
    """Return the report in a language. `stated`: a total that another document gives."""
    with override(language):
        tables = tables_label(figures)
        told = [_told(figures, tables.by[code], code=code) for code in LINES if code in tables.by]
        told.append(_beside(figures, tables.sexes))
        warnings = [text for table in told for text in table.warnings]
        return Side(
            language=language,
            sentences=Writer(figures, tables).sentences(),
            tables=told,
            remarks=_remarks(figures, as_of),
            warnings=[*_stated(figures.trained.total, stated), *warnings],
            indicators=[
                INDICATORS[code]
                for code in dict.fromkeys([figures.basis, *(one.value for one in BESIDE)])
            ],
        )


def _told(figures: AnnualFigures, table: Table, *, code: str) -> Told:
    indicator = figures.basis
    columns = [("", ""), *table.columns]

    def cells(key: str, total: Cell, parts: Sequence[Cell]) -> list[Part]:
        keys = {code: key} if key else {}
        row = [_part(figures, indicator, total, keys, participations=True)]
        for (column, _label), cell in zip(columns, [total, *parts], strict=True):
            asked = {**keys, "gender": column} if column else keys
            row.append(_part(figures, indicator, cell, asked))
        return row

    lines = [(line.label, cells(line.key, line.total, line.cells)) for line in table.lines]
    lines.append((_("Total"), cells("", table.total, table.column_totals)))
    return Told(
        code=code,
        title=str(table.rows.name),
        heads=[_("Participations"), _("Unique people"), *(label for _key, label in table.columns)],
        keys=[*(line.key for line in table.lines), ""],
        lines=lines,
        notes=table.notes,
        warnings=table.warnings,
    )


def _beside(figures: AnnualFigures, sexes: Mapping[str, Table]) -> Told:
    """Each indicator of the year by sex."""
    labels = {line.key: line.label for table in sexes.values() for line in table.lines}
    keys = [key for key in (*DIMENSIONS["gender"].order, NONE) if key in labels]
    lines = []
    for code, grid in figures.sexes.items():
        row = [
            _part(figures, code, grid.total, {}, participations=True),
            _part(figures, code, grid.total, {}) if grid.indicator.has_people else Part(text="–"),
            *(_part(figures, code, grid.at(key), {"gender": key}) for key in keys),
        ]
        lines.append((str(grid.indicator.name), row))
    return Told(
        code="sexes",
        title=_("All figures of the year, by sex"),
        heads=[_("Participations"), _("Unique people"), *(labels[key] for key in keys)],
        keys=list(figures.sexes),
        lines=lines,
        notes=(),
        warnings=[text for table in sexes.values() for text in table.warnings],
    )


def _part(
    figures: AnnualFigures,
    indicator: str,
    cell: Cell,
    keys: dict[str, str],
    *,
    participations: bool = False,
) -> Part:
    value = cell.shown_participations if participations else cell.shown
    text = HIDDEN if value is None else number_format_spaced(value)
    url = figure_url(figures, indicator, cell, keys)
    return Part(text=text, is_figure=True, value=value, url=url)


def _remarks(figures: AnnualFigures, as_of: dt.datetime) -> list[str]:
    year = figures.selection.year
    remarks = [
        _("Counted as trained: %(basis)s.") % {"basis": INDICATORS[figures.basis].name},
    ]
    if year == timezone.localdate().year:
        remarks.append(
            _("The year %(year)s is not over: these are the figures as of %(date)s.")
            % {"year": year, "date": date_format_long(as_of)}
        )
    if not figures.reader.sees_all:
        remarks.append(_("These figures count the people of the institutions that you manage."))
    if not figures.reader.sees_names:
        remarks.append(
            _(
                "“%(mark)s” stands for a group that is too small to be shown, or for one that "
                "would give it away."
            )
            % {"mark": HIDDEN}
        )
        if "sector" not in figures.by:
            remarks.append(
                _("Without access to names, the two aggregates are given for all programmes only.")
            )
    return remarks


def _stated(total: Cell, stated: int | None) -> list[str]:
    if stated is None or total.shown is None or stated == total.shown:
        return []
    return [
        _(
            "The total stated elsewhere (%(stated)s) differs from the total counted here "
            "(%(total)s): a difference of %(difference)s."
        )
        % {
            "stated": number_format_spaced(stated),
            "total": number_format_spaced(total.shown),
            "difference": number_format_spaced(abs(stated - total.shown)),
        }
    ]
