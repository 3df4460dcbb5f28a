"""Accents made by rule: the table, the phoneme data, the rewriting, and how they are spoken."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import parselmouth
import pytest
from pydantic import ValidationError

from locales.errors import EngineError
from normalizers import normalize
from normalizers.utterance import Utterance
from voices.engines import espeak_accents, espeak_text, get_engine
from voices.engines.accent_rules import Rewriter, Rule, Said, SaidWord
from voices.engines.accent_table import Accent, SoundRow, Table, table
from voices.engines.espeak_copies import library_paths
from voices.engines.espeak_library import fresh
from voices.engines.espeak_tables import FILES, LONGEST_IPA, Sound, along, phoneme_data
from voices.ipa import is_vowel
from voices.sentences import sentences

ENGINE = get_engine("espeak")
pytestmark = pytest.mark.skipif(not ENGINE.available().ok, reason=ENGINE.available().reason)
ACCENTS = tuple(table().accents)


def phones(utterance: Utterance, voice: str) -> list[str]:
    speech = ENGINE.synthesize(utterance, voice)
    return [
        " ".join(phone.symbol for phone in speech.phones if phone.word == index)
        for index in range(len(speech.words))
    ]


# The table


@pytest.mark.parametrize("name", ACCENTS)
def test_sounds_and_rules_name_what_is_there(name: str) -> None:
    accent = table().accents[name]
    data = phoneme_data(library_paths()[1])
    own = data.phonemes(accent.table)
    for mnemonic, row in accent.sounds.items():
        assert mnemonic.isascii() and 0 < len(mnemonic) <= 4
        assert mnemonic not in own, f"{mnemonic} is a phoneme of the library"
        assert 0 < len(row.ipa.encode()) <= LONGEST_IPA
        model, _, source = row.of.partition("/")
        assert source in data.phonemes(model)
        assert data.phonemes(model)[source].is_vowel == is_vowel(row.ipa)
        assert [point[0] for point in row.track] == sorted(point[0] for point in row.track)
    used = {part for rule in accent.rules for part in rule.names()}
    assert used <= {*own, *accent.sounds}, used - {*own, *accent.sounds}
    said = {part for rule in accent.rules for said in rule.change.values() for part in said.split()}
    assert set(accent.sounds) <= said, "a sound that no rule says"


def test_a_row_without_a_source_or_with_a_length_of_nothing_is_refused() -> None:
    with pytest.raises(ValidationError):
        Rule(change={"a": "b"}, status="M", source=())
    with pytest.raises(ValidationError):
        Rule(change={"a": "b"}, status="Z", source=("x",))
    with pytest.raises(ValidationError):
        Rule(change={}, status="M", source=("x",))
    with pytest.raises(ValidationError, match="track"):
        SoundRow(ipa="a", of="en/a", ms=200, status="M", source=("x",))
    accent = table().accents["en-au"]
    with pytest.raises(ValidationError, match="citation"):
        Table(accents={"en-au": accent}, sources={})
    with pytest.raises(ValidationError):
        Accent.model_validate({**accent.model_dump(), "rules": ()})


# The phoneme data


def test_the_librarys_own_data_is_written_as_it_is_read(tmp_path) -> None:
    folder = library_paths()[1]
    phoneme_data(folder).write(tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_a_table_more_leaves_the_others_as_they_are() -> None:
    data = phoneme_data(library_paths()[1])
    track = ((0.0, 700.0, 1700.0), (1.0, 400.0, 2100.0))
    more = data.extended("own", "en", [Sound("FACE", "æɪ", "en/eI", track, 200.0)])
    assert more.tables[:-1] == data.tables
    assert more.programs[: len(data.programs)] == data.programs
    assert more.spectra.startswith(data.spectra)
    added = more.phonemes("own")
    assert set(added) == {*data.phonemes("en"), "FACE"}
    assert added["FACE"].length == 100
    assert added["FACE"].code not in {one.code for one in data.phonemes("en").values()}


@pytest.mark.parametrize("ipa", ["", "ɑɪəʊ"])
def test_a_name_that_no_event_holds_is_refused(ipa: str) -> None:
    data = phoneme_data(library_paths()[1])
    with pytest.raises(EngineError, match="bytes"):
        data.extended("own", "en", [Sound("X", ipa, "en/a")])
    with pytest.raises(EngineError, match="phoneme table"):
        data.phonemes("nothing")
    with pytest.raises(EngineError, match="phoneme of espeak's table en"):
        data.extended("own", "en", [Sound("X", "a", "en/nothing")])


# Words in which a vowel of an accent stands alone between stops or fricatives.
CARRIERS = {
    "en-au": {"DRES": "bed", "TRAP": "pat", "BATH": "path", "STRU": "cup", "GOOS": "food"},
    "en-nz": {"KIT": "ship", "DRES": "bed", "TRAP": "pat", "NURS": "bird"},
    "en-za": {"KITC": "ship", "BATH": "path", "DRES": "bed"},
    "en-ie": {"FACE": "case", "STRU": "cup", "BATH": "path", "TRAP": "pat"},
    "en-in": {"FACE": "case", "STRU": "cup", "BATH": "path"},
    "fr-ca": {"ILAX": "vite", "NASE": "pain", "NASA": "banc", "ABCK": "pas"},
}


@pytest.mark.parametrize("name", CARRIERS)
def test_a_vowel_sounds_where_its_track_says(name: str) -> None:
    """Measured by Praat in the middle of the vowel, within 8 % (12 % for a nasal vowel)."""
    accent = table().accents[name]
    for sound, word in CARRIERS[name].items():
        row = accent.sounds[sound]
        speech = ENGINE.synthesize(normalize(f"{word}.", accent.tags[0]), name)
        vowel = next(phone for phone in speech.phones if phone.symbol == row.ipa)
        middle_s = (vowel.timing.start_s + vowel.timing.end_s) / 2
        samples = speech.audio.samples.astype(np.float64)
        praat = parselmouth.Sound(samples, speech.audio.rate_hz)
        formants = praat.to_formant_burg(maximum_formant=5000.0)
        slack = 0.12 if "\u0303" in row.ipa or row.ipa in "ẽã" else 0.08
        for number, hz in enumerate(along(row.track, 0.5)[:2], start=1):
            found = formants.get_value_at_time(number, middle_s)
            assert found == pytest.approx(hz, rel=slack), (word, number)


# The rules


@dataclass(frozen=True)
class Kind:
    is_vowel: bool
    is_voiced: bool
    is_obstruent: bool


VOWEL, STOP, VOICED = Kind(True, True, False), Kind(False, False, True), Kind(False, True, True)
LIQUID = Kind(False, True, False)
KINDS = {
    **dict.fromkeys("aiuAIU", VOWEL), **dict.fromkeys("ptksTz", STOP),
    **dict.fromkeys("bdg", VOICED), **dict.fromkeys("rljn", LIQUID),
}  # fmt: skip


def word(said: str, text: str = "", **fields: bool) -> SaidWord:
    """A word of one-letter phones; a quote stands before a stressed vowel."""
    found = []
    stress = ""
    for letter in said:
        if letter == "'":
            stress = "'"
        else:
            found.append(Said(letter, stress))
            stress = ""
    return SaidWord(text, tuple(found), **fields)


def rewritten(rule: dict, *words: SaidWord, linking: str = "") -> list[str]:
    one = Rule(status="J", source=("test",), **rule)
    done = Rewriter([one], KINDS, linking).rewrite(words)
    return ["".join(phone.stress + phone.name for phone in each.phones) for each in done]


@pytest.mark.parametrize(
    ("rule", "words", "expected"),
    [
        ({"after": ["vowel"], "before": ["vowel"]}, ["'ata"], ["'aTa"]),
        ({"after": ["vowel"], "before": ["vowel"]}, ["t'at", "a"], ["t'at", "a"]),
        ({"after": ["vowel"], "before": ["vowel"], "across": True}, ["t'at", "a"], ["t'aT", "a"]),
        ({"stress": "unstressed", "after": ["vowel"]}, ["at'a", "'ata"], ["at'a", "'aTa"]),
        ({"place": "final"}, ["tat"], ["taT"]),
        ({"place": "initial"}, ["tat"], ["Tat"]),
        ({"place": "medial"}, ["tatat"], ["taTat"]),
        ({"before": ["edge"]}, ["tat"], ["taT"]),
        ({"before": ["pause"]}, ["tat", "tat"], ["tat", "tat"]),
        ({"before": ["pause"], "across": True}, ["tat", "tat"], ["tat", "taT"]),
        ({"unless_before": ["vowel"]}, ["tat"], ["taT"]),
        ({"unless_after": ["s"]}, ["stat"], ["staT"]),
        ({"before": ["voiced"], "unless_before": ["vowel"]}, ["tata", "atba"], ["tata", "aTba"]),
        ({"before": ["voiceless"]}, ["atka", "atba"], ["aTka", "atba"]),
        ({"before": ["stressed"]}, ["t'ata"], ["T'ata"]),
        ({"before": ["unstressed"]}, ["t'ata"], ["t'aTa"]),
        ({"word": "unstressed"}, ["t'a", "ta"], ["t'a", "Ta"]),
        ({"swallows": ["j"]}, ["tja", "ta"], ["Ta", "ta"]),
    ],
)
def test_a_rule_applies_where_it_says(rule, words, expected) -> None:
    made = [word(each, pause_after=number + 1 == len(words)) for number, each in enumerate(words)]
    assert rewritten({"change": {"t": "T"}, **rule}, *made) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("pit", "pIt"), ("pi", "pi"), ("pita", "pita"), ("pisk", "pIsk"), ("pista", "pIsta"),
        ("pitra", "pitra"), ("pirta", "pIrta"), ("piz", "piz"),
    ],
)  # fmt: skip
def test_a_syllable_is_closed_by_what_cannot_begin_the_next(said: str, expected: str) -> None:
    rule = {"change": {"i": "I"}, "syllable": "closed"}
    assert rewritten(rule, word(said), linking="z") == [expected]


def test_only_the_last_vowel_where_the_rule_says_so() -> None:
    assert rewritten({"change": {"i": "I"}, "last": True}, word("pitip")) == ["pitIp"]


def test_spelling_tells_what_phones_do_not() -> None:
    rule = {"change": {"a": "A"}, "spelled": "â"}
    assert rewritten(rule, word("pat", "pâte"), word("pat", "patte")) == ["pAt", "pat"]


def test_one_phone_may_become_several_or_none_and_keeps_its_stress() -> None:
    assert rewritten({"change": {"i": "a r"}}, word("p'it")) == ["p'art"]
    assert rewritten({"change": {"t": ""}}, word("p'it")) == ["p'i"]


def test_a_prescribed_word_is_seen_and_not_touched() -> None:
    rule = {"change": {"t": "T"}, "before": ["vowel"], "across": True}
    assert rewritten(rule, word("at"), word("ata", fixed=True)) == ["aT", "ata"]


def test_rules_apply_in_order_each_to_the_whole() -> None:
    rules = [
        Rule(change={"t": "d"}, status="J", source=("test",)),
        Rule(change={"d": "t"}, before=("edge",), status="J", source=("test",)),
    ]
    done = Rewriter(rules, KINDS).rewrite([word("tat")])
    assert "".join(phone.name for phone in done[0].phones) == "dat"


# Reading and saying


@pytest.mark.parametrize(
    ("tag", "identifier", "own"),
    [("en-GB", "gmw/en", "en"), ("en-US", "gmw/en-US", "en-us"), ("fr-CA", "roa/fr", "fr")],
)
def test_what_is_read_is_said_alike_before_any_rule(tag: str, identifier: str, own: str) -> None:
    """Sentences spoken again by the phones that were read: the same phones, and within 2 % as
    long (the library tells two degrees of unstressed apart that its mnemonics do not)."""
    accent = table().accents["en-au"].model_copy(update={"reads": identifier, "table": own})
    inventory = phoneme_data(library_paths()[1]).phonemes(own)
    for line in sentences(tag, "verification"):
        script = espeak_text.write(normalize(line, tag), prescribed={}, letter_names={})
        words = espeak_accents.read(script, accent, {})
        said = {
            index: f"[[{espeak_accents.spelled(each.phones, inventory)}]]"
            for index, each in enumerate(words)
            if each.phones and not each.fixed
        }
        both = []
        for one in (script, script.with_words(said)):
            with fresh() as library:
                library.prepare(identifier)
                both.append(library.speak(one.text, phoneme_input=one.phoneme_input, limit_s=60))
        plain, again = ([event.name for event in one.events if event.name] for one in both)
        assert plain == again, line
        assert len(both[1].samples) == pytest.approx(len(both[0].samples), rel=0.02), line


def test_mnemonics_are_parted_only_where_they_would_be_misread() -> None:
    inventory = phoneme_data(library_paths()[1]).phonemes("en")
    for names, expected in (
        (("k", "A:", "n", "t"), "kA:nt"),
        (("a", "I", "s"), "a|I|s"),
        (("t", "S"), "t|S"),
    ):
        said = tuple(Said(name) for name in names)
        assert espeak_accents.spelled(said, inventory) == expected


SAID = [
    ("en-au", "mate", "m æɪ t"),
    ("en-au", "better", "b e ɾ ɐ"),
    ("en-au", "twenty-one", "t w e n t iː w ɐ n"),
    ("en-au", "Tuesday", "tʃ ʉː z d æɪ"),
    ("en-nz", "this", "ð ɘ s"),
    ("en-za", "kit", "k ɪ t"),
    ("en-za", "bit", "b ɪ̈ t"),
    ("en-ie", "third", "t̪ ɜːɹ d"),
    ("en-ie", "film", "f ɪ l ə m"),
    ("en-ie", "water", "w ɒː θ̠ əɹ"),
    ("en-in", "very", "ʋ ɛ ɾ i"),
    ("en-in", "third", "t̪ ə ɾ ɖ"),
    ("en-ca", "out", "ʌʊ t"),
    ("en-ca", "loud", "l aʊ d"),
    ("fr-ca", "petite", "p ə t͡s ɪ t"),
    ("fr-ca", "petit", "p ə t͡s i"),
    ("fr-ca", "livre", "l i v ʁ"),
    ("fr-ca", "pâte", "p ɑː t"),
    ("fr-ca", "dieu", "d͡z j ø"),
    ("fr-be", "huit", "w i t"),
    ("fr-be", "née", "n eː"),
    ("fr-ch", "née", "n eːj"),
    ("es-ar", "llave", "ʃ a β e"),
    ("es-ar", "este", "e h t e"),
    ("de-at", "sieben", "z̥ iː b ə n"),
    ("de-at", "wichtig", "v ɪ ç t ɪ k"),
    ("nl-be", "goed", "ʝ u t"),
]


@pytest.mark.parametrize(("voice", "text", "expected"), SAID)
def test_words_are_said_with_the_accent(voice: str, text: str, expected: str) -> None:
    tag = table().accents[voice].tags[0]
    assert phones(normalize(f"{text}.", tag), voice) == [expected]


def test_every_accent_is_heard_in_some_word() -> None:
    assert {voice for voice, _, _ in SAID} == set(ACCENTS)


def test_rules_see_over_the_edge_of_a_word_but_not_over_a_pause(utter) -> None:
    assert phones(utter("get", "it", "on", "."), "en-au")[:2] == ["ɡ e ɾ", "ɪ ɾ"]
    assert phones(utter("get", ",", "it", ",", "on", "."), "en-au")[:2] == ["ɡ e t", "ɪ t"]


def test_words_that_the_library_joins_are_told_apart(utter) -> None:
    said = phones(utter("one", "of", "the", "bath", "."), "en-au")
    assert said == ["w ɐ n", "ɔ v", "ð ə", "b ɐː θ"]


def test_a_prescribed_pronunciation_is_not_rewritten(utter) -> None:
    token = {"spoken": "bath", "ipa": "bɑːθ"}
    assert phones(utter("the", token, "bath", "."), "en-au") == ["ð ə", "b ɑː θ", "b ɐː θ"]
    accented = {"spoken": "mate", "ipa": "mæɪt"}
    speech = ENGINE.synthesize(utter(accented), "en-au")
    assert [phone.symbol for phone in speech.phones if phone.symbol] == ["m", "æɪ", "t"]
    assert speech.notes == ()


def test_letters_are_named_with_the_accent(utter) -> None:
    code = {"written": "AY", "spoken": "A Y", "kind": "code"}
    assert ENGINE.ipa(utter(code), "en-au") == ("ˈæɪ wˈɑe",)
    assert ENGINE.ipa(utter(code), "en") != ENGINE.ipa(utter(code), "en-au")


def test_the_ipa_of_tokens_is_the_accents(utter) -> None:
    assert ENGINE.ipa(utter("the", "mate", "."), "en-au") == ("ðə", "mˈæɪt", None)
    groups = {"written": "12-7", "groups": ("one two", "eight")}
    assert ENGINE.ipa(utter(groups), "en-au") == ("wˈɐn tˈʉː | ˈæɪt",)


def test_a_word_of_another_language_is_left_to_it() -> None:
    said = phones(normalize("le marketing petit.", "fr-CA"), "fr-ca")
    assert said == ["l ə", "m ɑː k ɪ t ɪ ŋ", "p ə t͡s i"]


@pytest.mark.parametrize("variant", ["f3", "klatt2", "whisper"])
def test_an_accent_takes_the_librarys_variants(utter, variant: str) -> None:
    line = utter("my", "mate", ".")
    plain, other = (ENGINE.synthesize(line, name) for name in ("en-au", f"en-au+{variant}"))
    assert [phone.symbol for phone in other.phones] == [phone.symbol for phone in plain.phones]
    assert other.audio.digest != plain.audio.digest


def test_plain_text_carries_no_commands_here_either(utter) -> None:
    hostile = utter({"spoken": "hello [[FACE]] \x010A <b>", "written": "x"}, "mate", ".")
    tame = utter({"spoken": "hello FACE 0A b", "written": "x"}, "mate", ".")
    assert (
        ENGINE.synthesize(hostile, "en-au").audio.digest
        == ENGINE.synthesize(tame, "en-au").audio.digest
    )


def test_a_long_word_is_said_to_its_end(utter) -> None:
    short, long = (ENGINE.synthesize(utter("bab" * size), "en-au") for size in (30, 120))
    assert long.audio.duration_s > 3 * short.audio.duration_s


def test_equal_arguments_give_equal_bytes_whatever_is_spoken_beside(utter) -> None:
    line = utter("my", "mate", "is", "in", "the", "water", ".")
    jobs = [(name, seed) for name in ("en-au", "en-ie", "fr-ca", "en") for seed in (0, 1)] * 3

    def render(job: tuple[str, int]) -> str:
        return ENGINE.synthesize(line, job[0], seed=job[1]).audio.digest

    alone = [render(job) for job in jobs]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(render, jobs)) == alone
    assert len(set(alone)) == 4  # no accent has noise of its own


def test_the_folder_of_the_voices_is_made_anew_if_it_is_gone(utter) -> None:
    first = ENGINE.synthesize(utter("mate"), "en-au").audio.digest
    shutil.rmtree(espeak_accents._folder())
    assert ENGINE.synthesize(utter("mate"), "en-au").audio.digest == first


# Casting


@pytest.mark.parametrize("name", ACCENTS)
def test_an_accent_is_cast_for_its_locales_with_a_note(name: str) -> None:
    accent = table().accents[name]
    for tag in accent.tags:
        casting = ENGINE.cast(tag)
        assert (casting.voice, casting.exact, casting.note) == (name, True, accent.note)
    assert name in {voice.name for voice in ENGINE.voices()}
    # A note says what is not of the accent, not only what is.
    assert accent.unruled in accent.note


def test_an_accent_overrules_the_region() -> None:
    assert ENGINE.cast("en-GB", "en-AU").voice == "en-au"
    assert ENGINE.cast("en-AU", "en-GB").voice == "en"


def test_the_version_tells_the_rules(monkeypatch) -> None:
    from voices.engines import espeak

    before = ENGINE.version()
    monkeypatch.setattr(espeak, "accents_digest", lambda: "00000000")
    assert ENGINE.version() != before
