"""How long a lesson is and how easily it reads."""

import re
from collections.abc import Iterator

WORDS_MIN, WORDS_MAX = 350, 700
SENTENCE_MEAN_MAX = 20
# Longer than this, a sentence is read twice on a phone.
SENTENCE_MAX = 45
# Kandel and Moles' adaptation of Flesch to French: 30 is a learned journal, 100 a comic strip.
EASE_MIN = 35

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SENTENCE = re.compile(r"[.!?؟…](?=\s|$|»)|\n+|[;؛:](?=\s|$)")
_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+", re.IGNORECASE)
_MUTE = re.compile(r"(?<=[^aeiouyàâäéèêëîïôöùûüœæ])(?:e|es|ent)$", re.IGNORECASE)


def words_of(text: str) -> list[str]:
    """Return the words of a text: what a reader would count, in French or in Arabic."""
    return _WORD.findall(text)


def sentences_of(text: str) -> list[list[str]]:
    """Return the words of each sentence; a list item and a heading count as one."""
    return [words for part in _SENTENCE.split(text) if (words := words_of(part))]


def syllables_count(word: str) -> int:
    """Return about how many syllables a French word has."""
    return max(1, len(_VOWELS.findall(_MUTE.sub("", word))))


def ease_french(text: str) -> float:
    """Return the reading ease of a French text after Kandel and Moles (1958)."""
    words = words_of(text)
    if not words:
        return 100.0
    sentences = len(sentences_of(text))
    syllables = sum(syllables_count(word) for word in words)
    return 207 - 1.015 * len(words) / sentences - 73.6 * syllables / len(words)


def reading_check(text: str, language: str) -> Iterator[str]:
    """Yield what makes a lesson too short, too long or hard to read."""
    words = len(words_of(text))
    if not WORDS_MIN <= words <= WORDS_MAX:
        yield f"has {words} words, needs {WORDS_MIN} to {WORDS_MAX}"
    sentences = sentences_of(text)
    if not sentences:
        return
    mean = words / len(sentences)
    if mean > SENTENCE_MEAN_MAX:
        yield f"has sentences of {mean:.0f} words on average, {SENTENCE_MEAN_MAX} at most"
    longest = max(sentences, key=len)
    if len(longest) > SENTENCE_MAX:
        yield f"has a sentence of {len(longest)} words: {' '.join(longest[:8])}…"
    if language == "fr" and (ease := ease_french(text)) < EASE_MIN:
        yield f"has a reading ease of {ease:.0f}, {EASE_MIN} at least"
