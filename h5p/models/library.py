"""Libraries: code that plays activities, stored once per machine name and major.minor."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from h5p.enums import DependencyKind
from h5p.titles import type_title


class Library(models.Model):
    """One machine name and major.minor, at one patch. Installed or updated by `h5p.services` only.

    `prefix` is the folder in the store; an update gets a new one, so what stands under a prefix
    never changes. `files` maps each path below it to its `size` and `sha256`.
    """

    machine_name = models.CharField(_("machine name"), max_length=255)
    major = models.PositiveIntegerField(_("major version"))
    minor = models.PositiveIntegerField(_("minor version"))
    patch = models.PositiveIntegerField(_("patch version"))
    title = models.CharField(_("title"), max_length=255)
    runnable = models.BooleanField(_("makes activities"), default=False)
    core_major = models.PositiveIntegerField(null=True, blank=True)
    core_minor = models.PositiveIntegerField(null=True, blank=True)
    metadata = models.JSONField(_("library.json"), default=dict)
    semantics = models.JSONField(_("semantics.json"), default=list, blank=True)
    files = models.JSONField(_("files"), default=dict, blank=True)
    prefix = models.CharField(max_length=400, unique=True)
    installed_at = models.DateTimeField(_("installed on"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated on"), auto_now=True)
    requires: Any = models.ManyToManyField(
        "self", through="LibraryDependency", symmetrical=False, related_name="required_by"
    )

    class Meta:
        verbose_name = _("H5P library")
        verbose_name_plural = _("H5P libraries")
        ordering = ["machine_name", "-major", "-minor"]
        default_permissions = ("view", "delete")
        permissions = [("install_library", _("Can install and update H5P libraries"))]
        constraints = [
            models.UniqueConstraint(
                fields=["machine_name", "major", "minor"], name="h5p_library_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.machine_name} {self.major}.{self.minor}.{self.patch}"

    @property
    def type_title(self) -> str:
        """Title in the reader's language."""
        return type_title(self.machine_name, self.title)

    @property
    def ubername(self) -> str:
        """Name as it stands in contents: `H5P.Example 1.2`."""
        return f"{self.machine_name} {self.major}.{self.minor}"

    @property
    def folder(self) -> str:
        """Name of its folder in a package: `H5P.Example-1.2`."""
        return f"{self.machine_name}-{self.major}.{self.minor}"

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(file["size"] for file in self.files.values())

    def language_files(self) -> list[str]:
        """Codes of the languages that it has labels for."""
        names = (path.removeprefix("language/") for path in self.files if "language/" in path[:9])
        return sorted(name.removesuffix(".json") for name in names if name.endswith(".json"))

    def scripts(self) -> list[str]:
        """Paths of its scripts, in order."""
        return _paths(self.metadata.get("preloadedJs"))

    def styles(self) -> list[str]:
        """Paths of its style sheets, in order."""
        return _paths(self.metadata.get("preloadedCss"))


def _paths(rows: Any) -> list[str]:
    return [row["path"] for row in rows or []]


class LibraryDependency(models.Model):
    """`library` needs `required`."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="dependencies")
    required = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="dependants")
    kind = models.CharField(max_length=10, choices=DependencyKind.choices)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("library dependency")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "required", "kind"], name="h5p_dependency_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.library_id} → {self.required_id}"
