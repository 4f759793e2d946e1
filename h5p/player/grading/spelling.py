"""How many typing errors lie between two words."""


def distance(first: str, second: str) -> int:
    """Return the edits (insert, delete, replace, swap of neighbours) from one word to the other."""
    if abs(len(first) - len(second)) > len(second):
        return len(first)
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, left in enumerate(first, start=1):
        before, previous = row, before
        row = [i]
        for j, right in enumerate(second, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if previous and j > 1 and left == second[j - 2] and first[i - 2] == right:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
    return row[-1]
