"""The annual report: PDF, page and rows say the same; agreement in both languages; sight."""

import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given, settings
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import ManagerGrant, Organisation
from courses.models import Programme
from reports.annual.figures import annual_figures
from reports.annual.forms import AnnualForm
from reports.annual.pdf import annual_pdf
from reports.annual.report import Side, side_write
from reports.api import (
    Reader,
    Selection,
    facts_rebuild,
    of_year,
    platform_reader,
    reader_of,
    rows_of,
)
from reports.models import Fact
from tests.factories.accounts import UserFactory
from tests.reports.figures.test_properties import EXAMPLES
from tests.reports.population import PEOPLE, WORKSHOPS, Being, Taken, World

pytestmark = pytest.mark.django_db
PATH = "/admin/results/annual/"
ROWS = "/admin/results/rows/"
YEAR: Any = 2025


@pytest.fixture
def world(db: None) -> World:
    return World()


def being(gender: str, institution: int, *courses: int) -> Being:
    """Somebody certified in these courses in 2025."""
    taken = tuple(
        Taken(
            course=course,
            cohort=0,
            enrolled=timezone.datetime(YEAR, 2, 3, 10),
            language="fr",
            stage="done",
            certificate="valid",
        )
        for course in courses
    )
    return Being(
        gender=gender,
        birth_year=1980,
        institution=institution,
        moved_to=institution,
        merged=False,
        taken=taken,
    )


def fill(world: World, people: list[Being], workshops: list[Any] | None = None) -> None:
    # Somebody without a course: the facilitator of all workshops.
    world.populate([being("N", 0), *people], workshops or [])
    facts_rebuild()


def side(language: str, reader: Reader | None = None, stated: int | None = None) -> Side:
    figures = annual_figures(reader or platform_reader(), selection=of_year(YEAR), basis="trained")
    return side_write(figures, language=language, as_of=timezone.now(), stated=stated)


def staff(client: Client, role: Role, language: str = "fr") -> Any:
    user = UserFactory(role=role, language=language)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)
    return user


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def squeezed(text: str) -> str:
    """Without spaces and dashes: lines of a PDF are broken at them."""
    return re.sub(r"[\s\u00a0\u202f\u2010-\u2013\u2212\ufffe-]+", "", text)


def behind(reader: Reader, url: str) -> list[Fact]:
    asked = {key: value[0] for key, value in parse_qs(urlsplit(url).query).items()}
    code, year = asked.pop("indicator"), int(asked.pop("year"))
    return list(rows_of(reader, indicator=code, selection=of_year(year, **asked)))


@given(people=PEOPLE, workshops=WORKSHOPS)
@settings(EXAMPLES, max_examples=5)
def test_every_figure_equals_its_rows_in_both_languages(
    world: World, people: list[Being], workshops: list[Any]
):
    fill(world, people, workshops)
    french, arabic = side("fr"), side("ar")
    for one, other in zip(french.sentences, arabic.sentences, strict=True):
        assert sorted(map(str, one.figures)) == sorted(map(str, other.figures))
    for table in french.tables:
        for label, cells in table.lines:
            for head, part in zip(table.heads, cells, strict=True):
                if not part.url:
                    assert part.value in (0, None), (table.code, label, head)
                    continue
                rows = behind(platform_reader(), part.url)
                people_count = {fact.person_id for fact in rows}
                if head == "Participations" or people_count == {None}:
                    assert part.value == sum(fact.number for fact in rows)
                else:
                    assert part.value == len(people_count)
    assert french.warnings == arabic.warnings == []


