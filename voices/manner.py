"""What markup asks of an utterance, as passages and pauses of its speech."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from normalizers.utterance import Prosody, Token, Utterance
from voices.audio import Speech
from voices.shaping.passages import Passage

# An emphasised word is longer, higher and louder than its neighbours. The amounts are a
# judgement: two to three of the steps that listeners just notice.
EMPHASIS = {
    "strong": Prosody(rate_ratio=0.8, pitch_st=2.5, volume_db=3.0),
    "moderate": Prosody(rate_ratio=0.88, pitch_st=1.5, volume_db=1.5),
    "reduced": Prosody(rate_ratio=1.12, pitch_st=-1.0, volume_db=-3.0),
}


def passages(utterance: Utterance, speech: Speech) -> tuple[Passage, ...]:
    """The passages of a speech that prosody and emphasis ask for."""
    if not any(token.prosody or token.emphasis for token in utterance.tokens):
        return ()
    prosodic = _runs(utterance, speech, lambda token: token.prosody)
    emphatic = _runs(utterance, speech, lambda token: EMPHASIS.get(token.emphasis or ""))
    return (*prosodic, *emphatic)


def _runs(
    utterance: Utterance, speech: Speech, asked: Callable[[Token], Prosody | None]
) -> Iterator[Passage]:
    """Runs of words whose tokens ask for the same."""
    first = 0
    before: Prosody | None = None
    for index, word in enumerate(speech.words):
        here = None if word.token is None else asked(utterance.tokens[word.token])
        if here != before:
            if before is not None:
                yield Passage(first, index, before)
            first, before = index, here
    if before is not None:
        yield Passage(first, len(speech.words), before)


def pauses(utterance: Utterance, speech: Speech) -> dict[int, float]:
    """Exact pauses in s by the index of the word before them, -1 for none."""
    found: dict[int, float] = {}
    for index, token in enumerate(utterance.tokens):
        if token.pause_s is None:
            continue
        before = [
            place
            for place, word in enumerate(speech.words)
            if word.token is not None and word.token <= index
        ]
        word = before[-1] if before else -1
        found[word] = found.get(word, 0.0) + token.pause_s
    return found
