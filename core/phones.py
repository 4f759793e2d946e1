"""Telephone numbers, kept in one form (E.164: +212612345678) so that two spellings are one."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.text import digits_western

HOME = "MA"


def phone_normalize(text: str) -> str:
    """Return the number in E.164; without country code it is Moroccan.

    Empty when the text is no possible number. Excel eats leading zeros: nine digits are accepted.
    """
    typed = digits_western(text).strip()
    if typed.startswith("00"):
        typed = f"+{typed[2:]}"
    try:
        number = phonenumbers.parse(typed, HOME)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_validate(text: str) -> str:
    """Return what a form keeps of a typed number. Raises ValidationError; empty stays empty."""
    number = phone_normalize(text) if text else ""
    if text and not number:
        raise ValidationError(_("This is not a telephone number."))
    return number
