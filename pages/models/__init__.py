"""Models of the pages app."""

from pages.models.content import ContentRecord
from pages.models.pages import HomePage, StandardPage
from pages.models.referral import ReferralService

__all__ = ["ContentRecord", "HomePage", "ReferralService", "StandardPage"]
