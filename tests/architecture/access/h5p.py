"""Interactive activities: content, nobody's data; the app's own policy decides further."""

from tests.architecture.rules import EDITORS, Rule

RULES = {
    "h5p_*": Rule(may=EDITORS),
    "wagtailsnippets_h5p_activity:*": Rule(may=EDITORS),
    "wagtailsnippetchoosers_h5p_activity:*": Rule(may=EDITORS, fails="AttributeError"),
}