def test_the_sentence_agrees_in_number(world: World):
    fill(world, [being("F", 0, 0)])
    assert str(side("fr").sentences[0]) == (
        "En 2025, 1 personne, dont 1 femme, a vu ses capacités renforcées dans l'ensemble des "
        "programmes : 1 assistant.e social.e (ministère de la Justice)."
    )
    assert str(side("ar").sentences[0]) == (
        "في سنة 2025، تعزّزت قدرات شخص واحد (1)، من بينهم امرأة واحدة (1)، في مجموع البرامج: "
        "مساعد(ة) اجتماعي(ة) واحد(ة) (1) (وزارة العدل)."
    )
    fill(world, [being("F", 0, 0), being("M", 2, 0, 1), being("N", 2, 1)])
    assert str(side("fr").sentences[0]) == (
        "En 2025, 3 personnes, dont 1 femme, ont vu leurs capacités renforcées dans l'ensemble "
        "des programmes : 1 assistant.e social.e (ministère de la Justice), 2 personnes de la "
        "société civile."
    )
    assert str(side("ar").sentences[0]) == (
        "في سنة 2025، تعزّزت قدرات 3 أشخاص، من بينهم امرأة واحدة (1)، في مجموع البرامج: "
        "مساعد(ة) اجتماعي(ة) واحد(ة) (1) (وزارة العدل)، شخصان (2) من المجتمع المدني."
    )
    assert str(side("fr").sentences[2]) == (
        "Par sexe : 1 femme, 1 homme, 1 personne dont le sexe n'est pas renseigné."
    )
    fill(world, [])
    assert str(side("fr").sentences[0]) == (
        "En 2025, aucune personne (0) n'a vu ses capacités renforcées dans l'ensemble des "
        "programmes."
    )


@pytest.mark.parametrize(
    ("count", "text"),
    [(2, "شخصين (2)"), (3, "3 أشخاص"), (11, "11 شخصا"), (100, "100 شخص")],
)
def test_arabic_counts_people_in_six_forms(world: World, count: int, text: str):
    fill(world, [being("M", 2, 0) for _ in range(count)])
    assert f"تعزّزت قدرات {text}، " in str(side("ar").sentences[0])


def test_lines_that_do_not_add_up_and_a_total_stated_elsewhere(world: World):
    fill(world, [being("F", 0, 0, 1), being("M", 2, 0)])
    report = side("fr", stated=3)
    programmes = next(table for table in report.tables if table.code == "programme")
    assert programmes.notes[0].startswith("Les lignes ne s'additionnent pas")
    assert report.warnings == [
        "Le total déclaré ailleurs (3) diffère du total compté ici (2) : un écart de 1."
    ]
    assert side("fr", stated=2).warnings == []
    # Unique people and participations are two numbers.
    assert programmes.lines[-1][1][0].value == 3
    assert programmes.lines[-1][1][1].value == 2


def test_page_pdf_and_rows_say_the_same(world: World, client: Client):
    fill(world, [being("F", 0, 0, 1), *[being("M", 2, 0) for _ in range(29)]])
    user = staff(client, Role.ADMINISTRATOR)
    response = client.get(PATH, {"year": YEAR})
    page = html.unescape(response.content.decode())
    report = side("fr", reader_of(user))
    for language in ("fr", "ar"):
        for sentence in side(language).sentences:
            for part in sentence.parts:
                assert part.text in page
    lead = str(report.sentences[0])
    assert "En 2025, 30 personnes, dont 1 femme" in lead
    file = client.get(PATH, {"year": YEAR, "format": "pdf"})
    assert file["Content-Type"] == "application/pdf"
    words = squeezed(pdf_text(file.content))
    for sentence in report.sentences:
        assert squeezed(str(sentence)) in words
    for table in report.tables:
        for label, cells in table.lines:
            # A long label is broken around the figures of its line.
            assert squeezed(label.split()[0]) in words
            assert squeezed("".join(part.text for part in cells)) in words
    assert squeezed(user.display_name) in words
    entry = ModelLogEntry.objects.get(action="reports.export")
    assert (entry.user, entry.data["format"], entry.data["query"]) == (
        user,
        "pdf",
        "annual year=2025",
    )
    url = next(part.url for part in report.sentences[0].parts if part.is_figure)
    rows = client.get(url)
    assert rows.context["total"].people == 30
    assert len(rows.context["page_obj"]) == 31


