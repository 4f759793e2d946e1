"""The reports on screen: what each role sees, the same in every file, at a constant cost."""

import csv
import io
import json
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.enums import OrganisationKind, Role
from accounts.models import ManagerGrant
from reports.api import facts_rebuild
from reports.models import SavedView, Target
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.catalogue import CourseFactory, ProgrammeFactory
from tests.factories.enrolment import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db
OVERVIEW, BY, ROWS = "/admin/results/", "/admin/results/completion/", "/admin/results/rows/"
PATH, CERTIFICATES = "/admin/results/path/", "/admin/results/certificates/"
TARGETS, SAVE = "/admin/results/targets/", "/admin/results/views/"
SCREENS = (OVERVIEW, BY, PATH, CERTIFICATES)


def staff(client: Client, role: Role) -> Any:
    user = UserFactory(role=role, language="fr")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return user


@pytest.fixture
def people() -> dict[str, Any]:
    """Two institutions: nine people in the north, three of them in two courses; two south."""
    programme = ProgrammeFactory()
    first = CourseFactory(units=2, programme=programme)
    second = CourseFactory(units=1, programme=programme)
    cohort = CohortFactory(course=first, project="Projet A", donor="Bailleur A")
    north = OrganisationFactory(name_fr="Nord", region="01", kind=OrganisationKind.JUSTICE)
    office = OrganisationFactory(
        name_fr="Bureau", parent=north, region="01", kind=OrganisationKind.JUSTICE
    )
    south = OrganisationFactory(name_fr="Sud", region="09", kind=OrganisationKind.CIVIL_SOCIETY)
    for number in range(9):
        user = UserFactory(gender="F" if number < 6 else "M", family_name=f"Nordique {number}")
        place = office if number % 2 else north
        common = {"user": user, "organisation": place, "region": "01", "completed": number < 6}
        EnrolmentFactory(course=first, cohort=cohort, **common)
        if number < 3:
            EnrolmentFactory(course=second, **common)
    for number in range(2):
        user = UserFactory(gender="N", family_name=f"Sudiste {number}")
        EnrolmentFactory(
            course=first, user=user, organisation=south, region="09", completed=True, language="ar"
        )
    facts_rebuild()
    return {"north": north, "south": south, "programme": programme, "course": first}


def figures(client: Client, query: str) -> dict[str, tuple[int | None, int | None]]:
    """Label → people and participations shown, the total under its own name."""
    table = client.get(f"{BY}?{query}").context["table"]
    found = {
        line.label: (line.total.shown, line.total.shown_participations) for line in table.lines
    }
    return {**found, "Total": (table.total.shown, table.total.shown_participations)}


def test_people_and_participations_are_two_numbers(client: Client, people: dict[str, Any]):
    staff(client, Role.ADMINISTRATOR)
    assert figures(client, "indicator=enrolled&rows=region") == {
        "Tanger-Tétouan-Al Hoceïma": (9, 12),
        "Souss-Massa": (2, 2),
        "Total": (11, 14),
    }
    assert figures(client, "indicator=enrolled&rows=gender")["Non renseigné"] == (2, 2)


def test_lines_that_do_not_add_up_say_so(client: Client, people: dict[str, Any]):
    staff(client, Role.ADMINISTRATOR)
    table = client.get(f"{BY}?indicator=enrolled&rows=course").context["table"]
    assert table.total.people == 11
    (note,) = table.notes
    assert note == (
        "Les lignes ne s'additionnent pas, et c'est voulu : une personne présente dans plusieurs "
        "lignes compte une fois dans le total. La somme des lignes dépasse le total de 3."
    )


def test_an_institution_is_counted_with_all_below_it(client: Client, people: dict[str, Any]):
    staff(client, Role.ADMINISTRATOR)
    found = figures(client, "indicator=enrolled&rows=institution")
    assert found["Nord"] == (9, 12)
    north = people["north"].pk
    within = figures(client, f"indicator=enrolled&rows=institution&institution={north}")
    assert within == {"Nord": (5, 7), "Bureau": (4, 5), "Total": (9, 12)}


