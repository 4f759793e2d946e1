"""Entries of the administration's menu that only some people see."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


class AllowedMenuItem(MenuItem):
    """Shown to those who hold `permission`, or of whom `allowed` is true when that is given.

    Showing is a courtesy: the page behind asks again.
    """

    def __init__(
        self,
        label: Any,
        url: str,
        *,
        permission: str = "",
        allowed: Callable[[Any], bool] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, url, **kwargs)
        self.permission = permission
        self.allowed = allowed

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        if self.allowed is not None:
            return self.allowed(request.user)
        return request.user.has_perm(self.permission)
