"""The tree as a file, in the order of the tree, with both names and the codes that lists use."""

from collections.abc import Iterable, Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from accounts.institutions.selectors import Node
from core.sheets import Sheet, sheet_answer


def institutions_sheet(
    nodes: Iterable[Node], *, kind: str, flat: bool
) -> HttpResponse | StreamingHttpResponse:
    """Return the institutions as CSV or XLSX; `flat` leaves out what is below those given."""
    listed = list(nodes) if flat else list(_walk(nodes))
    sheet = Sheet(
        title=_("Institutions"),
        columns=[
            _("Code"),
            _("Code of the one above"),
            _("Name in French"),
            _("Name in Arabic"),
            _("Type"),
            _("Aggregate"),
            _("Region"),
            _("City"),
            _("Offered at registration"),
            _("Members today"),
            _("Members today, with all below"),
            _("Enrolled"),
            _("Enrolled, with all below"),
        ],
        rows=[_values(node) for node in listed],
    )
    return sheet_answer(sheet, name="institutions", kind=kind)


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


def _values(node: Node) -> list[object]:
    row = node.row
    return [
        row.code,
        node.above[-1].code if node.above else "",
        row.name_fr,
        row.name_ar,
        str(row.get_kind_display()),
        node.aggregate,
        str(row.get_region_display()) if row.region else "",
        row.city,
        _("yes") if row.is_active else _("no"),
        node.own["members"],
        node.total["members"],
        node.own.get("enrolled", 0),
        node.total.get("enrolled", 0),
    ]
