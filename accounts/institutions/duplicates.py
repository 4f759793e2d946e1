"""Institutions that are perhaps one: proposed to the administration, never merged by themselves."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from accounts.models import Organisation
from accounts.selectors import organisations_current
from core.names import name_key
from core.text import is_arabic, search_normalize, text_normalize

# Words that say nothing about which institution it is.
_EMPTY = {
    "de", "du", "des", "d", "la", "le", "les", "l", "et", "a", "au", "aux", "en", "the", "of",
    "agence", "centre", "direction", "delegation", "antenne", "service", "bureau",
    "في", "من", "على", "وكاله", "مركز", "مديريه", "مصلحه", "مكتب",
}  # fmt: skip
# Shares of common words from which two names are perhaps the same.
_ALIKE = 0.75


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Two institutions that are perhaps one; `kept` is the older record."""

    kept: Organisation
    old: Organisation
    is_same_name: bool

    @property
    def rows(self) -> tuple[Organisation, Organisation]:
        """Both."""
        return self.kept, self.old


def _words(name: str) -> frozenset[str]:
    folded = search_normalize(name) if is_arabic(name) else text_normalize(name)
    words = frozenset(folded.split())
    return words - _EMPTY or words


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Nearly the same words, and the same numbers: agency 1 is not agency 2."""
    if {word for word in one if word.isdigit()} != {word for word in other if word.isdigit()}:
        return False
    return len(one & other) >= _ALIKE * len(one | other)


def _elsewhere(one: Organisation, other: Organisation) -> bool:
    """Both say where they are, and it is not the same place."""
    cities = [text_normalize(row.city) for row in (one, other)]
    if all(cities) and cities[0] != cities[1]:
        return True
    return bool(one.region and other.region and one.region != other.region)


def duplicates_proposed() -> list[Proposal]:
    """Return the pairs, most alike first; one query. Names are compared in both scripts.

    Also a name that was written in the other script's field, or in another spelling of it.
    """
    rows = list(organisations_current())
    words = {row.pk: [_words(name) for name in (row.name_fr, row.name_ar) if name] for row in rows}
    by_word: dict[str, list[Organisation]] = defaultdict(list)
    for row in rows:
        keys = {name_key(name) for name in (row.name_fr, row.name_ar)}
        for word in {*keys, *(word for found in words[row.pk] for word in found)} - {""}:
            by_word[word].append(row)
    seen: set[tuple[int, int]] = set()
    found = []
    for sharing in by_word.values():
        for one, other in combinations(sorted(sharing, key=lambda row: row.pk), 2):
            if (one.pk, other.pk) in seen:
                continue
            seen.add((one.pk, other.pk))
            proposal = _compare(one, other, words)
            if proposal is not None:
                found.append(proposal)
    return sorted(found, key=lambda pair: (not pair.is_same_name, pair.kept.name_fr, pair.old.pk))


def _compare(
    one: Organisation, other: Organisation, words: dict[int, list[frozenset[str]]]
) -> Proposal | None:
    if _elsewhere(one, other):
        return None
    is_same = bool(set(words[one.pk]) & set(words[other.pk])) or bool(_keys(one) & _keys(other))
    is_alike = any(_alike(left, right) for left in words[one.pk] for right in words[other.pk])
    if not (is_same or is_alike):
        return None
    return Proposal(kept=one, old=other, is_same_name=is_same)


def _keys(row: Organisation) -> set[str]:
    return {name_key(name) for name in (row.name_fr, row.name_ar)} - {""}
