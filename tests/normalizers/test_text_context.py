"""Ambiguity decided by context and locale, breaks, limits, the lexicon, threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from locales.errors import LocaleError, TextError
from normalizers import Lexicon, LexiconEntry, converters, normalize
from normalizers.utterance import Break


@pytest.mark.parametrize(
    ("tag", "written", "spoken"),
    [
        ("en-US", "Dr. Drake lives on Drake Dr. now", "Doctor Drake lives on Drake Drive now"),
        ("en-US", "Hello Dr. Lee, call me.", "Hello Doctor Lee call me"),
        ("en-US", "Dear Dr. Lee,", "Dear Doctor Lee"),
        ("en-US", "Sunset Dr. Los Angeles, CA", "Sunset Drive Los Angeles California"),
        ("en-GB", "Hello Dr Lee, come in.", "Hello Doctor Lee come in"),
        ("en-US", "St. James St. is closed", "Saint James Street is closed"),
        ("en-US", "10/11/2025", "October eleventh twenty twenty five"),
        ("en-GB", "10/11/2025", "the tenth of November twenty twenty five"),
        ("en-US", "25/12/2025", "December twenty fifth twenty twenty five"),
        ("en-US", "May I see you on May 3?", "May I see you on May third"),
        ("en-US", "1.500", "one point five zero zero"),
        ("de-DE", "1.500", "eintausendfünfhundert"),
        ("es-MX", "1,500", "mil quinientos"),
        ("fr-FR", "1,500", "un virgule cinq cents"),
        ("en-US", "in 1999 we sold 1999 shoes",
         "in nineteen ninety nine we sold one thousand nine hundred ninety nine shoes"),
        ("de-DE", "am 3. Mai, der 3. Mai, 3. Mai", "am dritten Mai der dritte Mai dritter Mai"),
        ("en-US", "PLEASE READ THE FAQ ASAP", "PLEASE READ THE F A Q ASAP"),
        ("en-US", "the FBI and NASA", "the F B I and NASA"),
        ("en-US", "1-2=5", "one minus two equals five"),
        ("en-US", "I am 5", "I am five"),
        ("en-US", "open Mon-Fri 9am-5pm", "open Monday to Friday nine A M to five P M"),
        ("en-US", "BP 120/80, half 1/2", "B P one hundred twenty over eighty half one half"),
        ("en-US", "policy no. 5, no. Five", "policy number five no Five"),
        ("en-US", "open 24/7", "open twenty four seven"),
        ("en-US", "20 x 30 ft", "twenty by thirty feet"),
        ("en-US", "order #A-10293", "order number A one zero two nine three"),
        ("en-US", "plan B. Then we go", "plan B Then we go"),
        ("es-MX", "21 personas, 21 pesos", "veintiuna personas veintiún pesos"),
        ("es-MX", "1/2 taza", "media taza"),
        ("en-US", "5¢ and ②", "five cents and two"),
        ("es-MX", "$5.00 USD, $5.00 MXN", "cinco dólares cinco pesos"),
        ("fr-FR", "1 heure, 21 pages, le XIXe siècle",
         "une heure vingt et une pages le dix-neuvième siècle"),
        ("de-DE", "am Di., 4. Nov., im 2. Stock", "am Dienstag vierten November im zweiten Stock"),
        ("de-DE", "21. Jahrhundert, 1 Woche, 1 Tag",
         "einundzwanzigstes Jahrhundert eine Woche ein Tag"),
        ("de-DE", "9:00-17:00 Uhr", "neun bis siebzehn Uhr"),
        ("fr-CA", "coûte 56 78 $", "coûte cinquante-six soixante-dix-huit dollars"),
    ],
)  # fmt: skip
def test_context(tag: str, written: str, spoken: str) -> None:
    assert normalize(written, tag).spoken == spoken


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("Hi, you.", [Break.PHRASE, Break.SENTENCE]),
        ("Really?! Yes.", [Break.QUESTION, Break.SENTENCE]),
        ("Wait... what", [Break.PHRASE, Break.SENTENCE]),
        ("At 5 p.m. we go.", [Break.SENTENCE]),
        ("At 5 p.m. We go.", [Break.SENTENCE, Break.SENTENCE]),
        ("One\n\nTwo", [Break.PARAGRAPH, Break.SENTENCE]),
        ("One two", [Break.SENTENCE]),
        ('He said "go." Then left.', [Break.SENTENCE, Break.SENTENCE]),
        ("Mr. Lee vs. Ms. Poe", [Break.SENTENCE]),
        ("We left the U.S. Then we slept.", [Break.SENTENCE, Break.SENTENCE]),
        ("Stop! Go", [Break.EXCLAMATION, Break.SENTENCE]),
    ],
)
def test_breaks(text: str, breaks: list[Break]) -> None:
    result = normalize(text, "en-US")
    found = [token.break_after for token in result.tokens if token.break_after is not Break.NONE]
    assert found == breaks


def test_spanish_marks() -> None:
    result = normalize("¿Cómo está? ¡Hola!", "es-MX")
    assert result.spoken == "Cómo está Hola"
    assert [len(sentence) for sentence in result.sentences()] == [4, 3]


def test_spans_point_into_the_text_as_typed() -> None:
    text = "Caf\u0065\u0301 \u200b\ufeffat\u00a010:30\u2019s"
    result = normalize(text, "en-US")
    assert [token.written for token in result.tokens][:2] == ["Caf\u0065\u0301", "at"]
    assert result.tokens[2].written == "10:30"
    assert result.tokens[2].kind == "time"


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 20_001, "a\x00b", "\x01\x02\x03ab"])
def test_refused(text: str) -> None:
    with pytest.raises(TextError) as caught:
        normalize(text, "en-US")
    assert "\n" not in str(caught.value)


def test_unknown_locale_names_the_known() -> None:
    with pytest.raises(LocaleError, match="en-US"):
        normalize("hello", "qq-QQ")


def test_plain_locale_says_so() -> None:
    result = normalize("Totalt 12,5 km", "da-DK")
    assert result.spoken == "Totalt tolv komma fem kilometer"
    assert all(token.rule.startswith("root.") for token in result.tokens)


def test_lexicon_wins_longest_first() -> None:
    entries = [
        LexiconEntry(written="Lee", say="lay"),
        LexiconEntry(written="Dr. Lee", say="the doctor"),
        LexiconEntry(written="Nguyen", ipa="wɪn"),
        LexiconEntry(written="10:30", say="half ten", locale="en-GB"),
        LexiconEntry(written="us", say="you ess", case=True),
    ]
    lexicon = Lexicon.of(entries)
    result = normalize("Dr. Lee and lee Nguyen told US and us at 10:30", "en-US", lexicon=lexicon)
    assert result.spoken == "the doctor and lay Nguyen told U S and you ess at ten thirty"
    named = next(token for token in result.tokens if token.written == "Nguyen")
    assert (named.rule, named.ipa) == ("lexicon", "wɪn")
    assert normalize("at 10:30", "en-GB", lexicon=entries).spoken == "at half ten"
    assert normalize("Leeds", "en-US", lexicon=lexicon).spoken == "Leeds"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"written": "a", "ipa": "a", "say": "b"}, "exactly one"),
        ({"written": "a"}, "exactly one"),
        ({"written": "a", "ipa": "n0"}, "IPA"),
        ({"written": "a", "ipa": "<b>"}, "IPA"),
        ({"written": "a", "say": "[[x]]"}, "letters"),
        ({"written": "", "say": "x"}, "1 character"),
        ({"written": "x" * 201, "say": "x"}, "200"),
        ({"written": "...", "say": "x"}, "letter or digit"),
        ({"written": "a", "say": "b", "colour": "c"}, "colour"),
        ({"written": "a", "say": "b", "locale": "not a tag"}, "locale"),
    ],
)
def test_bad_entries(fields: dict[str, str], reason: str) -> None:
    with pytest.raises(TextError, match=reason) as caught:
        Lexicon.of([fields])
    assert "\n" not in str(caught.value)


def test_lexicon_yaml_round_trip() -> None:
    text = "- written: no\n  say: know\n- {written: Åse, ipa: ˈoːsə, locale: en-US, case: true}\n"
    lexicon = Lexicon.from_yaml(text)
    assert lexicon.entries[0].written == "no"
    assert lexicon.entries[1].case is True
    assert Lexicon.from_yaml(lexicon.to_yaml()) == lexicon
    assert Lexicon.from_yaml("Nguyen: /wɪn/\nSiobhan: shivawn").to_dicts() == [
        {"written": "Nguyen", "ipa": "wɪn"},
        {"written": "Siobhan", "say": "shivawn"},
    ]
    with pytest.raises(TextError):
        Lexicon.from_yaml("a: [")
    with pytest.raises(TextError):
        Lexicon.from_yaml("!!python/object/apply:os.system ['ls']")


def test_threads_agree() -> None:
    """num2words' converters keep state; many threads at once must read as one alone does."""
    jobs = [
        (
            f"{number},{number % 7} km, ${number}.25, 1/{number % 9 + 2}, {number % 28 + 1}/3/2024",
            tag,
        )
        for number in range(60)
        for tag in ("en-US", "es-MX", "de-DE", "fr-FR", "it-IT")
    ]
    alone = [normalize(*job).spoken for job in jobs]
    converters._words.cache_clear()
    with ThreadPoolExecutor(16) as pool:
        together = list(pool.map(lambda job: normalize(*job).spoken, jobs))
    assert together == alone