def test_a_manager_counts_the_own_institutions_only(world: World, client: Client):
    fill(world, [being("F", 0, 0), being("F", 1, 0), being("M", 2, 0)])
    user = staff(client, Role.INSTITUTION_MANAGER)
    ManagerGrant.objects.create(user=user, organisation=Organisation.objects.get(code="w-j"))
    report = client.get(PATH, {"year": YEAR}).context["side"]
    assert report.sentences[0].figures[:2] == (2, 2)
    assert "institutions dont vous êtes responsable" in " ".join(report.remarks)
    url = next(part.url for part in report.sentences[0].parts if part.is_figure)
    assert client.get(url).context["total"].people == 2
    beyond = client.get(f"{ROWS}?year={YEAR}&indicator=trained&kind=civil_society")
    assert beyond.context["total"].people == 0


def test_without_names_small_groups_stay_hidden_and_nothing_links(world: World, client: Client):
    fill(world, [being("M", 0, 0) for _ in range(9)] + [being("F", 2, 0), being("F", 3, 1)])
    staff(client, Role.MONITORING)
    programme = Programme.objects.get(code="w-0")
    for asked in ({}, {"programme": programme.pk}, {"donor": "Bailleur"}):
        report = client.get(PATH, {"year": YEAR, **asked}).context["side"]
        assert not any(part.url for one in report.sentences for part in one.parts)
        kinds = next(table for table in report.tables if table.code == "kind")
        for _label, cells in kinds.lines:
            for part in cells:
                assert part.value is None or part.value == 0 or part.value >= 5
        assert ("sector" in {table.code for table in report.tables}) is (not asked)
    both = client.get(PATH, {"year": YEAR, "programme": programme.pk, "donor": "Bailleur"})
    assert both.status_code == 400
    assert client.get(f"{ROWS}?year={YEAR}&indicator=trained").status_code == 403
    file = client.get(PATH, {"year": YEAR, "format": "pdf"})
    assert "•" in pdf_text(file.content)


@pytest.mark.parametrize(
    "query",
    [
        "year=x",
        "year=1999",
        "programme=999999",
        "donor=nobody",
        "basis=enrolled",
        "stated=-1",
        "project=x",
    ],
)
def test_wrong_questions_are_refused(world: World, client: Client, query: str):
    staff(client, Role.ADMINISTRATOR)
    assert client.get(f"{PATH}?{query}").status_code == 400
    assert client.get(f"{PATH}?{query}&format=pdf").status_code == 400
    assert not ModelLogEntry.objects.filter(action="reports.export").exists()


@pytest.mark.parametrize("size", [2, 40])
def test_queries_do_not_grow(world: World, size: int, django_assert_num_queries: Any):
    fill(world, [being("F", number % 4, 0, 1) for number in range(size)])
    with django_assert_num_queries(19):
        side("fr")


def test_a_filter_narrows_every_figure_and_is_said(world: World):
    fill(world, [being("F", 0, 0), being("M", 2, 1)])
    programme = Programme.objects.get(code="w-0")
    selection: Selection = of_year(YEAR, programme=str(programme.pk), donor="Bailleur")
    figures = annual_figures(platform_reader(), selection=selection, basis="certified")
    report = side_write(figures, language="fr", as_of=timezone.now())
    assert str(report.sentences[0]).startswith(
        "En 2025, 1 personne, dont 1 femme, a vu ses capacités renforcées dans le programme "
        "« P0 » (Bailleur : « Bailleur ») : "
    )
    assert "programme" not in {table.code for table in report.tables}
    assert report.indicators[0].code == "certified"


def test_the_pdf_is_made_without_anybody_trained(world: World):
    fill(world, [])
    user = UserFactory()
    with override("fr"):
        form = AnnualForm(_Query({"year": str(timezone.localdate().year)}), reader=_reader(user))
        assert form.is_valid()
    sides = {language: side(language) for language in ("fr", "ar")}
    content = annual_pdf(sides, form=form, user=user, as_of=timezone.now())
    assert "aucune personne (0)" in pdf_text(content)


class _Query(dict[str, str]):
    def dict(self) -> "_Query":
        return self


def _reader(user: Any) -> Reader:
    return Reader(user=user, scope=platform_reader().scope, sees_names=True)
