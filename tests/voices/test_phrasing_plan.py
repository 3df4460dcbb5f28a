"""The plan of phrases: what sentences are, where lists and entities lie, how long speech pauses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import locales
from locales.errors import TextError
from normalizers import normalize, normalize_ssml
from normalizers.utterance import Break, Utterance
from voices.audio import PhraseKind, Word
from voices.phrasing import Planned, phrases, plan, readable
from voices.phrasing.silences import COLON, COMMA, DASH, GROUP, PARAGRAPH, SENTENCE, Silence

K = PhraseKind


def planned(text: str, locale: str = "en-US") -> tuple[Planned, ...]:
    return plan(normalize(text, locale))


def kinds(text: str, locale: str = "en-US") -> list[str]:
    return [str(phrase.kind) for phrase in planned(text, locale)]


def last(text: str, locale: str) -> PhraseKind:
    return planned(text, locale)[-1].kind


def said(utterance: Utterance, phrase: Planned) -> str:
    tokens = utterance.tokens[phrase.first[0] : phrase.last + 1]
    return " ".join(token.spoken for token in tokens if token.spoken)


WH = {
    "en-US": [
        "What is your name?", "And what about Monday?", "To which address should we send it?",
        "Thank you, what is your name?", "If that is fine, when would you like to come?",
        "How can I help you today?", "Who's calling, please?", "At what time?",
    ],
    "fr-FR": [
        "Qu'est-ce que vous voulez ?", "À quel moment notre technicien peut-il passer ?",
        "Laquelle des deux adresses préférez-vous utiliser ?", "Vous arrivez quand ?",
        "Où est-ce que vous habitez ?", "Bon, comment vous appelez-vous ?", "Et pour quand ?",
    ],
    "de-DE": [
        "Wann kommen Sie?", "Für wann möchten Sie den Termin?", "Gut, wie ist Ihr Name?",
        "Welche der beiden Adressen sollen wir verwenden?", "Und womit kann ich helfen?",
    ],
    "es-MX": [
        "¿Cuándo puede venir?", "Si ya lo tiene, ¿cuándo puede venir?", "¿A qué hora prefiere?",
        "¿Cuál de las dos direcciones prefiere que usemos?", "¿Y por qué?",
    ],
    "pt-BR": ["O que você quer?", "A que horas o senhor chega?", "Por que não?"],
    "it-IT": ["Dov'è l'ufficio?", "A che ora arriva?", "Quanto costa?", "Com'è andata?"],
    "nl-NL": ["Hoe laat komt u?", "Met wie spreek ik?", "Waarom niet?"],
    "sv-SE": ["När kommer du?", "Hur många är ni?", "Till vem?"],
}  # fmt: skip
YES_NO = {
    "en-US": [
        "Is it ready?", "Would you like me to send it?", "When you called, did you get an answer?",
        "Can you tell me, please, when you called?", "Do you have any comments or questions?",
        "Are you coming or not?", "You're coming, aren't you?", "That is right, correct?",
    ],
    "fr-FR": [
        "Est-ce que vous venez ?", "Souhaitez-vous recevoir le reçu ?", "Vous venez lundi ?",
        "Pouvez-vous me dire, s'il vous plaît, quand vous venez ?",
        "Quand vous avez appelé, avez-vous eu une réponse ?", "C'est le 12, n'est-ce pas ?",
    ],
    "de-DE": [
        "Können Sie mir sagen, wann Sie kommen?", "Haben Sie die Rechnung bekommen?",
        "Sie kommen doch, oder?", "Kommen Sie am Montag?",
    ],
    "es-MX": ["¿Sabe cuándo llega?", "¿Recibió la factura?", "Es correcto, ¿verdad?"],
    "pt-BR": ["Você pode vir?", "Recebeu a fatura, certo?"],
    "it-IT": ["Può venire domani?", "È giusto, vero?"],
    "nl-NL": ["Weet u of hij komt?", "U komt toch, hè?"],
    "sv-SE": ["Kommer du på måndag?", "Du kommer, eller hur?"],
}  # fmt: skip
EITHER = {
    "en-US": [
        "Would you like tea or coffee?",
        "Which would you like, the red one or the blue one?",
    ],
    "fr-FR": ["Préférez-vous lundi ou mardi ?"],
    "de-DE": ["Möchten Sie Tee oder Kaffee?"],
    "es-MX": ["¿Prefiere el lunes o el martes?"],
    "pt-BR": ["Prefere segunda ou terça?"],
    "it-IT": ["Preferisce lunedì o martedì?"],
    "nl-NL": ["Wilt u thee of koffie?"],
    "sv-SE": ["Vill du ha te eller kaffe?"],
}


def cases(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(locale, text) for locale, texts in table.items() for text in texts]


@pytest.mark.parametrize(("locale", "text"), cases(WH))
def test_questions_with_a_question_word_fall(locale: str, text: str) -> None:
    found = planned(text, locale)
    assert found[-1].mood is K.WH
    assert found[-1].kind is K.WH
    assert any(phrase.focus is not None for phrase in found)


@pytest.mark.parametrize(("locale", "text"), cases(YES_NO))
def test_questions_for_yes_or_no_rise(locale: str, text: str) -> None:
    assert last(text, locale) is K.YES_NO


@pytest.mark.parametrize(("locale", "text"), cases(EITHER))
def test_alternatives_rise_and_the_last_falls(locale: str, text: str) -> None:
    found = planned(text, locale)
    assert [phrase.kind for phrase in found[-2:]] == [K.ITEM, K.LAST_ITEM]
    assert found[-2].silence is None  # no mark stands between them


def test_tags_ask_after_a_statement() -> None:
    assert kinds("You're coming, aren't you?") == ["statement", "yes-no question"]
    assert kinds("C'est le 12, n'est-ce pas ?", "fr-FR") == ["statement", "yes-no question"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You will need a passport, two photographs, and the signed form.",
         ["item", "item", "last item"]),
        ("You will get a card, two letters and a key.", ["item", "item", "last item"]),
        ("Would you like A, B, or C?", ["item", "item", "last item"]),
        ("Do you need a card, a letter, and a key?", ["item", "item", "yes-no question"]),
        ("Your parcel left our store, and it comes on Monday.", ["continuation", "statement"]),
        ("If there is nothing else, I wish you a pleasant afternoon.",
         ["continuation", "statement"]),
        ("Hello, and welcome!", ["continuation", "exclamation"]),
    ],
)  # fmt: skip
def test_lists_are_told_from_clauses(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr-FR", "Il vous faudra un passeport, une facture, deux photos et le formulaire."),
        ("de-DE", "Sie brauchen einen Ausweis, zwei Fotos und das Formular."),
        ("es-MX", "Va a recibir una tarjeta, dos cartas y una llave."),
        ("it-IT", "Servono un passaporto, due foto e il modulo."),
        ("nl-NL", "U hebt een paspoort, twee foto's en het formulier nodig."),
        ("pt-BR", "Precisa de um passaporte, duas fotos e o formulário."),
        ("sv-SE", "Du behöver ett pass, två foton och blanketten."),
    ],
)
def test_lists_in_other_languages(locale: str, text: str) -> None:
    found = kinds(text, locale)
    assert set(found[:-1]) == {"item"}
    assert found[-1] == "last item"


@pytest.mark.parametrize(
    ("locale", "text", "groups"),
    [
        ("en-US", "You can reach our team at (415) 555-0132 until eight.", 3),
        ("en-US", "Your order B7 4K 92 left our warehouse.", 3),
        ("en-GB", "Call 020 7946 0018 now.", 3),
        ("fr-FR", "Appelez-nous au 01 99 00 41 72 après seize heures.", 5),
        ("de-DE", "Ihr Code lautet XK4-7PQ.", 2),
        ("es-MX", "Llame al 55 1234 5678, por favor.", 3),
    ],
)
def test_groups_rise_and_the_last_falls(locale: str, text: str, groups: int) -> None:
    spelled = [phrase for phrase in planned(text, locale) if phrase.spelled]
    assert [phrase.kind for phrase in spelled] == [K.GROUP] * (groups - 1) + [K.LAST_GROUP]
    assert all(phrase.silence is GROUP for phrase in spelled[:-1])
    assert spelled[-1].silence is not GROUP


def test_the_last_group_of_a_question_or_a_list_rises() -> None:
    assert kinds("Is your number 415-555-0132?")[-1] == "yes-no question"
    found = planned("My numbers are 415-555-0132, 415-555-0133, and 415-555-0134.")
    assert [p.kind for p in found if p.spelled and p.silence is not GROUP] == [
        K.ITEM, K.ITEM, K.LAST_GROUP]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "silence"),
    [
        ("One, two.", COMMA), ("One; two.", COLON), ("One: two.", COLON), ("One - two.", DASH),
        ("One — two.", DASH), ("One... two.", COLON), ("One (two) three.", COMMA),
        ("One. Two.", SENTENCE), ("One? Two.", SENTENCE), ("One! Two.", SENTENCE),
        ("One.\n\nTwo.", PARAGRAPH), ("One?\n\nTwo.", PARAGRAPH),
    ],
)  # fmt: skip
def test_pauses_by_punctuation(text: str, silence: Silence) -> None:
    assert planned(text)[0].silence is silence


def test_pauses_of_markup_are_its_own() -> None:
    found = plan(normalize_ssml('<speak>One <break time="1s"/> two, three.</speak>', "en-US"))
    assert [phrase.exact for phrase in found] == [True, False, False]
    found = plan(normalize_ssml("<speak><p>One?</p><p>Two.</p></speak>", "en-US"))
    assert found[0].silence is PARAGRAPH
    assert found[0].ends_paragraph


def test_pauses_lie_in_their_bands_and_hardly_follow_the_pace() -> None:
    for silence in (COMMA, DASH, COLON, SENTENCE, PARAGRAPH, GROUP):
        assert silence.low_s <= silence.at(2.0) <= silence.at(1.0) == silence.typical_s
        assert silence.at(0.6) == silence.typical_s  # slow speech pauses no longer
    assert COMMA.at(1.4) == COMMA.typical_s
    assert PARAGRAPH.at(1.4) < 0.8 * PARAGRAPH.typical_s


def test_a_division_of_the_plan_is_one_for_the_engine() -> None:
    utterance = normalize("Call 415-555-0132 until eight.", "en-US")
    number = next(i for i, token in enumerate(utterance.tokens) if token.groups)
    assert utterance.tokens[number].break_after is Break.NONE
    assert readable(utterance, plan(utterance)).tokens[number].break_after is Break.PHRASE
    plain = normalize("Would you like tea or coffee, please?", "en-US")
    assert readable(plain, plan(plain)) == plain


def test_words_of_a_speech_find_their_phrases() -> None:
    utterance = normalize("Call (415) 555-0132, or write to us.", "en-US")
    texts = [
        (word, index)
        for index, token in enumerate(utterance.tokens)
        for word in token.spoken.split()
    ]
    from voices.audio import Timing

    words = [Word(text, Timing(i, i + 1), token) for i, (text, token) in enumerate(texts)]
    found = phrases(plan(utterance), utterance, words)
    spoken = [" ".join(word.text for word in words[p.first : p.last]) for p in found]
    assert spoken == ["Call", "four one five", "five five five", "zero one three two",
                      "or write to us"]  # fmt: skip
    assert [phrase.rate_syll_s is not None for phrase in found] == [False, True, True, True, False]
    fast = phrases(plan(utterance), utterance, words, pace=2.0)[1].rate_syll_s
    slow = phrases(plan(utterance), utterance, words, pace=0.3)[1].rate_syll_s
    assert (slow, found[1].rate_syll_s, fast) == pytest.approx((2.6, 3.3, 4.2))


def test_a_part_of_a_phrase_is_open() -> None:
    utterance = normalize_ssml(
        '<speak>Say <lang xml:lang="fr-FR">bonjour</lang> now.</speak>', "en-US"
    )
    from voices.audio import Timing

    found = phrases(plan(utterance), utterance, [Word("Say", Timing(0, 1), 0)])
    assert [phrase.kind for phrase in found] == [K.OPEN]
    assert not found[0].ends_sentence


@pytest.mark.parametrize("tag", locales.available())
def test_every_locale_has_the_words_of_questions(tag: str) -> None:
    words = locales.get(tag).sentences
    for pattern in (words.asks, words.before, words.verbs, words.tags, words.either, words.joins):
        assert pattern != "(?!)"


@pytest.mark.parametrize("text", ["Onko se valmis?", "Hyvä! Kiitos. Yksi, kaksi ja kolme."])
def test_a_locale_without_such_words_is_planned_by_its_marks(text: str) -> None:
    found = kinds(text, "fi-FI")
    assert found[-1] in ("yes-no question", "statement")


@settings(max_examples=120, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en-US", "fr-FR", "de-DE", "es-MX"]))
def test_a_plan_covers_every_word_once(text: str, locale: str) -> None:
    try:
        utterance = normalize(text, locale)
    except TextError:
        return
    found = plan(utterance)
    spoken = [index for index, token in enumerate(utterance.tokens) if token.spoken]
    firsts = [phrase.first for phrase in found]
    assert firsts == sorted(set(firsts))
    assert bool(found) == bool(spoken)
    if found:
        assert found[0].first[0] == spoken[0]
        assert found[-1].last == spoken[-1]
        assert found[-1].ends_sentence
        assert " ".join(said(utterance, p) for p in found if not p.first[1]).split()
    assert plan(utterance) == found