def test_abbreviated_unit_ends_no_sentence() -> None:
    assert len(list(normalize("It weighs 12 lbs. 4 oz. in all.", "en-US").sentences())) == 1
    assert len(list(normalize("It weighs 12 lbs. We ship it.", "en-US").sentences())) == 2


def test_expiry_without_its_cue_stays_as_it_was() -> None:
    for text in ("See pages 09/27.", "My card is here. It is due 09/27."):
        assert "date.expiry" not in {token.rule for token in normalize(text, "en-US").tokens}


def test_several_words_beat_a_street_word() -> None:
    result = normalize("au Ier siècle av. J.-C.", "fr-FR")
    assert result.spoken == "au premier siècle avant Jésus-Christ"


@pytest.mark.parametrize("tag", ["en-GB", "es-MX", "fr-FR", "de-DE"])
def test_american_numbers_are_numbers_everywhere(tag: str) -> None:
    kinds = [token.kind for token in normalize("(212) 555-0187", tag).tokens]
    assert kinds == ["telephone"]


def test_service_numbers_join_only_in_their_sentence() -> None:
    joined = normalize("Call 911 or 311.", "en-US").tokens
    apart = normalize("Call 911. Tell us or 311 others.", "en-US").tokens
    assert [token.rule for token in joined].count("telephone.service") == 2
    assert [token.rule for token in apart].count("telephone.service") == 1