@pytest.mark.parametrize(
    "query",
    ["indicator=enrolled&rows=kind&columns=gender", "indicator=completed&rows=region&gender=F"],
)
def test_files_say_what_the_screen_says(client: Client, people: dict[str, Any], query: str):
    staff(client, Role.ADMINISTRATOR)
    table = client.get(f"{BY}?{query}").context["table"]
    screen = [
        [line.label, line.total.participations, line.total.people, *(c.people for c in line.cells)]
        for line in table.lines
    ]
    text = client.get(f"{BY}?{query}&format=csv").getvalue().decode()
    assert text.startswith("\ufeff")
    lines = list(csv.reader(io.StringIO(text[1:]), delimiter=";"))
    assert [[row[0], *map(int, row[1:])] for row in lines[1 : 1 + len(screen)]] == screen
    book = load_workbook(io.BytesIO(client.get(f"{BY}?{query}&format=xlsx").content))
    sheet = book.worksheets[0]
    assert [list(row) for row in list(sheet.values)[1 : 1 + len(screen)]] == screen
    assert sheet.freeze_panes == "A2"
    told = dict(row[:2] for row in book.worksheets[1].values)
    assert told["Date qui décide"]
    assert told["Établi par"] == str(client.get(BY).context["asked"].user)
    data = json.loads(client.get(f"{BY}?{query}&format=json").getvalue())
    assert data["rows"][: len(screen)] == screen
    assert {"name", "value"} == set(data["about"][0])
    assert ModelLogEntry.objects.filter(action="reports.export").count() == 3


def test_a_workbook_in_arabic_reads_from_the_right(client: Client, people: dict[str, Any]):
    user = staff(client, Role.ADMINISTRATOR)
    user.wagtail_userprofile.preferred_language = "ar"
    user.wagtail_userprofile.save()
    content = client.get(f"{BY}?format=xlsx").content
    assert load_workbook(io.BytesIO(content)).worksheets[0].sheet_view.rightToLeft is True


def test_each_figure_leads_to_as_many_rows(client: Client, people: dict[str, Any]):
    staff(client, Role.ADMINISTRATOR)
    context = client.get(f"{BY}?indicator=enrolled&rows=kind&columns=gender").context
    links = [one["total"] for one in context["lines"]]
    links += [cell for one in context["lines"] for cell in one["cells"] if cell["url"]]
    for link in links:
        behind = client.get(link["url"]).context
        assert behind["page_obj"].paginator.count == link["cell"].participations
        assert behind["total"] == link["cell"]


def test_a_manager_sees_the_own_subtree_only(client: Client, people: dict[str, Any]):
    manager = staff(client, Role.INSTITUTION_MANAGER)
    ManagerGrant.objects.create(user=manager, organisation=people["south"])
    assert figures(client, "indicator=enrolled&rows=region")["Total"] == (2, 2)
    page = client.get(f"{ROWS}?indicator=enrolled").content.decode()
    assert "Sudiste" in page
    assert "Nordique" not in page
    text = client.get(f"{ROWS}?indicator=enrolled&format=csv").getvalue().decode()
    assert "Nordique" not in text
    north = people["north"].pk
    assert client.get(f"{BY}?institution={north}").status_code == 400


def test_a_monitoring_officer_sees_no_name_and_no_small_group(
    client: Client, people: dict[str, Any]
):
    staff(client, Role.MONITORING)
    assert client.get(ROWS).status_code == 403
    assert client.get(f"{ROWS}?format=csv").status_code == 403
    found = figures(client, "indicator=enrolled&rows=region")
    # Two in the south: hidden; the north with it, or it could be computed.
    assert found == {
        "Tanger-Tétouan-Al Hoceïma": (None, None),
        "Souss-Massa": (None, None),
        "Total": (11, 14),
    }
    assert figures(client, "indicator=enrolled&rows=gender&region=09")["Total"] == (None, None)
    for address in (OVERVIEW, BY, PATH, CERTIFICATES):
        for end in ("", "?format=csv", "?format=json"):
            answer = client.get(f"{address}{end}")
            text = b"".join(answer) if answer.streaming else answer.content
            assert "Nordique" not in text.decode()


@pytest.mark.parametrize(
    "query",
    [
        "rows=region&columns=gender&kind=justice",
        "rows=institution",
        "rows=cohort",
        "rows=sector&columns=region",
        "project=Projet A",
    ],
)
def test_a_monitoring_officer_may_not_narrow_further(
    client: Client, people: dict[str, Any], query: str
):
    staff(client, Role.MONITORING)
    answer = client.get(f"{BY}?{query}")
    assert answer.status_code == 400 or "project" in query
    if "project" in query:
        # A filter that is not offered is not obeyed.
        assert answer.context["table"].selection.keys == {}


