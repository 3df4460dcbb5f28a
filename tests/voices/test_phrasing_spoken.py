"""Sentence types, lists and numbers as they are heard, through the real engine and by Praat."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest

from normalizers import normalize
from voices.acoustics import Report
from voices.acoustics.material import Material
from voices.acoustics.phrase_ends import PhraseEnd, phrase_ends
from voices.acoustics.report import measure_all
from voices.audio import PhraseKind, Speech
from voices.persona import Persona
from voices.resolve import asked_sd_st
from voices.sentences import sentences
from voices.speaking import Voice, prepare, speak

K = PhraseKind
LOCALES = ("en-US", "en-GB", "fr-FR", "de-DE", "es-MX")
PERSONAS = {
    "male": {"gender": "male"},
    "female": {"gender": "female"},
    "monotone": {"gender": "male", "intonation": "monotone"},
    "expressive": {"gender": "female", "intonation": "expressive"},
}
YES_NO = {
    "en-US": ["Would you like me to send it by email?", "Is this your current address?",
              "Did you receive the invoice on Monday?"],
    "en-GB": ["Would you like me to send it by email?", "Is this your current address?",
              "Did you receive the invoice on Monday?"],
    "fr-FR": ["Souhaitez-vous recevoir le reçu ?", "Est-ce que c'est votre adresse ?",
              "Avez-vous reçu la facture lundi ?"],
    "de-DE": ["Möchten Sie die Rechnung bekommen?", "Ist das Ihre Adresse?",
              "Kommen Sie am Montag wieder?"],
    "es-MX": ["¿Quiere que se lo mande por correo?", "¿Es esta su dirección?",
              "¿Recibió la factura el lunes?"],
}  # fmt: skip
FALLING = {
    "en-US": ["Your order left our warehouse this morning.", "I will look that up for you now.",
              "When would you like to come?", "What is the name of your bank?"],
    "en-GB": ["Your order left our warehouse this morning.", "I will look that up for you now.",
              "When would you like to come?", "What is the name of your bank?"],
    "fr-FR": ["Votre commande est partie ce matin.", "Je vérifie cela pour vous maintenant.",
              "Quand voulez-vous venir ?", "Quel est le nom de votre banque ?"],
    "de-DE": ["Ihre Bestellung ist heute Morgen abgegangen.", "Ich sehe das gleich für Sie nach.",
              "Wann möchten Sie kommen?", "Wie ist der Name Ihrer Bank?"],
    "es-MX": ["Su pedido salió de la bodega esta mañana.", "Ahora mismo lo reviso para usted.",
              "¿Cuándo quiere venir?", "¿Cuál es el nombre de su banco?"],
}  # fmt: skip
LISTS = {
    "en-US": ["You will need a passport, two tickets, a form, and a key."],
    "en-GB": ["You will need a passport, two tickets, a form, and a key."],
    "fr-FR": ["Il vous faut un passeport, deux billets, une photo et une clé."],
    "de-DE": ["Sie brauchen einen Pass, zwei Karten, ein Foto und einen Schlüssel."],
    "es-MX": ["Va a necesitar un pasaporte, dos boletos, una foto y una llave."],
}
NUMBERS = {
    "en-US": ["You can reach our team at (415) 555-0132 until eight.", "Your code is XK4-7PQ."],
    "en-GB": ["You can reach our team on 020 7946 0018 until eight.", "Your code is XK4-7PQ."],
    "fr-FR": ["Appelez-nous au 01 99 00 41 72 après seize heures.", "Votre code est XK4-7PQ."],
    "de-DE": ["Sie erreichen uns unter 030 23125 119.", "Ihr Code lautet XK4-7PQ."],
    "es-MX": ["Llámenos al 55 1234 5678 después de las cuatro.", "Su código es XK4-7PQ."],
}
PLAIN, SLOW = ("male", "female"), ("monotone", "expressive")
every = pytest.mark.parametrize("locale", LOCALES)
each = pytest.mark.parametrize(
    "name", [*PLAIN, *(pytest.param(name, marks=pytest.mark.slow) for name in SLOW)]
)


@lru_cache(maxsize=32)
def voice(locale: str, name: str) -> Voice:
    return prepare(Persona(name="heard", locale=locale, **PERSONAS[name]))  # type: ignore[arg-type]


@lru_cache(maxsize=1024)
def said(locale: str, name: str, text: str) -> Speech:
    return speak(normalize(text, locale), voice(locale, name))


@lru_cache(maxsize=32)
def base_st(locale: str, name: str) -> float:
    """The speaker's base: the 5th percentile of F0 over the verification sentences, in st."""
    lines = sentences(locale, "verification")
    tracks = [Material(said(locale, name, line)).track for line in lines]
    voiced = np.concatenate([track.f0_hz[track.voiced] for track in tracks])
    return float(np.percentile(12 * np.log2(voiced), 5))


