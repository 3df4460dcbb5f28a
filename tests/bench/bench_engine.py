"""What the engines cost: CPU time an utterance, real-time factor, and a fresh copy's share.

Run: python tests/bench/bench_engine.py [--repeats 50]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from normalizers.utterance import Break, Span, Token, Utterance
from voices.engines import get_engine
from voices.engines.espeak_library import fresh
from voices.engines.espeak_phonemes import mnemonics

SHORT = "your table is ready"
LONG = (
    "the next train to the airport leaves from platform nine at a quarter past ten and arrives "
    "at eleven"
)


def utterance(*lines: str) -> Utterance:
    """Sentences of plain words."""
    tokens = []
    text = ""
    for line in lines:
        words = line.split()
        for position, word in enumerate(words):
            start = len(text)
            text += word + " "
            ends = Break.SENTENCE if position == len(words) - 1 else Break.NONE
            span = Span(start, start + len(word))
            tokens.append(Token(span, word, "word", word, "bench", break_after=ends))
    return Utterance(text, "en-US", tuple(tokens))


def cpu_ms(call: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Median and minimum CPU time of a call in ms, after one call to warm up."""
    call()
    times = []
    for _ in range(repeats):
        start = time.process_time()
        call()
        times.append((time.process_time() - start) * 1e3)
    return statistics.median(times), min(times)


def start_and_stop() -> None:
    """A fresh copy of the library that says nothing."""
    with fresh():
        pass


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=50)
    repeats = parser.parse_args().repeats
    texts = {
        "short": utterance(SHORT),
        "long": utterance(LONG, SHORT, LONG),
        "30x": utterance(*[LONG] * 30),
    }
    print(f"{'engine':8} {'text':6} {'audio s':>8} {'CPU ms':>8} {'best ms':>8} {'RTF':>8}")
    for name, voice in (("espeak", "en-us"), ("test", "low")):
        engine = get_engine(name)
        for label, text in texts.items():
            seconds = engine.synthesize(text, voice).audio.duration_s
            count = max(3, repeats // 10) if label == "30x" else repeats
            median, best = cpu_ms(lambda e=engine, t=text, v=voice: e.synthesize(t, v), count)
            rtf = median / 1e3 / seconds
            print(f"{name:8} {label:6} {seconds:8.2f} {median:8.2f} {best:8.2f} {rtf:8.4f}")
    median, best = cpu_ms(start_and_stop, repeats)
    print(f"fresh copy of the library: {median:.2f} ms (best {best:.2f})")

    def learn() -> None:
        mnemonics.cache_clear()
        mnemonics("gmw/en-US")

    median, best = cpu_ms(learn, max(3, repeats // 5))
    print(f"learning a voice's IPA table: {median:.1f} ms (best {best:.1f})")
    engine = get_engine("espeak")
    digests = set()
    with ThreadPoolExecutor(4) as pool:
        jobs = [texts["long"]] * repeats * 4
        start = time.perf_counter()
        for speech in pool.map(lambda text: engine.synthesize(text, "en-us"), jobs):
            digests.add(speech.audio.digest)
        wall = time.perf_counter() - start
    print(
        f"{len(jobs)} utterances on 4 threads: {len(digests)} digest(s), {wall:.2f} s of wall time"
    )


if __name__ == "__main__":
    main()
