"""Bridges of a graph: in a table with totals, exactly the hidden cells that can be computed.

Each line and each column is a node, each hidden cell an edge between its line and its column. A
total is the sum of its parts, so every node is one equation; an edge on no cycle has one solution
(Gusfield, 1988).
"""

from collections import defaultdict
from collections.abc import Iterable

Edge = tuple[str, str]


def bridges(edges: Iterable[Edge]) -> list[Edge]:
    """Return the edges (line, column) that lie on no cycle, sorted."""
    links: dict[str, set[str]] = defaultdict(set)
    for row, column in edges:
        links[f"r{row}"].add(f"c{column}")
        links[f"c{column}"].add(f"r{row}")
    found: list[Edge] = []
    seen: dict[str, int] = {}
    low: dict[str, int] = {}
    for start in sorted(links):
        if start not in seen:
            _walk(start, links, seen, low, found)
    return sorted(found)


def _walk(
    start: str,
    links: dict[str, set[str]],
    seen: dict[str, int],
    low: dict[str, int],
    found: list[Edge],
) -> None:
    """Depth first, without recursion; `low` is the earliest node that a node reaches back to."""
    seen[start] = low[start] = len(seen)
    stack = [(start, "", iter(sorted(links[start])))]
    while stack:
        node, parent, rest = stack[-1]
        step = next(rest, None)
        if step is None:
            stack.pop()
            if parent:
                low[parent] = min(low[parent], low[node])
                if low[node] > seen[parent]:
                    row, column = (node, parent) if node.startswith("r") else (parent, node)
                    found.append((row[1:], column[1:]))
        elif step not in seen:
            seen[step] = low[step] = len(seen)
            stack.append((step, node, iter(sorted(links[step]))))
        elif step != parent:
            low[node] = min(low[node], seen[step])
