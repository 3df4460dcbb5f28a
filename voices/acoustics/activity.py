"""Where there is speech: stretches between pauses, by phones or by intensity."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from voices.acoustics import analysis as a
from voices.audio import Phone

Spans = tuple[tuple[float, float], ...]


def merged(spans: Iterable[tuple[float, float]], gap_s: float) -> Spans:
    """Ordered spans with gaps shorter than ``gap_s`` closed.

    >>> merged([(0.0, 1.0), (1.1, 2.0), (2.5, 3.0)], 0.15)
    ((0.0, 2.0), (2.5, 3.0))
    """
    out: list[tuple[float, float]] = []
    for start_s, end_s in spans:
        # A gap of exactly the limit is a pause; 1e-9 absorbs the rounding of times.
        if out and start_s - out[-1][1] < gap_s - 1e-9:
            out[-1] = (out[-1][0], max(end_s, out[-1][1]))
        else:
            out.append((start_s, end_s))
    return tuple(out)


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Stretches of a mask (n,) that are True, as first index and the one past the last.

    >>> runs(np.array([True, False, True, True]))
    [(0, 1), (2, 4)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(first), int(past)) for first, past in zip(edges[::2], edges[1::2], strict=True)]


def spoken_phones(phones: Iterable[Phone], gap_s: float) -> Spans:
    """Stretches of phones between pauses of at least ``gap_s``."""
    spoken = ((phone.timing.start_s, phone.timing.end_s) for phone in phones if not phone.is_pause)
    return merged(spoken, gap_s)


def sounding(
    times_s: NDArray[np.float64],
    levels_db: NDArray[np.float64],
    threshold_db: float,
    duration_s: float,
) -> Spans:
    """Stretches whose intensity is above a threshold, gaps under 150 ms closed.

    ``times_s`` and ``levels_db`` (n,) are evenly spaced; sounds shorter than 50 ms are dropped.
    """
    if not len(times_s):
        return ()
    half = a.INTENSITY_STEP_S / 2
    spans = [
        (max(0.0, float(times_s[i]) - half), min(duration_s, float(times_s[j - 1]) + half))
        for i, j in runs(levels_db > threshold_db)
    ]
    whole = merged(spans, a.PAUSE_S)
    return tuple(span for span in whole if span[1] - span[0] >= a.SOUND_S)
