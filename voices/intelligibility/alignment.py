"""Which word was heard for which: a minimal edit path, ties broken by sound.

Conventions: words are compared without case; a pair is (index of the expected word or None, index
of the heard word or None), in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

Pair = tuple[int | None, int | None]
Likeness = Callable[[str, str], float]
"""How alike two words sound, 0 to 1."""
MAX_BLOCK = 250_000
"""Cells of the table of one stretch without a common word; larger ones are paired in order."""
TIE = 1e-3
"""What likeness counts against an edit: never as much as one, in stretches of 500 words."""


def aligned(expected: Sequence[str], heard: Sequence[str], likeness: Likeness) -> list[Pair]:
    """Pairs of a path with the fewest insertions, deletions and substitutions; among such paths
    the one whose substituted words sound most alike.

    >>> aligned(["a", "card"], ["cart"], lambda one, two: float(one[0] == two[0]))
    [(0, None), (1, 0)]
    """
    pairs: list[Pair] = []
    for same, e0, e1, h0, h1 in _blocks(expected, heard):
        if same:
            pairs += zip(range(e0, e1), range(h0, h1), strict=True)
        else:
            inner = _paired(expected[e0:e1], heard[h0:h1], likeness)
            pairs += [(e if e is None else e + e0, h if h is None else h + h0) for e, h in inner]
    return pairs


def _blocks(
    expected: Sequence[str], heard: Sequence[str]
) -> Iterator[tuple[bool, int, int, int, int]]:
    """Runs of common words and the stretches between them, as half-open ranges."""
    open_at: tuple[int, int] | None = None
    for code in Levenshtein.opcodes(expected, heard):
        e0, e1, h0, h1 = code.src_start, code.src_end, code.dest_start, code.dest_end
        if code.tag != "equal":
            open_at = open_at or (e0, h0)
            continue
        if open_at:
            yield False, open_at[0], e0, open_at[1], h0
            open_at = None
        yield True, e0, e1, h0, h1
    if open_at:
        yield False, open_at[0], len(expected), open_at[1], len(heard)


def _paired(expected: Sequence[str], heard: Sequence[str], likeness: Likeness) -> list[Pair]:
    """The pairs of a stretch without a common word (Needleman and Wunsch 1970)."""
    rows, columns = len(expected), len(heard)
    if not rows or not columns or rows * columns > MAX_BLOCK:
        return _in_order(rows, columns)
    cost = [[float(i + j) for j in range(columns + 1)] for i in range(rows + 1)]
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            unlike = 1 + TIE * (1 - likeness(expected[i - 1], heard[j - 1]))
            cost[i][j] = min(cost[i - 1][j - 1] + unlike, cost[i - 1][j] + 1, cost[i][j - 1] + 1)
    i, j = rows, columns
    found: list[Pair] = []
    while i or j:
        if i and cost[i][j] == cost[i - 1][j] + 1:
            i -= 1
            found.append((i, None))
        elif j and cost[i][j] == cost[i][j - 1] + 1:
            j -= 1
            found.append((None, j))
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]


def _in_order(rows: int, columns: int) -> list[Pair]:
    both: list[Pair] = [(i, i) for i in range(min(rows, columns))]
    both += [(i, None) for i in range(columns, rows)]
    return both + [(None, j) for j in range(rows, columns)]
