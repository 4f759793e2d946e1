"""Models of the people app."""

from accounts.models.consent import Consent, ConsentText
from accounts.models.merge import AccountMerge, DuplicateProposal, IdentityKey, IdentityPrint
from accounts.models.notice import SECRET_MARK, Notice
from accounts.models.organisation import ManagerGrant, Membership, Organisation
from accounts.models.user import User

__all__ = [
    "SECRET_MARK",
    "AccountMerge",
    "Consent",
    "ConsentText",
    "DuplicateProposal",
    "IdentityKey",
    "IdentityPrint",
    "ManagerGrant",
    "Membership",
    "Notice",
    "Organisation",
    "User",
]
