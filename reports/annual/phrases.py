"""The sentences of an annual report in the active language: text around figures, no counting."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext, pgettext_lazy

from accounts.enums import Aggregate, Gender, OrganisationKind
from reports.annual.figures import AnnualFigures
from reports.annual.links import figure_url
from reports.annual.tables import AnnualTables
from reports.annual.weaving import Loom, Sentence, plural_of
from reports.api import DIMENSIONS, NONE, Cell, IndicatorCode, Table, names_of

# After « 12 people »: where they come from.
_FROM: dict[str, Any] = {
    OrganisationKind.LAW_ENFORCEMENT: pgettext_lazy("12 people …", "from law enforcement"),
    OrganisationKind.OTHER_INSTITUTIONAL: pgettext_lazy("12 people …", "from other institutions"),
    OrganisationKind.EMPLOYMENT_SERVICE: pgettext_lazy(
        "12 people …", "from the public employment service (ANAPEC)"
    ),
    OrganisationKind.LOCAL_AUTHORITY: pgettext_lazy(
        "12 people …", "from local and regional authorities"
    ),
    OrganisationKind.CIVIL_SOCIETY: pgettext_lazy("12 people …", "from civil society"),
    OrganisationKind.HIGHER_EDUCATION: pgettext_lazy(
        "12 people …", "from higher education, the ISIC included"
    ),
    OrganisationKind.MEDIA: pgettext_lazy("12 people …", "from the media"),
    OrganisationKind.OTHER: pgettext_lazy("12 people …", "from other organisations"),
    Aggregate.INSTITUTIONAL: pgettext_lazy("12 people …", "from public institutions"),
    Aggregate.OUTSIDE: pgettext_lazy("12 people …", "from other organisations"),
    NONE: pgettext_lazy("12 people …", "whose institution is not stated"),
}


class Writer:
    """Writes the sentences of one report."""

    def __init__(self, figures: AnnualFigures, tables: AnnualTables) -> None:
        self.figures = figures
        self.tables = tables
        self.loom = Loom()

    def sentences(self) -> list[Sentence]:
        """Return all sentences, in the order of the report."""
        trained = self.tables.sexes[self.figures.basis]
        texts = [self._headline(trained)]
        if trained.total.shown != 0:
            texts += [self._participations(trained), self._sexes(trained)]
            texts += [self._sectors(), self._listed("region", _("By region: %(list)s."))]
            texts += [self._listed("programme", _("By programme: %(list)s."))]
        texts += [self._beside(), self._reached()]
        return [self.loom.sentence(text) for text in texts if text]

    def _figure(self, cell: Cell, indicator: str, **keys: str) -> str:
        url = figure_url(self.figures, indicator, cell, keys)
        return self.loom.figure(cell.shown, url)

    def _headline(self, trained: Table) -> str:
        basis = self.figures.basis
        figure = self._figure(trained.total, basis)
        values = {"year": self.figures.selection.year, "topic": self._topic()}
        if trained.total.shown == 0:
            text = _(
                "In %(year)s, nobody (%(figure)s) had their capacities strengthened %(topic)s."
            )
            return text % {**values, "figure": figure}
        count = plural_of(trained.total.shown)
        people = ngettext("%(figure)s person", "%(figure)s people", count) % {"figure": figure}
        text = ngettext(
            "In %(year)s, %(people)s, %(women)s, had their capacities strengthened "
            "%(topic)s: %(kinds)s.",
            "In %(year)s, %(people)s, %(women)s, had their capacities strengthened "
            "%(topic)s: %(kinds)s.",
            count,
        )
        women = self._women(trained, basis)
        return text % {**values, "people": people, "women": women, "kinds": self._kinds()}

    def _topic(self) -> str:
        keys = self.figures.selection.keys
        topic = _("across all programmes")
        if "programme" in keys:
            dimension = DIMENSIONS["programme"]
            title = names_of(dimension, [keys["programme"]])[keys["programme"]]
            topic = _("in the programme “%(title)s”") % {"title": title}
        more = [
            _("%(label)s “%(value)s”") % {"label": DIMENSIONS[code].name, "value": keys[code]}
            for code in ("project", "donor")
            if code in keys
        ]
        return f"{topic} ({_joined(more)})" if more else topic

    def _women(self, table: Table, indicator: str) -> str:
        cell = next(line.total for line in table.lines if line.key == Gender.FEMALE)
        return ngettext(
            "including %(figure)s woman", "including %(figure)s women", plural_of(cell.shown)
        ) % {"figure": self._figure(cell, indicator, gender=Gender.FEMALE.value)}

    def _kinds(self) -> str:
        lines = self.tables.by["kind"].lines
        return _joined(self._kind(line.key, line.total, kind=line.key) for line in lines)

    def _kind(self, key: str, cell: Cell, **keys: str) -> str:
        values = {"figure": self._figure(cell, self.figures.basis, **keys)}
        count = plural_of(cell.shown)
        if key == OrganisationKind.JUSTICE:
            return (
                ngettext(
                    "%(figure)s social worker (Ministry of Justice)",
                    "%(figure)s social workers (Ministry of Justice)",
                    count,
                )
                % values
            )
        if key == OrganisationKind.PUBLIC_ADMIN_STUDENTS:
            return (
                ngettext(
                    "%(figure)s student of public administration",
                    "%(figure)s students of public administration",
                    count,
                )
                % values
            )
        return f"{_people(count) % values} {_FROM[key]}"

    def _participations(self, trained: Table) -> str:
        value = trained.total.shown_participations
        url = figure_url(self.figures, self.figures.basis, trained.total, {})
        return ngettext(
            "That is %(figure)s participation: each course or programme of each person counts.",
            "That is %(figure)s participations: each course or programme of each person counts.",
            plural_of(value),
        ) % {"figure": self.loom.figure(value, url)}

    def _sexes(self, trained: Table) -> str:
        return _("By sex: %(list)s.") % {"list": _joined(self._sex(trained))}

    def _sex(self, trained: Table) -> Iterable[str]:
        for line in trained.lines:
            figure = self._figure(line.total, self.figures.basis, gender=line.key)
            yield _sex_noun(line.key, plural_of(line.total.shown)) % {"figure": figure}

    def _sectors(self) -> str:
        table = self.tables.by.get("sector")
        if table is None:
            return ""
        pieces = [self._kind(line.key, line.total, sector=line.key) for line in table.lines]
        return _("In the two aggregates, and outside them: %(list)s.") % {"list": _joined(pieces)}

    def _listed(self, code: str, text: str) -> str:
        """Lines as « name (figure) »."""
        table = self.tables.by.get(code)
        if table is None:
            return ""
        pieces = [
            f"{line.label} ({self._figure(line.total, self.figures.basis, **{code: line.key})})"
            for line in table.lines
        ]
        return text % {"list": _joined(pieces)}

    def _beside(self) -> str:
        codes = (IndicatorCode.ENROLLED, IndicatorCode.COMPLETED, IndicatorCode.CERTIFIED)
        pieces = [
            f"{code.label} ({self._figure(self.tables.sexes[code.value].total, code.value)})"
            for code in codes
        ]
        return _("The same year, in unique people: %(list)s.") % {"list": _joined(pieces)}

    def _reached(self) -> str:
        code = IndicatorCode.REACHED.value
        table = self.tables.sexes[code]
        text = ngettext(
            "The workshops of facilitators reached %(figure)s participant, %(women)s. Participants "
            "have no account and are not counted as trained.",
            "The workshops of facilitators reached %(figure)s participants, %(women)s. "
            "Participants have no account and are not counted as trained.",
            plural_of(table.total.shown),
        )
        figure = self._figure(table.total, code)
        return text % {"figure": figure, "women": self._women(table, code)}


def _people(count: int) -> str:
    return npgettext("item of a list", "%(figure)s person", "%(figure)s people", count)


def _sex_noun(key: str, count: int) -> str:
    if key == Gender.FEMALE:
        return npgettext("item of a list", "%(figure)s woman", "%(figure)s women", count)
    if key == Gender.MALE:
        return npgettext("item of a list", "%(figure)s man", "%(figure)s men", count)
    if key == NONE:
        return npgettext(
            "item of a list",
            "%(figure)s person whose sex is not stated",
            "%(figure)s people whose sex is not stated",
            count,
        )
    return npgettext(
        "item of a list",
        "%(figure)s person who prefers not to say",
        "%(figure)s people who prefer not to say",
        count,
    )


def _joined(pieces: Iterable[str]) -> str:
    return _(", ").join(pieces)
