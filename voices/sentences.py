"""Sentences for calibration, verification and samples, by language.

Conventions: one sentence a line in assets/sentences/<tag>.txt, under ``[calibration]``,
``[samples]`` or ``[verification]``; lines that begin with # are comments. Verification sentences
are used for nothing else, so that nothing is tuned on them. Calibration sentences hold a number, an
amount and a date as prompts do: plain sentences alone are spoken 5 to 10 % faster by the same voice
(measured), and a rate calibrated on them would not be met; so are long sentences beside short ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from locales.errors import LocaleError, unknown
from voices.asset_files import ASSETS, stems

SECTIONS = ("calibration", "verification", "samples")


@lru_cache(maxsize=1)
def sentence_tags() -> tuple[str, ...]:
    """The tags that have sentences, sorted."""
    return stems("sentences", ".txt")


def nearest_tag(tag: str) -> str:
    """The tag whose sentences serve a locale: its own, else the first of its language.

    Raises LocaleError where the language has none.

    >>> nearest_tag("es-AR"), nearest_tag("en-US")
    ('es-MX', 'en-US')
    """
    language = tag.partition("-")[0]
    known = sentence_tags()
    preferred = (tag, *PREFERRED.get(language, ()), *known)
    for name in preferred:
        if name in known and name.partition("-")[0] == language:
            return name
    raise LocaleError(unknown("language of probe sentences", tag, known))


PREFERRED: Mapping[str, tuple[str, ...]] = {
    "en": ("en-US",),
    "fr": ("fr-FR",),
    "pt": ("pt-PT",),
}
"""Where a language has several files, the one for its other regions."""


def has_sentences(tag: str) -> bool:
    """Whether the language of a locale has probe sentences.

    >>> has_sentences("es-AR"), has_sentences("ja-JP")
    (True, False)
    """
    language = tag.partition("-")[0]
    return any(name.partition("-")[0] == language for name in sentence_tags())


@lru_cache(maxsize=16)
def _sections(tag: str) -> Mapping[str, tuple[str, ...]]:
    file = ASSETS / "sentences" / f"{tag}.txt"
    found: dict[str, list[str]] = {name: [] for name in SECTIONS}
    section = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip()
        if text.startswith("[") and text.endswith("]"):
            section = text[1:-1]
        elif text and not text.startswith("#"):
            if section not in found:
                raise LocaleError(f"{tag}.txt line {number}: no section {section!r}")
            found[section].append(text)
    return {name: tuple(lines) for name, lines in found.items()}


def sentences(tag: str, section: str) -> tuple[str, ...]:
    """The sentences of a section, in the language of a tag (BCP 47).

    ``section`` is ``calibration``, ``verification`` or ``samples``. Raises LocaleError for a
    language without sentences or an unknown section.

    >>> len(sentences("fr-CA", "verification"))
    14
    """
    if section not in SECTIONS:
        raise LocaleError(unknown("section of probe sentences", section, SECTIONS))
    return _sections(nearest_tag(tag))[section]
