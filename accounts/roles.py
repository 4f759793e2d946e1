"""Roles: each a named set of predicates, in this one place.

A role is a Django group. What it may do: model permissions, page permissions that hang on the root
page, and those on images, documents and interactive activities on the root collection. Whose
records it opens: its scope, which `accounts.scope` turns into querysets; a role without one sees
nobody's but its own, whatever it may do (monitoring: figures without names).
"""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.enums import Role, Scope
from accounts.models import User

ACCESS = "wagtailadmin.access_admin"
MODEL_PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.LEARNER: frozenset(),
    Role.TRAINER: frozenset({ACCESS, "courses.view_enrolment", "courses.change_enrolment"}),
    Role.INSTITUTION_MANAGER: frozenset(
        {
            ACCESS,
            "accounts.view_user",
            "courses.view_enrolment",
            "courses.view_figures",
            "courses.export_figures",
        }
    ),
    Role.JURY: frozenset(),
    Role.AUTHOR: frozenset(
        {
            ACCESS,
            "courses.view_question",
            "courses.add_question",
            "courses.change_question",
            "courses.view_questionpool",
            "courses.add_questionpool",
            "courses.change_questionpool",
            "courses.view_assessment",
            "courses.change_assessment",
            "courses.view_course",
            "certificates.view_certificatetemplate",
            "certificates.add_certificatetemplate",
            "certificates.change_certificatetemplate",
            "courses.view_survey",
            "courses.add_survey",
            "courses.change_survey",
            "wagtail_localize.submit_translation",
        }
    ),
    Role.TRANSLATOR: frozenset({ACCESS, "wagtail_localize.submit_translation"}),
    Role.MONITORING: frozenset({ACCESS, "courses.view_figures"}),
    Role.ADMINISTRATOR: frozenset(
        {
            ACCESS,
            *(
                f"{app}.{verb}_{model}"
                for app, models in {
                    "accounts": ("user", "organisation", "membership", "consenttext"),
                    "courses": (
                        "course",
                        "programme",
                        "cohort",
                        "reminderrule",
                        "enrolment",
                        "enrolmentpolicy",
                        "prerequisite",
                        "enrolmentkey",
                        "enrolmentrequest",
                        "question",
                        "questionpool",
                        "assessment",
                        "survey",
                        "session",
                        "workshopreport",
                    ),
                    "pages": ("referralservice",),
                    "certificates": ("certificate", "certificatetemplate", "certificaterule"),
                }.items()
                for model in models
                for verb in ("view", "add", "change")
            ),
            "pages.delete_referralservice",
            "courses.delete_reminderrule",
            "courses.view_figures",
            "courses.export_figures",
            "courses.import_people",
            "wagtail_localize.submit_translation",
            "h5p.view_library",
            "h5p.install_library",
            "h5p.delete_library",
            "certificates.publish_certificatetemplate",
            "h5p.publish_activity",
            "h5p.lock_activity",
            "h5p.unlock_activity",
        }
    ),
}
PAGE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.AUTHOR: ("add_page", "change_page"),
    Role.TRANSLATOR: ("change_page",),
    Role.ADMINISTRATOR: (
        "add_page",
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "lock_page",
        "unlock_page",
    ),
}
COLLECTION_PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.AUTHOR: frozenset(
        {
            "wagtailimages.add_image",
            "wagtailimages.choose_image",
            "wagtaildocs.add_document",
            "wagtaildocs.choose_document",
            "h5p.add_activity",
            "h5p.change_activity",
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            *(f"wagtailimages.{verb}_image" for verb in ("add", "change", "choose")),
            *(f"wagtaildocs.{verb}_document" for verb in ("add", "change", "choose")),
            *(f"h5p.{verb}_activity" for verb in ("add", "change", "delete")),
        }
    ),
}
SCOPES: dict[Role, Scope] = {
    Role.TRAINER: Scope.TRAINED,
    Role.INSTITUTION_MANAGER: Scope.MANAGED,
    Role.ADMINISTRATOR: Scope.EVERYBODY,
}


def roles_of(user: User) -> frozenset[Role]:
    """Return the roles that the person holds; one query, kept on the instance."""
    known: frozenset[Role] | None = user.__dict__.get("_roles")
    if known is None:
        names = set(user.groups.values_list("name", flat=True))
        known = frozenset(role for role in Role if role.value in names)
        user.__dict__["_roles"] = known
    return known


def role_has(user: User, role: Role) -> bool:
    """Return whether the person holds the role."""
    return role in roles_of(user)


def scopes_of(user: User) -> frozenset[Scope]:
    """Return whose records the person's roles open."""
    if user.is_superuser:
        return frozenset({Scope.EVERYBODY})
    return frozenset(SCOPES[role] for role in roles_of(user) if role in SCOPES)


def roles_sync() -> None:
    """Make the groups and give each exactly the permissions named here; idempotent."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    root = Page.objects.filter(depth=1).first()
    collection = Collection.get_first_root_node()
    for role in Role:
        group, _created = Group.objects.get_or_create(name=role.value)
        wanted = MODEL_PERMISSIONS[role]
        group.permissions.set([known[name] for name in wanted if name in known])
        if root is not None:
            _page_permissions_set(group, root, PAGE_PERMISSIONS.get(role, ()), known)
        if collection is not None:
            names = COLLECTION_PERMISSIONS.get(role, frozenset())
            _collection_permissions_set(group, collection, names, known)


def _page_permissions_set(
    group: Group, root: Page, names: tuple[str, ...], known: dict[str, Permission]
) -> None:
    wanted = {known[f"wagtailcore.{name}"].pk for name in names}
    GroupPagePermission.objects.filter(group=group).exclude(permission_id__in=wanted).delete()
    for pk in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission_id=pk)


def _collection_permissions_set(
    group: Group, root: Collection, names: frozenset[str], known: dict[str, Permission]
) -> None:
    wanted = {known[name].pk for name in names if name in known}
    here = GroupCollectionPermission.objects.filter(group=group, collection=root)
    here.exclude(permission_id__in=wanted).delete()
    for pk in wanted:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission_id=pk
        )


def role_give(*, user: User, role: Role) -> None:
    """Give a role; staff roles may open the administration."""
    user.groups.add(Group.objects.get(name=role.value))
    user.__dict__.pop("_roles", None)
    is_staff = ACCESS in MODEL_PERMISSIONS[role]
    if is_staff and not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])


def role_take(*, user: User, role: Role) -> None:
    """Take a role away; staff use `accounts.role_changes.roles_set`."""
    user.groups.remove(Group.objects.get(name=role.value))
    user.__dict__.pop("_roles", None)
