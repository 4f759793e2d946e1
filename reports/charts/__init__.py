"""Charts drawn on the server as accessible SVG; the table beside each says the same."""

import itertools
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import pygal
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.dates import number_format_spaced

# The library hooks a finder for its plug-ins into the imports, of a form that Python 3.12 dropped
# and 3.11 warns of at each import. We use none.
sys.meta_path[:] = [one for one in sys.meta_path if type(one).__name__ != "PluginImportFixer"]

_OWN = re.compile(
    r"<style.*?</style>|<script.*?</script>|<!--.*?-->|<title>.*?</title>|\sstyle=\"[^\"]*\"", re.S
)
_HEAD = re.compile(r"<svg [^>]*?id=\"[^\"]*\"[^>]*?viewBox=\"([^\"]*)\"[^>]*>\s*(<defs>)?")
# Told apart by their strokes as well as by colour; the style sheet fills with them.
_PATTERNS = (
    '<pattern id="{0}-p1" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<rect width="8" height="8" class="p1"/><path d="M0 8L8 0" class="stroke"/></pattern>'
    '<pattern id="{0}-p2" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" class="p2"/><circle cx="3" cy="3" r="1.2" class="dot"/></pattern>'
)
_COUNTER = itertools.count(1)
LABEL_MAX = 34
BAR, AXIS, WIDTH = 30, 60, 760


@dataclass(frozen=True, kw_only=True)
class Series:
    """One row of values, None where there is nothing to show."""

    name: str
    values: Sequence[int | None]


def chart_bars(*, title: str, text: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """Return lying bars, the first label on top, each with its value."""
    chart = pygal.HorizontalBar(
        **_common(height=AXIS + BAR * max(len(labels), 1) * max(len(series), 1)),
        print_values=True,
        print_zeroes=False,
    )
    chart.x_labels = [_short(label) for label in reversed(labels)]
    for one in series:
        chart.add(one.name, list(reversed(one.values)))
    return _svg(chart, title, text)


def chart_columns(*, title: str, text: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """Return standing columns in the order of the labels: months, for instance."""
    chart = pygal.Bar(**_common(height=280))
    chart.x_labels = list(labels)
    for one in series:
        chart.add(one.name, list(one.values))
    return _svg(chart, title, text)


def _common(*, height: int) -> dict[str, object]:
    return {
        "js": (),
        "css": (),
        "width": WIDTH,
        "height": height,
        "show_legend": False,
        "margin": 8,
        "show_y_guides": True,
        "disable_xml_declaration": True,
        "value_formatter": lambda value: number_format_spaced(value) if value == int(value) else "",
        "min_scale": 2,
        "max_scale": 6,
        "range": None,
        "include_x_axis": True,
    }


def _short(label: str) -> str:
    return label if len(label) <= LABEL_MAX else f"{label[: LABEL_MAX - 1]}…"


def _svg(chart: pygal.Graph, title: str, text: str) -> SafeString:
    """The library's drawing without its own styles and scripts, with a title and a description."""
    drawn = _OWN.sub("", chart.render(is_unicode=True))
    name = f"chart-{next(_COUNTER)}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart__svg" viewBox="\\1" role="img" '
        f'aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(text)}</desc>'
        f"<defs>{_PATTERNS.format(name)}"
    )
    # Escaped by the library and above; nothing else comes in.
    return mark_safe(_HEAD.sub(head, drawn, count=1))  # noqa: S308
