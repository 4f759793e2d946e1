"""Models of the people app."""

from accounts.models.consent import Consent, ConsentText
from accounts.models.notice import Notice
from accounts.models.organisation import Membership, Organisation
from accounts.models.user import User

__all__ = ["Consent", "ConsentText", "Membership", "Notice", "Organisation", "User"]
