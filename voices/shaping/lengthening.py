"""Durations that the plan asks for: longer phrase ends, figures that can be written down.

Conventions: a stretch is a part of the speech between edges, ``owner`` the index of its phone or
-1; factors change durations, (m,).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voices.acoustics.entities import last_over_others
from voices.audio import Phrase, PhraseKind
from voices.ipa import is_long, is_sonorant, is_vowel
from voices.shaping.frames import Flags, Floats, Frames

FINAL = 1.3
"""Vowel of the last syllable of a phrase against the others of its sentence: about 1.4 in read
speech (klatt1976, memory); an engine that lengthens by itself is left alone."""
ROOM_S, QUESTION_ROOM_S, MOST_ROOM = 0.18, 0.22, 2.0
"""Voiced time, from the last accented vowel on, that a final fall or rise needs: speakers need
0.15 s for 7 st (Xu and Sun 2002, memory), the pitch tracker of a low voice 0.2 (measured). The
last syllable lasts at most so many times longer for it."""
QUANTITY = 1.5
"""Where a language has long and short vowels, the long one at an open phrase end needs so much more
room: both are lengthened there, and stay 1.35 times apart and more (Belgian and Swiss -ée against
-é, measured)."""
GROUP_LAST, ENTITY_LAST, PAIR_LAST = 1.35, 1.6, 1.55
"""Last digit of a group and of the whole against the others: 1.15 to 1.6 and 1.3 to 2.0
(04_digits_letters [M]); in a group of two the last must be 1.5 times the other to be 1.2 times
the mean."""
LONGEST = 2.0
EVENED, MOST_EVENED = 0.5, 0.15
"""An engine says some sentences, above all short ones, up to a third slower than others (measured
in phones a second); half of that is taken back, at most 15 %, so that neighbouring sentences keep
within 20 % (the tolerance: quene2007, judgement)."""
INNER_GAP_S = 0.03
"""Between digits of a group 0 to 80 ms, typical 30 (04_digits_letters [M])."""


@dataclass(frozen=True, slots=True, eq=False)
class _Stretches:
    """Stretches of speech, (m,) each: length in s, phone, word, and what sounds in them."""

    lengths: Floats
    owner: NDArray[np.intp]
    word: NDArray[np.intp]
    vowel: Flags
    sonorant: Flags
    silent: Flags
    usual_s: float

    @classmethod
    def of(cls, frames: Frames, edges_s: Floats, owner: NDArray[np.intp]) -> _Stretches:
        """What lies between edges; ``usual_s`` is the median length of a vowel."""
        phones = [None if i < 0 else frames.phones[i] for i in owner]
        lengths = np.diff(edges_s)
        vowel = np.array([phone is not None and is_vowel(phone.symbol) for phone in phones])
        return cls(
            lengths=lengths,
            owner=owner,
            word=np.array([-1 if p is None or p.word is None else p.word for p in phones]),
            vowel=vowel,
            sonorant=np.array([p is not None and is_sonorant(p.symbol) for p in phones]),
            silent=np.array([p is None or p.is_pause for p in phones]),
            usual_s=float(np.median(lengths[vowel])) if vowel.any() else 0.1,
        )

    def of_phrase(self, phrase: Phrase) -> Flags:
        """The stretches with the phrase's words, (m,)."""
        return (self.word >= phrase.first) & (self.word < phrase.last)


def lengthened(
    frames: Frames,
    phrases: Sequence[Phrase],
    edges_s: Floats,
    owner: NDArray[np.intp],
    factors: Floats,
    tempo: float = 1.0,
    phones_s: float | None = None,
) -> Floats:
    """The factors, made for ``tempo`` times the base voice's rate, with those of phrase ends and
    of spelled groups.

    What is not spelled lasts as long in all as at the base rate over ``tempo``, whatever room its
    ends need; with ``phones_s``, the base voice's phones a second, half way to that rate.
    """
    view = _Stretches.of(frames, edges_s, owner)
    found = _ended(frames, phrases, view, factors)
    plain = ~view.silent
    for phrase in phrases:
        if phrase.rate_syll_s:
            plain &= ~view.of_phrase(phrase)
    if plain.any():
        usual = _ended(frames, phrases, view, factors * tempo)
        wanted_s = float((view.lengths * usual)[plain].sum()) / tempo
        if phones_s:
            even = len(set(owner[plain].tolist())) / (phones_s * tempo) / wanted_s
            wanted_s *= float(np.clip(even**EVENED, 1 - MOST_EVENED, 1 + MOST_EVENED))
        found[plain] *= wanted_s / float((view.lengths * found)[plain].sum())
    for phrase in phrases:
        own = view.of_phrase(phrase)
        if phrase.rate_syll_s and own.any():
            _spell(phrase, phrase.rate_syll_s, view, found, own)
    return found


