"""Probe sentences: sections, counts, and what the verification text must hold."""

import re

import pytest

from locales import available
from locales.errors import LocaleError
from voices.sentences import SECTIONS, sentence_tags, sentences

TAGS = (
    "de-DE", "en-AU", "en-GB", "en-US", "es-MX", "fr-CA", "fr-FR", "it-IT", "nl-NL", "pt-BR",
    "pt-PT", "sv-SE",
)  # fmt: skip


def test_every_language_of_the_locales_has_sentences() -> None:
    assert set(TAGS) == set(sentence_tags())
    assert {tag.partition("-")[0] for tag in available()} == {tag.partition("-")[0] for tag in TAGS}


@pytest.mark.parametrize("tag", TAGS)
def test_sections_hold_what_verification_needs(tag: str) -> None:
    calibration, verification, samples = (sentences(tag, name) for name in SECTIONS)
    assert (len(calibration), len(verification), len(samples)) == (13, 14, 5)
    assert sum(line.endswith("?") for line in calibration) == 3
    assert sum(any(letter.isdigit() for letter in line) for line in calibration) == 7
    assert sum(line.endswith("?") for line in verification) == 3
    assert any(len(re.findall(r"[.!?](?:\s|$)", line)) == 4 for line in verification)
    assert any(line.count(",") >= 2 and not re.search(r"\d", line) for line in verification)
    text = " ".join(verification)
    assert re.search(r"[$€£]|\bkr\b", text)
    assert re.search(r"\d[\d ()-]{6,}\d", text)
    assert "2026" in text
    assert 700 <= len(text) <= 1300  # 45 to 70 s at 15 to 17 characters a second
    assert not set(verification) & set(calibration)
    assert not set(verification) & set(samples)


def test_other_regions_use_the_nearest_file() -> None:
    assert sentences("en-NZ", "samples") == sentences("en-US", "samples")
    assert sentences("en-AU", "samples") != sentences("en-US", "samples")
    assert sentences("pt-AO", "samples") == sentences("pt-PT", "samples")
    assert sentences("fr-BE", "samples") == sentences("fr-FR", "samples")
    assert sentences("fr-CA", "samples") != sentences("fr-FR", "samples")
    assert sentences("es-419", "samples") == sentences("es-MX", "samples")


def test_unknown_language_and_section_are_said() -> None:
    with pytest.raises(LocaleError, match="ja-JP"):
        sentences("ja-JP", "samples")
    with pytest.raises(LocaleError, match="samples"):
        sentences("en-US", "sample")
    with pytest.raises(LocaleError):
        sentences("../en-US", "samples")
