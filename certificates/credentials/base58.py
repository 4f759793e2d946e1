"""Base58 as Bitcoin writes it: what multibase calls « z »."""

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58_encode(content: bytes) -> str:
    """Return the text; each leading zero byte is a « 1 »."""
    number = int.from_bytes(content)
    digits = ""
    while number:
        number, rest = divmod(number, len(ALPHABET))
        digits = ALPHABET[rest] + digits
    zeros = len(content) - len(content.lstrip(b"\0"))
    return ALPHABET[0] * zeros + digits
