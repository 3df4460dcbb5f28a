"""Continuity over the sentences of a paragraph, rendered whole, sentence by sentence, and as a text
in pieces: the greatest differences between neighbouring sentences, and between the three ways.

Tolerances: F0 median 2.5 st, level 2 LU, alpha 4 dB, CPPS 1.2 dB, tract 4 %, rate 20 %. The rate is
that of phones: syllables of one sentence are longer than those of another. No sentence spells
figures, which have a rate of their own. Tract and CPPS of a sentence of 2 s vary with its sounds by
more than a voice does. Run: python tests/bench/bench_continuity.py
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from normalizers import normalize
from voices.acoustics.report import measure
from voices.audio import Speech
from voices.persona import Persona
from voices.speaking import Voice, prepare, speak, speak_parts, speak_stream

TEXTS = {
    "en-US": (
        "Thanks for waiting. I have found your order in our system. It left the warehouse on "
        "Monday and should be with you by Thursday. Would you like a message when it arrives? "
        "You can also follow it on our website.",
        "Your flight has been delayed by two hours. We are sorry for the trouble! There is a "
        "lounge behind gate twelve, where you can have a coffee. What else can I do for you?",
    ),
    "fr-FR": (
        "Merci d'avoir patienté. J'ai retrouvé votre commande dans notre système. Elle a quitté "
        "l'entrepôt lundi et devrait arriver jeudi chez vous. Voulez-vous recevoir un message à "
        "son arrivée ? Vous pouvez aussi la suivre sur notre site.",
        "Votre vol a deux heures de retard. Nous en sommes désolés ! Un salon vous attend "
        "derrière la porte douze, où l'on sert du café. Que puis-je faire d'autre pour vous ?",
    ),
    "de-DE": (
        "Danke für Ihre Geduld. Ich habe Ihre Bestellung in unserem System gefunden. Sie hat das "
        "Lager am Montag verlassen und sollte am Donnerstag bei Ihnen sein. Möchten Sie eine "
        "Nachricht, wenn sie ankommt? Sie können sie auch auf unserer Seite verfolgen.",
        "Ihr Flug hat zwei Stunden Verspätung. Das tut uns sehr leid! Hinter dem Ausgang zwölf "
        "ist ein Warteraum, in dem Sie Kaffee bekommen. Was kann ich noch für Sie tun?",
    ),
    "es-MX": (
        "Gracias por esperar. Ya encontré su pedido en nuestro sistema. Salió de la bodega el "
        "lunes y debe llegar el jueves a su domicilio. ¿Quiere recibir un mensaje cuando llegue? "
        "También puede seguirlo en nuestra página.",
        "Su vuelo tiene dos horas de retraso. ¡Lamentamos mucho la molestia! Detrás de la puerta "
        "doce hay una sala donde puede tomar un café. ¿Qué más puedo hacer por usted?",
    ),
}
PERSONAS = {
    "female": {"gender": "female"},
    "male professional": {"gender": "male", "intonation": "professional", "tone": "warm"},
    "female expressive": {"gender": "female", "intonation": "expressive", "speed": "quick"},
}
TOLERANCES = {"F0 st": 2.5, "level LU": 2.0, "alpha dB": 4.0, "CPPS dB": 1.2, "tract %": 4.0,
              "phones %": 20.0, "syll. %": 20.0}  # fmt: skip


def pieces_of(text: str) -> Iterator[str]:
    """A text in pieces of one to nine characters."""
    at = 0
    for step in np.random.default_rng(3).integers(1, 10, len(text)):
        if at < len(text):
            yield text[at : at + step]
        at += int(step)


def row(sentence: Speech) -> tuple[float, ...]:
    """F0 in st, level, alpha, CPPS, tract in %, phone and syllable rate in %, on log scales."""
    report = measure(sentence)
    found = [report.value(name) for name in (
        "f0_median_hz", "loudness_lufs", "alpha_db", "cpps_db", "tract_cm",
        "articulation_rate_syll_s")]  # fmt: skip
    f0, level, alpha, cpps, tract, rate = (math.nan if v is None else v for v in found)
    lasting = [phone.timing.duration_s for phone in sentence.phones if not phone.is_pause]
    rates = [100 * math.log(len(lasting) / sum(lasting)), 100 * math.log(rate)]
    return (12 * math.log2(f0), level, alpha, cpps, 100 * math.log(tract), *rates)


def steps(rows: Sequence[tuple[float, ...]]) -> np.ndarray:
    """Differences between neighbours, (n - 1, 7)."""
    return np.array([[abs(b - a) for a, b in zip(x, y, strict=True)] for x, y in pairwise(rows)])


def trimmed(speech: Speech) -> np.ndarray:
    """The samples from the first word to the last."""
    rate_hz = speech.audio.rate_hz
    ends = speech.words[0].timing.start_s, speech.words[-1].timing.end_s
    first, last = (int(at_s * rate_hz + 1e-6) for at_s in ends)
    return speech.audio.samples[first:last]


def distance(ways: Sequence[Sequence[Speech]]) -> float:
    """The greatest difference of a sample between two ways, in dB of full scale."""
    worst = 0.0
    for several in zip(*ways, strict=True):
        cut = [trimmed(one) for one in several]
        length = min(map(len, cut))
        for one in cut[1:]:
            worst = max(worst, float(np.abs(one[:length] - cut[0][:length]).max()))
            worst = worst if len(one) == len(cut[0]) else 1.0
    return 20 * math.log10(max(worst, 1e-9))


def sentences_alone(text: str, voice: Voice, parts: Sequence[Speech]) -> list[Speech]:
    """Each sentence of a text spoken by itself."""
    utterance = normalize(text, voice.persona.locale)
    found = []
    for sentence in utterance.sentences():
        if any(token.spoken for token in sentence):
            start, end = sentence[0].span.start, sentence[-1].span.end
            found.append(speak(normalize(text[start:end], voice.persona.locale), voice))
    assert len(found) == len(parts)
    return found


def main() -> int:
    """Measure and print; returns 0."""
    print(f"{'':26}{'':18}" + "".join(f"{name:>10}" for name in TOLERANCES) + "   ways apart")
    every = []
    for locale, texts in TEXTS.items():
        for name, values in PERSONAS.items():
            voice = prepare(Persona(name="bench", locale=locale, **values))
            found, apart = [], []
            for text in texts:
                whole = list(speak_parts(normalize(text, locale), voice))
                stream = list(speak_stream(pieces_of(text), voice))
                apart.append(distance([whole, stream, sentences_alone(text, voice, whole)]))
                found.append(steps([row(sentence) for sentence in whole]))
            every.append(np.concatenate(found))
            most = every[-1].max(axis=0)
            print(f"{locale:8}{name:36}" + "".join(f"{value:10.2f}" for value in most)
                  + f"   {max(apart):.0f} dBFS")  # fmt: skip
    table = np.concatenate(every)
    for label, values in (
        ("greatest", table.max(axis=0)),
        ("median", np.median(table, axis=0)),
        ("share within", (table <= list(TOLERANCES.values())).mean(axis=0)),
        ("tolerance", np.array(list(TOLERANCES.values()))),
    ):
        print(f"{label:44}" + "".join(f"{value:10.2f}" for value in values))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