def _ended(frames: Frames, phrases: Sequence[Phrase], view: _Stretches, factors: Floats) -> Floats:
    """The factors with those of phrase ends."""
    found = factors.copy()
    for phrase in phrases:
        own = view.of_phrase(phrase)
        if own.any() and not phrase.rate_syll_s and phrase.kind is not PhraseKind.OPEN:
            room_s = QUESTION_ROOM_S if phrase.kind is PhraseKind.YES_NO else ROOM_S
            _end(frames, view, found, own, room_s)
    return found


def _end(frames: Frames, view: _Stretches, factors: Floats, own: Flags, room_s: float) -> None:
    """Lengthen the rime of the last syllable of a phrase, and give its final movement room."""
    nuclei = np.flatnonzero(own & view.vowel)
    if not len(nuclei):
        return
    rime = np.arange(nuclei[-1], np.flatnonzero(own)[-1] + 1)
    own_ratio = view.lengths[nuclei[-1]] / view.usual_s
    if len(rime) == 1 and is_long(frames.phones[view.owner[rime[0]]].symbol):
        room_s *= QUANTITY
    factors[rime] *= float(np.clip(FINAL / own_ratio, 1.0, FINAL))
    stress = np.array([frames.phones[view.owner[i]].stress for i in nuclei])
    accented = nuclei[np.flatnonzero(stress == stress.max())[-1]]
    lasting = view.lengths * factors
    voiced = own & view.sonorant
    missing_s = room_s - float(lasting[accented:][voiced[accented:]].sum())
    sounding = rime[view.sonorant[rime]]
    if missing_s > 0:
        factors[sounding] *= min(1 + missing_s / float(lasting[sounding].sum()), MOST_ROOM)


def _spell(
    phrase: Phrase, rate_syll_s: float, view: _Stretches, factors: Floats, own: Flags
) -> None:
    """A group of figures: its last longer, the whole at its own rate."""
    inside = np.arange(np.flatnonzero(own)[0], np.flatnonzero(own)[-1] + 1)
    inner, spoken = inside[view.silent[inside]], inside[~view.silent[inside]]
    factors[inner] = np.minimum(1.0, INNER_GAP_S / np.maximum(view.lengths[inner], 1e-6))
    syllables = int((own & view.vowel).sum())
    if not syllables:
        return
    wanted_s = syllables / rate_syll_s - float((view.lengths * factors)[inner].sum())
    factors[spoken] *= wanted_s / float((view.lengths * factors)[spoken].sum())
    _lengthen_last(phrase, view, factors, spoken)
    factors[spoken] *= wanted_s / float((view.lengths * factors)[spoken].sum())


def _lengthen_last(
    phrase: Phrase, view: _Stretches, factors: Floats, spoken: NDArray[np.intp]
) -> None:
    """Make the last figure as long against the others as it should be: from its last vowel on, and
    as a whole where that does not suffice."""
    lasting = view.lengths * factors
    rime = spoken[spoken >= spoken[view.vowel[spoken]][-1]]
    words = [spoken[view.word[spoken] == index] for index in range(phrase.first, phrase.last)]
    words = [word for word in words if len(word)]
    ratio = ENTITY_LAST if phrase.kind is not PhraseKind.GROUP else GROUP_LAST
    if len(words) < 2:
        factors[rime] *= ratio
        return
    figures = [(float(lasting[word].sum()), int(view.vowel[word].sum())) for word in words]
    ratio = max(ratio, PAIR_LAST) if len(words) == 2 else ratio
    missing = ratio / last_over_others(figures) - 1
    if missing <= 0:
        return
    length_s, rime_s = figures[-1][0], float(lasting[rime].sum())
    times = min(1 + missing * length_s / rime_s, LONGEST)
    made_s = length_s + (times - 1) * rime_s
    factors[rime] *= times
    factors[words[-1]] *= min((1 + missing) * length_s / made_s, LONGEST)