@pytest.mark.parametrize("address", SCREENS)
@pytest.mark.parametrize("role", [Role.LEARNER, Role.AUTHOR, Role.TRANSLATOR, Role.TRAINER])
def test_others_see_no_report(client: Client, address: str, role: Role):
    staff(client, role)
    assert client.get(address).status_code in {302, 403}


@pytest.mark.parametrize(
    "query", ["since=x", "region=99", "rows=x", "since=2026-02-01&until=2026-01-01", "month=x"]
)
def test_bad_filters_are_refused(client: Client, people: dict[str, Any], query: str):
    staff(client, Role.ADMINISTRATOR)
    assert client.get(f"{BY}?{query}").status_code == 400


def test_sorting_stands_in_the_address(client: Client, people: dict[str, Any]):
    staff(client, Role.ADMINISTRATOR)
    query = "indicator=enrolled&rows=region"

    def order(sort: str) -> list[str]:
        lines = client.get(f"{BY}?{query}&sort={sort}").context["lines"]
        return [one["line"].key for one in lines]

    assert order("people") == ["09", "01"]
    assert order("-people") == ["01", "09"]


def test_targets_are_set_by_administrators_and_shown(client: Client, people: dict[str, Any]):
    year = timezone.localdate().year
    staff(client, Role.ADMINISTRATOR)
    data = {"year": year, "programme": people["programme"].pk, "indicator": "completed"}
    client.post(TARGETS, {**data, "value": 16})
    context = client.get(OVERVIEW).context
    # Six in the north and two in the south completed.
    assert [one.percent for one in context["targets"]] == [50]
    assert client.post(TARGETS, {**data, "value": 3}).context["form"].errors
    client.post(TARGETS, {"delete": Target.objects.get().pk})
    assert not Target.objects.exists()
    assert ModelLogEntry.objects.filter(action="reports.target").count() == 2
    staff(client, Role.MONITORING)
    assert client.get(TARGETS).status_code == 403
    assert client.post(TARGETS, {**data, "value": 9}).status_code == 403
    assert not Target.objects.exists()


def test_views_are_saved_shared_and_deleted_by_their_owner(client: Client, people: dict[str, Any]):
    staff(client, Role.ADMINISTRATOR)
    data = {"report": "completion", "query": "rows=region", "name": "Par région"}
    client.post(SAVE, data)
    client.post(SAVE, {**data, "name": "Partagée", "shared": "1"})
    client.post(SAVE, {**data, "name": " "})
    mine = SavedView.objects.get(name="Par région")
    shown = [one["view"].name for one in client.get(OVERVIEW).context["saved"]]
    assert shown == ["Par région", "Partagée"]
    staff(client, Role.MONITORING)
    assert [one["view"].name for one in client.get(OVERVIEW).context["saved"]] == ["Partagée"]
    client.post(f"{SAVE}{mine.uuid}/delete/")
    assert SavedView.objects.count() == 2


def test_the_path_counts_steps_and_where_people_stop(client: Client, people: dict[str, Any]):
    staff(client, Role.ADMINISTRATOR)
    found = client.get(f"{PATH}?course={people['course'].pk}").context["funnel"]
    assert {step.code: step.count for step in found.steps} == {
        "enrolled": 11,
        "started": 0,
        "half": 0,
        "tried": 0,
        "passed": 0,
        "completed": 8,
        "certified": 0,
    }
    staff(client, Role.MONITORING)
    hidden = client.get(f"{PATH}?course={people['course'].pk}").context["funnel"]
    # Eleven less eight would be three.
    assert {step.code: step.count for step in hidden.steps}["completed"] is None


@pytest.mark.parametrize("size", [2, 30])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        (OVERVIEW, 21),
        (f"{BY}?indicator=enrolled&rows=region&columns=gender", 21),
        (f"{ROWS}?indicator=enrolled", 20),
        (PATH, 24),
        (CERTIFICATES, 17),
    ],
)
def test_reports_cost_the_same_whatever_their_size(
    client: Client, size: int, address: str, queries: int, django_assert_num_queries: Any
):
    staff(client, Role.ADMINISTRATOR)
    course = CourseFactory(units=1)
    for number in range(size):
        place = OrganisationFactory(region=f"{number % 12 + 1:02d}")
        EnrolmentFactory(course=course, organisation=place, region=place.region)
    facts_rebuild()
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
