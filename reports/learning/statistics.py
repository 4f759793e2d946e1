"""The statistics of the learning reports, with the standard library only.

Sources: quartiles by linear interpolation (Hyndman & Fan 1996, type 7); corrected item-total
correlation (Crocker & Algina 1986, chapter 14); Fisher's exact test and the pooled two-proportion z
test (Agresti 2002, sections 3.5 and 3.1). Told to administrators, with the thresholds, in
docs/administrateurs/resultats-et-satisfaction.md.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, erfc, sqrt

# Below this expected number in a cell the z test is not to be trusted: Fisher's is used.
EXPECTED_MIN = 5
# Two tables count as equally likely within this relative distance.
_TOLERANCE = 1 + 1e-9


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How values lie: number, mean, median, quartiles."""

    n: int
    mean: float
    q1: float
    median: float
    q3: float


def spread(values: Sequence[float]) -> Spread | None:
    """Return how the values lie; None without values."""
    if not values:
        return None
    if len(values) == 1:
        q1 = median = q3 = float(values[0])
    else:
        q1, median, q3 = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(n=len(values), mean=statistics.fmean(values), q1=q1, median=median, q3=q3)


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return Pearson's r; None where one side does not vary."""
    if len(xs) < 2 or min(xs) == max(xs) or min(ys) == max(ys):  # noqa: PLR2004
        return None
    return statistics.correlation(xs, ys)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two shares compared. `test` is "fisher" or "z"; `p` two-sided."""

    test: str
    p: float


def shares_compare(hits_a: int, n_a: int, hits_b: int, n_b: int) -> Comparison | None:
    """Return whether two shares of right answers differ by more than chance; None without both."""
    if not n_a or not n_b:
        return None
    hits, n = hits_a + hits_b, n_a + n_b
    expected = min(n_a, n_b) * min(hits, n - hits) / n
    if expected < EXPECTED_MIN:
        return Comparison(test="fisher", p=fisher_p(hits_a, n_a, hits_b, n_b))
    pooled = hits / n
    error = sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b))
    z = (hits_a / n_a - hits_b / n_b) / error
    return Comparison(test="z", p=erfc(abs(z) / sqrt(2)))


def fisher_p(hits_a: int, n_a: int, hits_b: int, n_b: int) -> float:
    """Return the two-sided p: all tables with these margins that are no likelier than this one."""
    hits = hits_a + hits_b
    total = comb(n_a + n_b, hits)
    ways = {
        k: comb(n_a, k) * comb(n_b, hits - k) for k in range(max(0, hits - n_b), min(hits, n_a) + 1)
    }
    here = ways[hits_a]
    return sum(way for way in ways.values() if way <= here * _TOLERANCE) / total
