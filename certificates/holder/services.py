"""The holder decides what others see; nobody else does."""

import secrets

from django.db import transaction

from certificates.models import Certificate, Sharing


@transaction.atomic
def sharing_set(*, certificate: Certificate, name_shown: str, is_public: bool) -> Sharing:
    """Set what others see. Idempotent.

    Each time the public page is switched on it gets a new address: one that was once passed on
    does not come back to life.
    """
    # The certificate's row is locked: the sharing's may not exist yet.
    Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    sharing, _is_new = Sharing.objects.get_or_create(
        certificate=certificate, defaults={"token": secrets.token_urlsafe(18)}
    )
    if is_public and not sharing.is_public:
        sharing.token = secrets.token_urlsafe(18)
    sharing.name_shown = name_shown
    sharing.is_public = is_public
    sharing.save()
    return sharing
