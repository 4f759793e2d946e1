"""Wagtail's own addresses, by prefix: who may reach them at all."""

from tests.architecture.rules import (
    ADMINISTRATOR,
    ANYBODY,
    AUTHORS,
    EDITORS,
    NOBODY,
    STAFF,
    Rule,
)

RULES = {
    "home": Rule(may=ANYBODY),
    "wagtail_serve": Rule(may=ANYBODY, args={"path": "=aide/"}),
    "wagtailcore_*": Rule(may=ANYBODY),
    "wagtaildocs_serve": Rule(may=NOBODY, args={"id": "=1", "name": "=a.pdf"}),
    "wagtaildocs_authenticate*": Rule(may=ANYBODY),
    "wagtailadmin_home": Rule(may=STAFF),
    # Icons, translated words, the way to the login: nothing of anybody.
    "wagtailadmin_login*": Rule(may=ANYBODY),
    "wagtailadmin_sprite": Rule(may=ANYBODY),
    "wagtailadmin_javascript_catalog": Rule(may=ANYBODY),
    "wagtailadmin_*": Rule(may=STAFF),
    "wagtailadmin_error_test": Rule(may=STAFF, fails="Exception: This is a test"),
    "wagtailadmin_choose_page_external_link": Rule(may=STAFF, fails="AttributeError"),
    "wagtailadmin_api:*": Rule(may=STAFF),
    # Pages hold nothing personal; what may be done with one, Wagtail asks page by page.
    "wagtailadmin_pages:*": Rule(may=STAFF),
    "wagtailadmin_pages:copy": Rule(may=EDITORS, fails="MultiValueDictKeyError"),
    "wagtailadmin_collections:*": Rule(may=ADMINISTRATOR),
    "wagtailadmin_workflows:*": Rule(may=NOBODY),
    "wagtailadmin_workflows:task_chooser*": Rule(may=STAFF),
    "wagtailadmin_workflows:task_chosen": Rule(may=STAFF),
    "wagtailadmin_reports:*": Rule(may=STAFF),
    "wagtailadmin_reports:site_history*": Rule(may=ADMINISTRATOR, names=ADMINISTRATOR),
    # No action on many people at once.
    "wagtail_bulk_action": Rule(may=NOBODY),
    "wagtail_localize:*": Rule(may=STAFF),
    "wagtail_localize:translations_report*": Rule(may=STAFF, fails="UnorderedObjectListWarning"),
    "wagtail_localize:snippets_api_*": Rule(may=NOBODY),
    "wagtailforms:*": Rule(may=STAFF),
    "wagtailredirects:*": Rule(may=NOBODY),
    "wagtailsettings:*": Rule(may=ADMINISTRATOR),
    "wagtailembeds:*": Rule(may=STAFF),
    "wagtailsnippets:index*": Rule(may=AUTHORS),
    "wagtaildocs:*": Rule(may=AUTHORS),
    "wagtaildocs_chooser:*": Rule(may=STAFF),
    "wagtailimages:*": Rule(may=AUTHORS),
    "wagtailimages_chooser:*": Rule(may=STAFF),
    "wagtaillocales:*": Rule(may=NOBODY),
    "wagtailsites:*": Rule(may=NOBODY),
    # Wagtail's own screens would change people and roles without a trace.
    "wagtailusers_users:*": Rule(may=NOBODY),
    "wagtailusers_groups:*": Rule(may=NOBODY),
    "route:admin/test404/": Rule(may=STAFF),
    "route:admin/^.*/$": Rule(may=NOBODY),
}
