"""Short-lived signed tokens: who plays what, for which registration.

Two kinds that cannot stand for each other. The *files* token goes into the frame's addresses: it
opens the files of one version for a while and is the same for all who ask within a period, so that
the browser's cache holds. The *record* token stays with the page around the frame: a package never
sees it.
"""

import time
import uuid
from dataclasses import asdict, dataclass
from typing import Any, Self

from django.conf import settings
from django.core import signing

from core.exceptions import NotFoundError

FILES_SALT = "h5p.files"
LIBRARIES_SALT = "h5p.libraries"
RECORD_SALT = "h5p.record"


@dataclass(frozen=True, kw_only=True)
class PlayClaims:
    """What a token says. `registration` and `play` are empty in a preview: nothing is recorded.

    `registration` is the enrolment's neutral identifier, `play` the attempt's, `place` whatever
    the app above needs to find its own record again; this app only carries them. `preview` names
    what an author is writing: it has no version yet.
    """

    user_id: int
    activity_id: int
    version_id: int
    registration: str = ""
    play: str = ""
    place: str = ""
    language: str = "fr"
    preview: str = ""

    @property
    def registration_id(self) -> uuid.UUID | None:
        """The registration as UUID, None in a preview."""
        return uuid.UUID(self.registration) if self.registration else None

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Read what `record_token` wrote."""
        return cls(**payload)


def _expiry() -> int:
    """End of the next period: a token lives one to two periods, the same for all within one."""
    period = settings.H5P_TOKEN_SECONDS
    return (int(time.time()) // period + 2) * period


def _sign(salt: str, payload: dict[str, Any]) -> str:
    return signing.Signer(salt=salt).sign_object({**payload, "exp": _expiry()})


def _read(salt: str, token: str) -> dict[str, Any]:
    """Return the payload. A forged, foreign or expired token opens nothing: 404."""
    try:
        payload: dict[str, Any] = signing.Signer(salt=salt).unsign_object(token)
        expires = payload.pop("exp")
    except (signing.BadSignature, ValueError, KeyError, AttributeError, TypeError):
        raise NotFoundError from None
    if expires < time.time():
        raise NotFoundError
    return payload


def record_token(claims: PlayClaims) -> str:
    """Token of the endpoints that record; for the page around the frame only."""
    return _sign(RECORD_SALT, asdict(claims))


def record_claims(token: str) -> PlayClaims:
    """Read a record token. Raises NotFoundError."""
    return PlayClaims.from_payload(_read(RECORD_SALT, token))


def files_token(claims: PlayClaims) -> str:
    """Token of the frame and of the files of one version, for one learner and registration."""
    payload = {**asdict(claims), "play": "", "place": ""}
    return _sign(FILES_SALT, payload)


def files_claims(token: str) -> PlayClaims:
    """Read a files token. Raises NotFoundError."""
    return PlayClaims.from_payload(_read(FILES_SALT, token))


def libraries_token(claims: PlayClaims) -> str:
    """Token of the libraries' files: without the activity, so that activities share the cache."""
    return _sign(LIBRARIES_SALT, {"u": claims.user_id, "r": claims.registration})


def libraries_claims(token: str) -> int:
    """Read a libraries token; return the learner. Raises NotFoundError."""
    return int(_read(LIBRARIES_SALT, token)["u"])
