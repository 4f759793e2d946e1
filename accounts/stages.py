"""Steps of signing in that differ from allauth's."""

from typing import Any

from allauth.account.stages import EmailVerificationStage


class OwnAddressStage(EmailVerificationStage):
    """Asks to confirm a personal address; who has only a shared mailbox has none to confirm."""

    def handle(self) -> tuple[Any, bool]:
        """Go on where there is no address of one's own."""
        user = self.login.user
        if user is not None and not user.email:
            return None, True
        result: tuple[Any, bool] = super().handle()
        return result
