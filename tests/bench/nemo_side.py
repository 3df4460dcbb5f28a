"""NeMo's side of the bench, run by its own interpreter: sentences in as JSON, CPU times out."""

from __future__ import annotations

import json
import sys
import time


def main() -> int:
    """Read sentences, write {"init_s", "costs_ms"} as the last line; returns 0."""
    from nemo_text_processing.text_normalization.normalize import Normalizer

    sentences = json.load(sys.stdin)
    start = time.process_time()
    normalizer = Normalizer(input_case="cased", lang="en")
    init_s = time.process_time() - start
    normalizer.normalize(sentences[0])
    costs = []
    for sentence in sentences:
        start = time.process_time()
        normalizer.normalize(sentence)
        costs.append(1000 * (time.process_time() - start))
    print(json.dumps({"init_s": init_s, "costs_ms": costs}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
