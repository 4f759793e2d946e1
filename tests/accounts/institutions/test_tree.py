"""The tree of institutions: added to, edited, moved, closed; written down; never a cycle."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from accounts.enums import Aggregate, OrganisationKind, Role
from accounts.institutions.exceptions import InstitutionCycleError
from accounts.institutions.selectors import kind_choices, tree_read
from accounts.institutions.tree import (
    institution_add,
    institution_edit,
    institution_move,
    sight_after_move,
)
from accounts.models import ManagerGrant, Organisation, User
from accounts.scope import people_visible
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.enrolment import EnrolmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    user: User = UserFactory(role=Role.ADMINISTRATOR)
    return user


@pytest.fixture
def tree() -> dict[str, Any]:
    """Two regions below a root, one with an agency."""
    root = OrganisationFactory(code="root", name_fr="Racine")
    north = OrganisationFactory(code="north", parent=root, name_fr="Nord")
    root.refresh_from_db()
    south = OrganisationFactory(code="south", parent=root, name_fr="Sud")
    north.refresh_from_db()
    agency = OrganisationFactory(code="agency", parent=north, name_fr="Agence")
    return {"root": root, "north": north, "south": south, "agency": agency}


def manager_of(*organisations: Any) -> User:
    user: User = UserFactory(role=Role.INSTITUTION_MANAGER)
    for organisation in organisations:
        ManagerGrant.objects.create(user=user, organisation=organisation)
    return user


def values(**changes: Any) -> dict[str, Any]:
    return {
        "name_fr": "Agence exemple",
        "name_ar": "وكالة مثال",
        "kind": OrganisationKind.EMPLOYMENT_SERVICE,
        "region": "01",
        **changes,
    }


def parent_code(code: str) -> str:
    parent = Organisation.objects.get(code=code).get_parent()
    return parent.code if parent else ""


def last_entry(action: str) -> Any:
    return ModelLogEntry.objects.filter(action=action).order_by("pk").last()


def test_an_institution_is_added_below_another_and_written_down(tree: dict[str, Any], admin: User):
    added = institution_add(values=values(), parent=tree["south"], by=admin)
    assert (added.code, parent_code(added.code)) == ("agence-exemple", "south")
    entry = last_entry("accounts.institution_add")
    assert (entry.user, entry.data) == (admin, {"to": "agence-exemple", "parent": "south"})
    again = institution_add(values=values(), parent=None, by=admin)
    assert again.code.startswith("agence-exemple-")
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_a_code_is_used_once_and_nothing_is_half_written(tree: dict[str, Any], admin: User):
    with pytest.raises(ValidationError):
        institution_add(values=values(code="south"), parent=tree["north"], by=admin)
    assert Organisation.objects.count() == 4


def test_editing_writes_down_what_changed_and_only_that(tree: dict[str, Any], admin: User):
    row = institution_edit(organisation=tree["south"], values={"name_fr": "Bas"}, by=admin)
    assert last_entry("accounts.institution_edit").data == {
        "from": {"name_fr": "Sud"},
        "to": {"name_fr": "Bas"},
    }
    institution_edit(organisation=row, values={"name_fr": "Bas"}, by=admin)
    assert ModelLogEntry.objects.filter(action="accounts.institution_edit").count() == 1
    order = list(Organisation.objects.order_by("path").values_list("code", flat=True))
    assert order == ["root", "south", "north", "agency"]


def test_a_subtree_moves_whole_and_sight_follows(tree: dict[str, Any], admin: User):
    member = MembershipFactory(organisation=tree["agency"]).user
    north, south, root = (manager_of(tree[code]) for code in ("north", "south", "root"))
    own = manager_of(tree["agency"])
    sight = sight_after_move(tree["agency"], tree["south"])
    assert (sight.gains, sight.loses) == ([south], [north])
    institution_move(organisation=tree["agency"], parent=tree["south"], by=admin)
    assert parent_code("agency") == "south"
    seen = [list(people_visible(one)) for one in (north, south, root, own)]
    assert seen == [[], [member], [member], [member]]
    entry = last_entry("accounts.institution_move")
    assert entry.data == {
        "from": "north",
        "to": "south",
        "gains": [str(south.uuid)],
        "loses": [str(north.uuid)],
    }
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_moving_to_the_top_and_to_where_it_is(tree: dict[str, Any], admin: User):
    institution_move(organisation=tree["north"], parent=None, by=admin)
    assert (parent_code("north"), parent_code("agency")) == ("", "north")
    north = Organisation.objects.get(code="north")
    institution_move(organisation=north, parent=None, by=admin)
    assert ModelLogEntry.objects.filter(action="accounts.institution_move").count() == 1


@pytest.mark.parametrize("target", ["north", "agency"])
def test_a_cycle_is_refused(tree: dict[str, Any], admin: User, target: str):
    with pytest.raises(InstitutionCycleError):
        institution_move(organisation=tree["north"], parent=tree[target], by=admin)
    assert parent_code("north") == "root"


def test_the_tree_counts_members_and_enrolled_with_all_below(tree: dict[str, Any]):
    enrolled = MembershipFactory(organisation=tree["agency"]).user
    EnrolmentFactory(user=enrolled)
    EnrolmentFactory(user=enrolled)
    MembershipFactory(organisation=tree["north"])
    withdrawn = MembershipFactory(organisation=tree["south"]).user
    EnrolmentFactory(user=withdrawn, status="withdrawn")
    (root,), total = tree_read()
    assert (total, root.own, root.total) == (
        4,
        {"members": 0, "enrolled": 0},
        {"members": 3, "enrolled": 1},
    )
    found, _total = tree_read(query="nord")
    assert [(node.row.code, node.total) for node in found] == [
        ("north", {"members": 2, "enrolled": 1})
    ]
    assert [row.code for row in found[0].above] == ["root"]


@pytest.mark.parametrize("size", [2, 20])
def test_the_tree_takes_three_queries_whatever_its_size(size: int):
    parent = OrganisationFactory()
    for _number in range(size):
        MembershipFactory(organisation=OrganisationFactory(parent=parent))
        parent.refresh_from_db()
    with CaptureQueriesContext(connection) as queries:
        _nodes, total = tree_read()
    assert (len(queries), total) == (3, size + 1)


def test_the_search_knows_both_names_types_and_aggregates():
    OrganisationFactory(code="a", name_ar="وكالة طنجة", kind=OrganisationKind.MEDIA)
    OrganisationFactory(code="b", kind=OrganisationKind.CIVIL_SOCIETY, region="02")
    OrganisationFactory(code="c", kind=OrganisationKind.JUSTICE, region="02")

    def codes(**filters: str) -> list[str]:
        return [node.row.code for node in tree_read(**filters)[0]]

    assert codes(query="وكاله") == ["a"]
    assert codes(kind=Aggregate.INSTITUTIONAL) == ["c"]
    assert codes(kind=OrganisationKind.OTHER) == []
    assert codes(region="02") == ["b", "c"]


def test_the_types_stand_below_their_aggregates():
    groups = [[value for value, _label in rows] for _aggregate, rows in kind_choices()]
    assert groups == [
        [
            "justice",
            "admin_students",
            "law_enforcement",
            "other_institutional",
            "employment",
            "local_authority",
            "higher_education",
        ],
        ["civil_society"],
        ["media", "other"],
    ]
