"""The person. An account is neither an e-mail address nor a post in an institution."""

import uuid
from typing import Any, ClassVar

from django.contrib.admin.decorators import display
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.enums import Gender
from core.enums import Language


class UserManager(BaseUserManager["User"]):
    """Creates people; natural key is the login name, compared without case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by login name, without case; that of a merged account leads to who it became."""
        user = self.select_related("merged_into").get(username__iexact=username)
        return user.merged_into or user

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Create and return a person. Without a password they log in by a code sent by e-mail."""
        fields["email"] = self.normalize_email(fields.get("email", "")).lower()
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str, **fields: Any) -> "User":
        """Create a person with every right (command line only)."""
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an identity of their own (`uuid`) and a login name (`username`).

    `email` is the personal address one may log in with: unique without case, may be empty.
    `contact_email` is where mail goes when it is a mailbox shared by an agency: not unique.
    `phone` (E.164) and `staff_number` (folded) also name a person at sign-in, and two may hold the
    same: see `accounts.identity`.
    Where somebody works is a dated `Membership`, never a column here.
    `merged_into`: this account was merged and is only a pointer (`accounts.merge`).
    Changed by `accounts.services`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(
        _("login name"),
        max_length=64,
        unique=True,
        validators=[RegexValidator(r"^[\w.@+-]+$", _("Letters, digits and . @ + - _ only."))],
        help_text=_("Chosen or given; for instance a staff number."),
    )
    email = models.EmailField(_("personal e-mail"), blank=True)
    contact_email = models.EmailField(
        _("contact e-mail"),
        blank=True,
        help_text=_("Only if mail should go to another address, for instance a shared mailbox."),
    )
    phone = models.CharField(
        _("telephone"),
        max_length=32,
        blank=True,
        help_text=_("One may sign in with it. Without country code it is Moroccan."),
    )
    staff_number = models.CharField(
        _("staff number"),
        max_length=64,
        blank=True,
        help_text=_("One may sign in with it; given by the institution, changed by the team."),
    )
    given_name = models.CharField(_("given name, Latin script"), max_length=80, blank=True)
    family_name = models.CharField(_("family name, Latin script"), max_length=80, blank=True)
    given_name_ar = models.CharField(_("given name, Arabic script"), max_length=80, blank=True)
    family_name_ar = models.CharField(_("family name, Arabic script"), max_length=80, blank=True)
    gender = models.CharField(
        _("gender"), max_length=1, choices=Gender.choices, default=Gender.NOT_STATED
    )
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    language = models.CharField(
        _("preferred language"), max_length=2, choices=Language.choices, default=Language.FRENCH
    )
    is_staff = models.BooleanField(_("may open the administration"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="merged_accounts",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("merged into"),
    )
    date_joined = models.DateTimeField(_("registered on"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["family_name", "given_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_ci_unique",
                condition=~models.Q(email=""),
                violation_error_message=_("An account with this e-mail already exists."),
            ),
            models.UniqueConstraint(Lower("username"), name="user_username_ci_unique"),
        ]
        indexes = [
            models.Index(fields=["family_name", "given_name"], name="user_name_idx"),
            models.Index(fields=["phone"], name="user_phone_idx"),
            models.Index(fields=["staff_number"], name="user_staff_number_idx"),
            models.Index(Lower("contact_email"), name="user_contact_ci_idx"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def name_latin(self) -> str:
        """Full name in Latin script, empty when unknown."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def name_arabic(self) -> str:
        """Full name in Arabic script, empty when unknown."""
        return f"{self.given_name_ar} {self.family_name_ar}".strip()

    @property
    def display_name(self) -> str:
        """Name in the script of the active language, the other as fallback, then the login name."""
        names = [self.name_latin, self.name_arabic]
        if (get_language() or "fr").startswith("ar"):
            names.reverse()
        return names[0] or names[1] or self.username

    @property
    def mail_address(self) -> str:
        """Where mail for this person goes."""
        return self.contact_email or self.email

    # Wagtail's and allauth's own templates ask for these two.
    @property
    def first_name(self) -> str:
        """Given name (for libraries that expect Django's stock user)."""
        return self.given_name

    @property
    def last_name(self) -> str:
        """Family name (for libraries that expect Django's stock user)."""
        return self.family_name

    @display(description=_("Name"))
    def get_full_name(self) -> str:
        """Display name."""
        return self.display_name

    def get_short_name(self) -> str:
        """Given name or display name."""
        return self.given_name or self.display_name