def ends(locale: str, name: str, texts: list[str]) -> list[PhraseEnd]:
    materials = [Material(said(locale, name, text)) for text in texts]
    return [end for material in materials for end in phrase_ends(material)]


def over_base_st(found: list[PhraseEnd], locale: str, name: str) -> float:
    return float(np.mean([end.end_st for end in found])) - base_st(locale, name)


def report(locale: str, name: str, texts: list[str]) -> Report:
    spoken = [said(locale, name, text) for text in texts]
    return measure_all(spoken, families=("pitch", "phrase_ends", "entities"))


def value(found: Report, name: str) -> float:
    measure = found[name]
    assert measure.value is not None, f"{name}: {measure.why}"
    return measure.value


@every
@each
def test_questions_for_yes_or_no_end_high(locale: str, name: str) -> None:
    """4 st and more over the last accent: below 3 st a rise tells nothing (thart1990)."""
    assert value(report(locale, name, YES_NO[locale]), "question_rise_st") >= 4.0


@every
@each
def test_statements_and_wh_questions_fall_to_the_base(locale: str, name: str) -> None:
    found = ends(locale, name, FALLING[locale])
    assert {end.phrase.kind for end in found} == {K.STATEMENT, K.WH}
    for kind in (K.STATEMENT, K.WH):
        alike = [end for end in found if end.phrase.kind is kind]
        assert abs(over_base_st(alike, locale, name)) <= 1.5
    assert np.mean([end.movement_st for end in found]) < -1.0


@every
@each
def test_items_of_a_list_rise_and_the_last_falls(locale: str, name: str) -> None:
    found = ends(locale, name, LISTS[locale])
    items = [end.movement_st for end in found if end.phrase.kind is K.ITEM]
    assert 1.0 <= np.mean(items) <= 5.0
    assert abs(over_base_st([found[-1]], locale, name)) <= 1.6
    assert found[-1].phrase.kind is K.LAST_ITEM


@every
@each
def test_numbers_and_codes_can_be_written_down(locale: str, name: str) -> None:
    """The rules of 04_digits_letters.yaml."""
    found = report(locale, name, NUMBERS[locale])
    assert value(found, "group_pauses_off") == 0
    assert 0.2 <= value(found, "group_pause_s") <= 0.5
    assert value(found, "group_gap_ratio") >= 4.0
    assert value(found, "group_slope_st_s") >= 0.0
    assert 1.0 <= value(found, "group_rise_st") <= 5.0
    assert value(found, "last_figure_ratio") >= 1.19
    assert value(found, "group_level_db") <= 2.5
    assert 2.4 <= value(found, "group_rate_syll_s") <= 4.2
    last = [end for end in ends(locale, name, NUMBERS[locale]) if end.phrase.kind is K.LAST_GROUP]
    assert abs(over_base_st(last, locale, name)) <= 1.6


@pytest.mark.parametrize(
    ("locale", "text", "groups"),
    [
        ("en-US", "Call (415) 555-0132.",
         ["four one five", "five five five", "zero one three two"]),
        ("fr-FR", "Appelez le 01 99 00 41 72.",
         ["zéro un", "quatre-vingt-dix-neuf", "zéro zéro", "quarante et un", "soixante-douze"]),
        ("de-DE", "Meine Nummer ist 030 23125 119.",
         ["null drei null", "zwei drei eins", "zwei fünf", "eins eins neun"]),
        ("en-US", "Your code is B7 4K 92.", ["B seven", "four K", "ninety two"]),
    ],
)  # fmt: skip
def test_groups_are_those_of_the_normalizer(locale: str, text: str, groups: list[str]) -> None:
    speech = said(locale, "male", text)
    found = [
        " ".join(word.text for word in speech.words[phrase.first : phrase.last])
        for phrase in speech.phrases
        if phrase.rate_syll_s
    ]
    assert found == groups


