"""Institutions among the snippets: Wagtail's chooser and history, our own pages for the tree."""

from typing import Any

from django.db.models import QuerySet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.institutions import views
from accounts.models import Organisation


class CurrentMixin:
    """Only those that can still be chosen."""

    def get_object_list(self) -> QuerySet[Organisation]:
        """In the order of the tree, without closed and merged ones."""
        rows: QuerySet[Organisation] = super().get_object_list()  # type: ignore[misc]
        return rows.filter(is_active=True).order_by("path")


class CurrentChooseView(CurrentMixin, ChooseView):
    """The chooser."""


class CurrentChooseResultsView(CurrentMixin, ChooseResultsView):
    """Its list."""


class OrganisationChooserViewSet(SnippetChooserViewSet):
    """Institutions that can still be chosen."""

    choose_view_class = CurrentChooseView
    choose_results_view_class = CurrentChooseResultsView


class OrganisationViewSet(SnippetViewSet):
    """Institutions."""

    model = Organisation
    icon = "site"
    search_fields = ("name_fr", "name_ar", "code")
    copy_view_enabled = False
    chooser_viewset_class = OrganisationChooserViewSet

    @property
    def index_view(self) -> Any:
        """The tree."""
        return views.tree

    @property
    def index_results_view(self) -> Any:
        """The tree has one address; Wagtail's other one answers the same."""
        return views.tree

    @property
    def add_view(self) -> Any:
        """Ours."""
        return views.add

    @property
    def edit_view(self) -> Any:
        """Ours."""
        return views.edit
