"""Sentences a second for each locale, and how many written/spoken cases come out right.

Usage: python tests/bench/bench_text.py [CASES.jsonl ...]

A case is one JSON object a line: {"lang", "class", "written", "spoken": [...]}. It counts as right
if, in one of the language's locales, the spoken words equal one of those given, case, spaces and
punctuation aside. Misses that tests/normalizers/declined_cases.tsv does not explain are named.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from locales import available
from locales.errors import StudioError
from normalizers import normalize

LOCALES = {
    "en": ("en-US", "en-GB"), "de": ("de-DE",), "es": ("es-ES", "es-MX"), "fr": ("fr-FR", "fr-CA"),
    "it": ("it-IT",), "pt": ("pt-BR",), "sv": ("sv-SE",),
}  # fmt: skip


DECLINED = Path(__file__).resolve().parents[1] / "normalizers" / "declined_cases.tsv"


def declined() -> set[tuple[str, ...]]:
    """Language, class and written form of the cases that are declined with a reason."""
    lines = DECLINED.read_text(encoding="utf-8").splitlines()
    return {tuple(line.split("\t")[:3]) for line in lines if line and line[0] != "#"}


def bare(text: str) -> str:
    """Letters only, in small letters."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def golden_sentences(tag: str) -> list[str]:
    """The written column of a locale's golden tables."""
    folder = Path(__file__).resolve().parents[1] / "golden" / tag
    return [
        line.split("\t")[0]
        for path in sorted(folder.glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]


def speed(tag: str) -> None:
    """Print CPU time for a sentence of a locale's golden tables."""
    sentences = golden_sentences(tag)
    if not sentences:
        return
    for sentence in sentences:
        normalize(sentence, tag)
    costs = []
    for _ in range(5):
        for sentence in sentences:
            start = time.process_time_ns()
            normalize(sentence, tag)
            costs.append((time.process_time_ns() - start) / 1e6)
    costs.sort()
    mean = sum(costs) / len(costs)
    print(
        f"{tag:6} {len(sentences):4} sentences {1000 / mean:7.0f}/s  median "
        f"{costs[len(costs) // 2]:.3f} ms  p95 {costs[int(len(costs) * 0.95)]:.3f} ms"
    )


def right(case: dict[str, object]) -> tuple[bool, str]:
    """Whether a case comes out right, and what the first locale says."""
    wanted = {bare(str(text)) for text in case["spoken"]}  # type: ignore[attr-defined]
    said = []
    for tag in LOCALES.get(str(case["lang"]), ()):
        try:
            said.append(normalize(str(case["written"]), tag).spoken)
        except StudioError as error:
            said.append(f"({error})")
    return any(bare(text) in wanted for text in said), said[0] if said else ""


def score(path: Path, *, show: str) -> None:
    """Print the share that is right by language and class; with ``show`` also the misses."""
    total: Counter[tuple[str, str]] = Counter()
    good: Counter[tuple[str, str]] = Counter()
    listed = declined()
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        key = case["lang"], case["class"]
        total[key] += 1
        total[case["lang"], "ALL"] += 1
        ok, said = right(case)
        good[key] += ok
        good[case["lang"], "ALL"] += ok
        if not ok and (case["lang"], case["class"], case["written"]) not in listed:
            print(f"  neither right nor declined: {case['lang']} {case['written']!r}")
        if not ok and show == case["lang"]:
            print(f"  {case['class']}: {case['written']!r} -> {said!r}, not {case['spoken']}")
    for (lang, name), count in sorted(total.items()):
        hits = good[lang, name]
        print(f"{lang} {name:24} {hits:4} of {count:4}  {hits / count:4.0%}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    shown = (
        arguments.pop(0).removeprefix("--misses=")
        if arguments[:1] and arguments[0].startswith("--misses=")
        else ""
    )
    for one in available():
        speed(one)
    for argument in arguments:
        score(Path(argument), show=shown)