@every
def test_a_question_and_a_statement_are_told_by_ear(locale: str) -> None:
    """Their ends lie 8 st apart and more (oshaughnessy1976: 70 to 100 against 170 to 190 Hz)."""
    rising, falling = (ends(locale, "male", texts[locale]) for texts in (YES_NO, FALLING))
    assert over_base_st(rising, locale, "male") - over_base_st(falling, locale, "male") >= 8.0


def whole_statements(locale: str, name: str) -> list[tuple[float, float]]:
    """Duration and slope of the statements that are a sentence: a part behind a comma or a
    semicolon goes on with the line of its sentence."""
    found = []
    for text in [*sentences(locale, "samples"), *sentences(locale, "verification")]:
        material = Material(said(locale, name, text))
        starts = {0, *(phrase.last for phrase in material.planned if phrase.ends_sentence)}
        for end in phrase_ends(material):
            whole = end.phrase.first in starts and end.phrase.kind is K.STATEMENT
            if whole and math.isfinite(end.slope_st_s):
                found.append((end.span.duration_s, end.slope_st_s))
    return found


@every
def test_declination_is_steeper_in_short_sentences(locale: str) -> None:
    lines = np.array(sorted(one for name in PLAIN for one in whole_statements(locale, name)))
    half = len(lines) // 2
    assert np.median(lines[:half, 1]) < np.median(lines[half:, 1]) < -0.5
    expected = -11 / (lines[:, 0] + 1.5)
    assert np.median(lines[:, 1] / expected) == pytest.approx(1.0, abs=0.35)


@every
@each
def test_f0_has_no_octave_jumps_and_the_sound_no_clicks(locale: str, name: str) -> None:
    texts = [YES_NO[locale][0], FALLING[locale][0], LISTS[locale][0], NUMBERS[locale][0]]
    for text in texts:
        material = Material(said(locale, name, text))
        st_of = 12 * np.log2(material.track.f0_hz)
        steps = np.abs(np.diff(st_of))
        assert np.nanmax(steps) < 5.0, text
    found = measure_all([said(locale, name, text) for text in texts], families=("defects",))
    assert found.value("click_count") == 0


LANDED = [(locale, name) for locale in LOCALES for name in PERSONAS]


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "name"), LANDED)
def test_numbers_land_on_sentences_that_calibrate_nothing(locale: str, name: str) -> None:
    texts = [*sentences(locale, "verification"), *sentences(locale, "samples")]
    found = measure_all([said(locale, name, text) for text in texts], families=("pitch", "rhythm"))
    settings = voice(locale, name).settings
    assert settings.f0_median_hz
    assert settings.rate_syll_s
    off_st = 12 * math.log2(value(found, "f0_median_hz") / settings.f0_median_hz)
    assert abs(off_st) <= 0.5
    assert value(found, "f0_sd_st") == pytest.approx(asked_sd_st(settings), abs=0.35)
    assert value(found, "articulation_rate_syll_s") == pytest.approx(settings.rate_syll_s, rel=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("speed", ["slow", "conversational", "fast"])
@every
def test_pauses_land_at_any_speed(locale: str, speed: str) -> None:
    persona = Persona(name="heard", locale=locale, speed=speed)
    made = prepare(persona)
    for text in sentences(locale, "verification"):
        speech = speak(normalize(text, locale), made)
        for one, two in pairwise(speech.phrases):
            if one.pause_s:
                gap_s = (
                    speech.words[two.first].timing.start_s - speech.words[one.last - 1].timing.end_s
                )
                asked_s = one.pause_s * made.settings.pause_ratio
                assert gap_s == pytest.approx(asked_s, abs=0.002), text
