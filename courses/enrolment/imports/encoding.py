"""Which encoding a CSV file is in: Excel writes six of them and names none."""

import codecs
import re

from core.text import is_arabic

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 200_000
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")


def encoding_detect(content: bytes) -> str:
    """Return the name of the encoding that reads `content` best; never raises.

    A byte order mark decides; then zero bytes (UTF-16), then valid UTF-8. Windows-1256 and
    Windows-1252 accept nearly everything and share the French lower case letters: words wholly in
    Arabic letters speak for the first, Arabic letters inside Latin words (an É misread) against.
    """
    for mark, name in BOMS:
        if content.startswith(mark):
            return name
    sample = content[:SAMPLE]
    if b"\x00" in sample:
        odd, even = sample[1::2].count(0), sample[0::2].count(0)
        return "utf-16-le" if odd >= even else "utf-16-be"
    if _is_utf8(content):
        return "utf-8"
    return "cp1256" if _reads_as_arabic(sample) else "cp1252"


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _reads_as_arabic(sample: bytes) -> bool:
    words = _WORD.findall(sample.decode("cp1256", errors="replace"))
    pure = mixed = 0
    for word in words:
        if not is_arabic(word):
            continue
        if _LATIN_LETTER.search(word):
            mixed += 1
        else:
            pure += 1
    return pure > mixed


def text_decode(content: bytes) -> tuple[str, str]:
    """Return the text and the encoding it was read in. Never raises.

    Bytes that the encoding lacks become the replacement mark, which the lines then report.
    """
    name = encoding_detect(content)
    try:
        return content.decode(name), name
    except UnicodeDecodeError:
        if name == "cp1252":
            return content.decode("latin-1"), "latin-1"
        return content.decode(name, errors="replace"), name
