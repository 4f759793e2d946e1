"""Check codes: unguessable, without look-alikes, with a check character.

16 random characters of an alphabet of 23 carry 72 bits; a 17th is their check character, a sum
with weights modulo 23: a prime, so that it catches any single wrong character and any swap of
neighbours. What a person types is forgiven case, spaces and dashes.
"""

import secrets
from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.exceptions import LmsError

# Left out: 0 O Q, 1 I L, 2 Z, 5 S, 8 B, U, all easily taken for one another or for what is kept.
ALPHABET = "34679ACDEFGHJKMNPRTVWXY"
RANDOM_LENGTH = 16
LENGTH = RANDOM_LENGTH + 1
GROUP = 4


class CodeMalformedError(LmsError):
    """This cannot be a check code: wrong length, foreign character, wrong check character."""

    code = "code_malformed"
    status = HTTPStatus.BAD_REQUEST
    message = _(
        "This is not a check code of ours. It has 17 letters and digits: please type it again,"
        " as it stands under the QR code."
    )


def check_character(body: str) -> str:
    """Return the check character of the random part."""
    total = sum(weight * ALPHABET.index(char) for weight, char in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def code_new() -> str:
    """Return a new code with its check character."""
    body = "".join(secrets.choice(ALPHABET) for _index in range(RANDOM_LENGTH))
    return body + check_character(body)


def code_normalize(typed: str) -> str:
    """Return the code as stored. Raises CodeMalformedError."""
    code = "".join(typed.upper().split()).replace("-", "").replace("‑", "")
    if len(code) != LENGTH or any(char not in ALPHABET for char in code):
        raise CodeMalformedError
    if check_character(code[:-1]) != code[-1]:
        raise CodeMalformedError
    return code


def code_format(code: str) -> str:
    """Return the code in groups of four, as printed."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
