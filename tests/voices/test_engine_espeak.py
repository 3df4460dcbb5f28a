"""The embedded espeak-ng: repeatability, plain text, pronunciations, times, casting."""

from __future__ import annotations

import ctypes
import locale
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locales.errors import EngineError
from normalizers.utterance import Break
from voices.engines import (
    espeak,
    espeak_copies,
    espeak_library,
    espeak_text,
    espeak_timing,
    get_engine,
)
from voices.engines.espeak_accents import opened
from voices.engines.espeak_copies import library_paths
from voices.engines.espeak_library import fresh
from voices.engines.espeak_phonemes import mnemonics, pronounce
from voices.engines.reading import plain
from voices.ipa import is_stop

ENGINE = get_engine("espeak")
pytestmark = pytest.mark.skipif(not ENGINE.available().ok, reason=ENGINE.available().reason)

ROOT = Path(__file__).parents[2]
SENTENCE = ("she", "sells", "five", "fish", "to", "the", "judge", ".")


def digest(utterance, voice="en-us", seed=0) -> str:
    return ENGINE.synthesize(utterance, voice, seed=seed).audio.digest


# Repeatability


def test_noise_of_a_variant_follows_the_seed_and_not_the_clock(utter):
    # Without a seed of ours the library seeds itself from the clock, in seconds.
    code = (
        "import sys, time; sys.path[:0] = [sys.argv[1], sys.argv[1] + '/tests/voices']\n"
        "from conftest import _utter\n"
        "from voices.engines import get_engine\n"
        f"line = _utter(*{SENTENCE!r})\n"
        "print(get_engine('espeak').synthesize(line, 'en-us+f3', seed=5).audio.digest)\n"
    )
    elsewhere = [
        subprocess.run(
            [sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True, check=True
        ).stdout.strip()
        for _ in range(2)
    ]
    here = digest(utter(*SENTENCE), "en-us+f3", 5)
    assert elsewhere == [here, here]
    assert digest(utter(*SENTENCE), "en-us+f3", 6) != here


def test_base_voices_are_the_same_for_every_seed(utter):
    assert len({digest(utter(*SENTENCE), "en-us", seed) for seed in (0, 1, -1, 2**40)}) == 1


@pytest.mark.slow
def test_many_voices_on_many_threads_give_the_bytes_of_one_thread(utter):
    voices = ["en-us", "en-us+f3", "en-us+klatt2", "fr", "de", "es-419", "cmn", "en-gb-scotland+m3"]
    jobs = [(voice, size) for voice in voices for size in (1, 3)]
    lines = {size: utter(*SENTENCE * size) for size in (1, 3)}
    alone = {job: digest(lines[job[1]], job[0]) for job in jobs}
    order = np.random.default_rng(1).permutation(np.repeat(np.arange(len(jobs)), 12))
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda at: digest(lines[jobs[at][1]], jobs[at][0]), order))
    assert together == [alone[jobs[at]] for at in order]


def test_other_users_of_the_c_librarys_random_numbers_do_not_matter(utter):
    library = ctypes.CDLL(None)
    first = digest(utter(*SENTENCE), "en-us+whisper")
    library.srand(99)
    library.rand()
    assert digest(utter(*SENTENCE), "en-us+whisper") == first


@pytest.mark.parametrize("variant", ["Reed", "caleb"])
def test_variants_that_cannot_repeat_are_not_offered(variant):
    assert variant not in ENGINE.variants()
    assert len(ENGINE.variants()) > 90


@pytest.mark.slow
def test_every_variant_repeats(utter):
    library = ctypes.CDLL(None)
    line = utter("she", "sells", "fish")
    for variant in ENGINE.variants():
        first = digest(line, f"en-us+{variant}", 3)
        library.rand()
        assert digest(line, f"en-us+{variant}", 3) == first, variant


def test_nothing_is_left_behind(utter):
    maps, handles = Path("/proc/self/maps"), Path("/proc/self/fd")
    if not maps.exists():
        pytest.skip("needs Linux' /proc")
    before = len(list(handles.iterdir()))
    for _ in range(5):
        ENGINE.synthesize(utter("hello"), "en-us")
    assert len(list(handles.iterdir())) == before
    assert "libespeak" not in maps.read_text()


def test_a_file_serves_where_memory_does_not(utter, monkeypatch, tmp_path):
    expected = digest(utter(*SENTENCE))

    def refused(*_: object) -> int:
        raise OSError("no memory files here")

    monkeypatch.setattr(os, "memfd_create", refused, raising=False)
    monkeypatch.setattr(espeak_copies.tempfile, "tempdir", str(tmp_path))
    assert digest(utter(*SENTENCE)) == expected
    assert not list(tmp_path.iterdir())


def test_a_long_path_to_the_data_serves_too(utter, monkeypatch, tmp_path):
    library, data = library_paths()
    expected = digest(utter(*SENTENCE))
    deep = tmp_path / ("d" * 90) / ("e" * 90)
    deep.mkdir(parents=True)
    (deep / data.name).symlink_to(data, target_is_directory=True)
    monkeypatch.setattr(espeak_library, "library_paths", lambda: (library, deep / data.name))
    assert digest(utter(*SENTENCE)) == expected


def test_the_process_locale_is_left_as_it_was(utter):
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C")
        ENGINE.synthesize(utter("hello"), "en-us")
        assert locale.setlocale(locale.LC_CTYPE) == "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def test_a_voice_that_did_not_take_is_an_error():
    # The library keeps the last voice and goes on.
    with fresh() as library:
        library.prepare("gmw/de")
        with pytest.raises(EngineError, match="did not take"):
            library.prepare("gmw/en-in")


# Plain text


@pytest.mark.parametrize(
    ("spoken", "same"),
    [
        ("hello [[w'3:ld]] there", "hello w'3 ld there"),
        ('hello <voice name="de"> there', "hello voice name de there"),
        ('<prosody volume="silent">hello', "prosody volume silent hello"),
        ("hello &lt; there &#65;", "hello lt there 65"),
        ("hello \x010A there", "hello 0A there"),
        ("hello \x00there", "hello there"),
        ("hello [[ there", "hello there"),
        ("hello ]] \x1b[31m there", "hello 31m there"),
        ("hello. there, you? <break time='99s'/>", "hello there you break time '99s'"),
        ("hello\u202ethere\u2028you", "hello there you"),
    ],
)
def test_plain_text_carries_no_commands(utter, spoken, same):
    hostile = utter({"spoken": spoken, "written": "x"}, "friend", ".")
    assert digest(hostile) == digest(utter({"spoken": same, "written": "x"}, "friend", "."))


def test_an_attack_leaves_no_trace_in_the_next_utterance(utter):
    before = digest(utter(*SENTENCE))
    for attack in ('<prosody volume="silent">', "\x010A", "[[", "\x01200S", '<voice name="de">'):
        ENGINE.synthesize(utter({"spoken": f"a {attack} b", "written": "x"}), "en-us")
    assert digest(utter(*SENTENCE)) == before


@given(text=st.text(max_size=60))
def test_plain_text_is_letters_digits_and_joiners_alone(text):
    assert not set(plain(text)) & set('<>&[]{}|_\\/.,;:!?\x00\x01\n\t"')
    assert plain(plain(text)) == plain(text)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(spoken=st.text(alphabet="ab [<&>]\x01\x02'-1A;|", min_size=1, max_size=30))
def test_hostile_text_equals_its_plain_form(utter, spoken):
    if plain(spoken):
        hostile = utter("so", {"spoken": spoken, "written": "x"})
        tame = utter("so", {"spoken": plain(spoken), "written": "x"})
        assert digest(hostile) == digest(tame)


@pytest.mark.parametrize("spoken", ["'-A", "-''\u200d-A-", "''-A", "-'-A"])
def test_apostrophes_before_hyphens_do_not_crash_vietnamese(utter, spoken):
    assert plain(spoken) in ("A", "'A")
    assert ENGINE.ipa(utter({"spoken": spoken, "written": "x"}), "vi") == ("ˈaː",)


def test_runaway_sound_is_cut_off():
    with fresh() as library:
        library.prepare("gmw/en-US")
        with pytest.raises(EngineError, match="longer than 2 s"):
            library.speak("hello " * 100, phoneme_input=False, limit_s=2.0)


def test_an_exception_while_speaking_is_raised(utter, monkeypatch):
    def broken(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(espeak_library, "_read_events", broken)
    with pytest.raises(KeyboardInterrupt):
        ENGINE.synthesize(utter("hello"), "en-us")


def test_long_words_are_spoken_to_their_end(utter):
    # The library itself drops what lies behind 160 bytes of a word.
    short = ENGINE.synthesize(utter("ab" * 60), "en-us")
    long = ENGINE.synthesize(utter("ab" * 240), "en-us")
    assert long.audio.duration_s == pytest.approx(4 * short.audio.duration_s, rel=0.15)
    assert len(long.words) == 1


# Pronunciations

# Words that the voice's own rules read; a word is read, its IPA prescribed, and heard again.
WORDS = {
    "en-us": "hello world judge church vision measure thing father water little button bottle "
    "about fire hour nurse square near cure choice mouth goat price face fleece goose foot dress "
    "lot thought strength splash twelfth sixths queue rhythm onion singer finger",
    "es-419": "hola mundo perro pero año guerra queso chico llave yate cielo huevo ciudad reloj "
    "jirafa examen taxi bueno viudo causa rey agua pingüino también fútbol desde alba",
    "fr": "bonjour monde rue roue peur peu vin bon blanc brun fille soleil oignon hier huit oui "
    "château garçon français heure deux neuf pain lundi yeux juin gagner",
    "de": "hallo welt ich ach buch bücher schön straße zeit deutsch pferd apfel singen jung "
    "zwölf über öl äpfel höhe haus euro rad räder tag tage lob loben",
}


@pytest.mark.parametrize("voice", WORDS)
def test_ipa_round_trip(utter, voice):
    words = WORDS[voice].split()
    sentence = Break.SENTENCE
    read = utter(*({"spoken": word, "break_after": sentence} for word in words))
    heard = ENGINE.ipa(read, voice)
    told = utter(
        *(
            {"spoken": word, "ipa": ipa, "break_after": sentence}
            for word, ipa in zip(words, heard, strict=True)
        )
    )
    again = ENGINE.ipa(told, voice)
    differing = [pair for pair in zip(heard, again, strict=True) if pair[0] != pair[1]]
    assert not differing
    assert ENGINE.synthesize(told, voice).notes == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "voice", "share"),
    [
        ("en", "en-us", 0.985), ("en", "en", 0.99), ("es", "es-419", 0.995), ("fr", "fr", 0.96),
        ("de", "de", 0.985), ("it", "it", 0.995), ("pt", "pt-br", 0.995), ("ru", "ru", 0.98),
    ],
)  # fmt: skip
def test_ipa_round_trip_of_names(utter, language, voice, share):
    # French fails where a name is read by English rules ("(en)"): sounds that French lacks.
    babel = pytest.importorskip("babel")
    names = babel.Locale.parse(language).territories.values()
    words = sorted({word.lower() for name in names for word in re.findall(r"[^\W\d_]{3,}", name)})
    same = 0
    for start in range(0, len(words), 40):
        part = words[start : start + 40]
        stop = Break.SENTENCE
        heard = ENGINE.ipa(utter(*({"spoken": word, "break_after": stop} for word in part)), voice)
        told = utter(
            *(
                {"spoken": word, "ipa": ipa, "break_after": stop}
                for word, ipa in zip(part, heard, strict=True)
            )
        )
        same += sum(a == b for a, b in zip(heard, ENGINE.ipa(told, voice), strict=True))
    assert same >= share * len(words)


@pytest.mark.parametrize(
    "identifier", ["aav/vi", "sit/cmn", "sit/yue", "itc/la", "gmw/en", "jpx/ja", "sem/ar", "inc/hi"]
)
def test_every_voice_teaches_its_sounds(identifier):
    table = mnemonics(identifier)
    assert len(table) > 60
    assert {"m", "n", "t", "s", "l", "k", "p"} <= set(table)


def test_stress_is_written_before_the_syllable_and_heard_on_its_vowel(utter):
    speech = ENGINE.synthesize(utter({"spoken": "record", "ipa": "ɹɪˈkɔːd"}), "en")
    assert [(phone.symbol, phone.stress) for phone in speech.phones] == [
        ("ɹ", 0), ("ɪ", 0), ("k", 0), ("ɔː", 2), ("d", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("ipa", ["təˈmeɪtoʊ", "/təˈmeɪ.toʊ/", "[təˈme͡ɪto͡ʊ]", "tə'meɪtoʊ"])
def test_transcription_marks_are_read_past(ipa):
    table = mnemonics("gmw/en-US")
    assert pronounce(ipa, table).words[0].startswith("t|@|m|'eI")
    assert not pronounce(ipa, table).replaced


def test_what_a_voice_lacks_is_replaced_and_told(utter):
    speech = ENGINE.synthesize(utter({"spoken": "rue", "ipa": "ʁy"}), "en-us")
    assert speech.notes == ("this voice has no y; it says i",)
    thatcher = ENGINE.synthesize(utter({"spoken": "thatcher", "ipa": "ˈθætʃɚ"}), "fr")
    assert any("æ" in note for note in thatcher.notes)


@pytest.mark.parametrize("ipa", ["дом", "★", "həˈloʊ]] hello [[", "1234", "...", "həloʊ" * 200])
def test_what_is_no_ipa_is_refused_or_harmless(utter, ipa):
    try:
        speech = ENGINE.synthesize(utter({"spoken": "x", "ipa": ipa}), "en-us")
    except EngineError as error:
        assert "\n" not in str(error)
    else:
        assert ipa == "həˈloʊ]] hello [["
        assert "".join(phone.symbol for phone in speech.phones) == "həloʊhello"


def test_an_endless_word_of_ipa_is_refused_before_it_crashes_the_library(utter):
    with pytest.raises(EngineError, match="90 sounds"):
        ENGINE.synthesize(utter({"spoken": "x", "ipa": "ta" * 120}), "en-us")
    long = utter({"spoken": "x", "ipa": "ˈta" * 45})
    assert len(ENGINE.synthesize(long, "en-us").phones) >= 90


def test_letters_of_a_code_are_named_in_the_voices_language(utter):
    code = {"written": "AY", "spoken": "A Y", "kind": "code"}
    assert ENGINE.ipa(utter(code), "en-us") == ("ˈeɪ wˈaɪ",)
    assert ENGINE.ipa(utter(code), "es") == ("ˈa ˌiɣɾiˈeɣa",)
    assert ENGINE.ipa(utter(code, locale="fr-FR"), "fr") == ("ˈa iɡʁˈɛk",)
    assert ENGINE.ipa(utter("a", "dog"), "en-us")[0] == "ɐ"


def test_ipa_of_tokens(utter):
    line = utter("the", "friend", ",", {"written": "12-7", "groups": ("one two", "seven")}, ".")
    ipa = ENGINE.ipa(line, "en-us")
    assert ipa == ("ðə", "fɹˈɛnd", None, "wˈʌn tˈuː | sˈɛvən", None)


# Times


def test_words_that_the_library_joins_are_told_apart(utter):
    text = "it was a joke of the king in the end of a day at an hour"
    line = utter(*text.split())
    speech = ENGINE.synthesize(line, "en-us")
    said = [
        "".join(phone.symbol for phone in speech.phones if phone.word == index)
        for index in range(len(speech.words))
    ]
    assert said[:7] == ["ɪt", "wʌz", "ɐ", "dʒoʊk", "ʌv", "ðə", "kɪŋ"]
    assert said[-4:] == ["deɪ", "æɾ", "ɐn", "aʊɚ"]
    assert all(word.timing.duration_s > 0.02 for word in speech.words)


def test_a_word_that_is_not_said_is_told(utter):
    rate_hz = 1_000
    word, phone = espeak_library.EventKind.WORD, espeak_library.EventKind.PHONEME
    event = espeak_library.Event
    events = (
        event(word, 0, 1),
        event(phone, 0, 1, "ˈa"),
        event(word, 400, 5),
        event(phone, 400, 5, "b"),
        event(phone, 700, 5, ""),
        event(phone, 800, 5, ""),
    )
    noise = np.full(1_000, 1_000, np.int16)
    script = espeak_text.write(utter("a", "x", "b"), prescribed={}, letter_names={})
    rendering = espeak_library.Rendering(noise, rate_hz, events)
    aligned = espeak_timing.align(rendering, script, lambda said: {"a": ("a",)}.get(said, ()))
    assert script.text == "a x b。"
    assert aligned.silent == ("x",)
    assert [(phone.symbol, phone.word) for phone in aligned.phones] == [
        ("a", 0), ("b", 2), ("", None),
    ]  # fmt: skip
    assert [word.timing.start_s for word in aligned.words] == [0.0, 0.4, 0.4]
    assert aligned.phones[-1].timing.end_s == 1.0


def test_a_stop_holds_its_closure(utter):
    # Digital silence before a release is the stop's, not the vowel's before it.
    speech = ENGINE.synthesize(utter("papa", "take", "a", "packet", "of", "tea"), "en-us")
    samples, rate_hz = speech.audio.samples, speech.audio.rate_hz
    checked = 0
    for before, phone in zip(speech.phones, speech.phones[1:], strict=False):
        edge = round(phone.timing.start_s * rate_hz)
        if is_stop(phone.symbol) and not before.is_pause and phone.symbol in "ptk":
            assert np.abs(samples[edge : edge + rate_hz // 100]).max() < 1e-3
            assert np.abs(samples[edge - rate_hz // 50 : edge]).max() > 1e-3
            checked += 1
    assert checked >= 5


def test_pauses_are_digital_silence(utter):
    speech = ENGINE.synthesize(utter("stop", ".", "go", ",", "on", "\n", "end"), "en-us")
    pauses = [phone.timing for phone in speech.phones if phone.is_pause]
    assert len(pauses) == 3
    for pause in pauses:
        start, end = (round(at * speech.audio.rate_hz) for at in (pause.start_s, pause.end_s))
        assert np.abs(speech.audio.samples[start + 200 : end]).max() == 0


def test_phones_at_a_change_of_voicing_lie_on_the_sound(utter):
    # In "s" before a vowel the change from noise to periodic sound is where the times say.
    speech = ENGINE.synthesize(utter("see", "sea", "sue", "saw"), "en-us")
    samples, rate_hz = speech.audio.samples.astype(np.float64), speech.audio.rate_hz
    for phone, vowel in zip(speech.phones, speech.phones[1:], strict=False):
        if phone.symbol != "s":
            continue
        edge = round(vowel.timing.start_s * rate_hz)
        width = round(0.015 * rate_hz)

        def brightness(cut: np.ndarray) -> float:
            return float(np.sum(np.diff(cut) ** 2) / np.sum(cut**2))

        noise = brightness(samples[edge - width : edge])
        tone = brightness(samples[edge + width // 4 : edge + width])
        assert noise > 3 * tone


def test_a_group_ends_high_and_the_last_falls(utter):
    parselmouth = pytest.importorskip("parselmouth")
    groups = ("one two one", "nine one nine", "five one nine nine")
    line = utter("call", {"written": "x", "kind": "telephone", "groups": groups}, ".")
    speech = ENGINE.synthesize(line, "en-us")
    sound = parselmouth.Sound(speech.audio.samples.astype(np.float64), speech.audio.rate_hz)
    pitch = sound.to_pitch_ac(time_step=0.005, pitch_floor=50, pitch_ceiling=300)
    f0 = pitch.selected_array["frequency"]
    times = pitch.xs()

    def hz(word: int, before_end_s: float) -> float:
        at = speech.words[word].timing.end_s - before_end_s
        return float(f0[np.flatnonzero((f0 > 0) & (times <= at))[-1]])

    last = hz(len(speech.words) - 1, 0.01)
    for word in (3, 6):
        assert 12 * np.log2(hz(word, 0.01) / last) > 3.0
        assert 12 * np.log2(hz(word, 0.01) / hz(word, 0.13)) > 0.0


def test_cues_of_a_script_lie_where_they_say(utter):
    line = utter("hello", {"spoken": "dear A", "kind": "code", "groups": ("dear", "A")}, "?", "x")
    script = espeak_text.write(line, prescribed={0: ("h@l'oU",)}, letter_names={"a": "'eI"})
    assert script.text == "[[h@l'oU]] dear； [['eI]]？ x。"
    assert [script.text[cue.start : cue.end] for cue in script.cues] == [
        "[[h@l'oU]]", "dear", "[['eI]]", "x",
    ]  # fmt: skip
    assert script.pauses == {1: pytest.approx(0.32)}
    for index, cue in enumerate(script.cues):
        assert {script.cue_at(offset) for offset in range(cue.start, cue.end)} == {index}


def test_phones_are_divided_among_words_by_their_sounds():
    divided = espeak_timing.divide(list("wʌzɐ"), [list("wɒz"), list("eɪ")])
    assert divided == [(0, 3), (3, 4)]
    assert espeak_timing.divide([], [list("a"), list("b")]) == [(0, 0), (0, 0)]
    assert espeak_timing.divide(list("ab"), [list("ab"), []]) == [(0, 2), (2, 2)]


# Voices


def test_every_listed_voice_takes_and_speaks(utter):
    voices = ENGINE.voices()
    assert len(voices) > 130
    assert not {"fo", "kaa", "xex", "kl"} & {voice.name for voice in voices}
    known = espeak._bases()
    for voice in voices:
        with opened(known[voice.name].identifier) as library:
            assert library.rate_hz == 22_050


@pytest.mark.parametrize(
    ("tag", "accent", "voice", "exact"),
    [
        ("en-US", None, "en-us", True),
        ("en-US", "en-US-nyc", "en-us-nyc", True),
        ("en-GB", None, "en", True),
        ("en-GB", "en-GB-rp", "en-gb-x-rp", True),
        ("en-US", "en-GB-scotland", "en-gb-scotland", True),
        ("en-GB", "en-GB-x-gbclan", "en-gb-x-gbclan", True),
        ("en-GB", "en-029", "en-029", True),
        ("en-AU", None, "en-au", True),
        ("en-IN", None, "en-in", True),
        ("en-IE", None, "en-ie", True),
        ("en-SG", None, "en", False),
        ("fr-FR", None, "fr", True),
        ("fr-CA", None, "fr-ca", True),
        ("fr-BE", None, "fr-be", True),
        ("es-MX", None, "es-419", True),
        ("es-US", None, "es-419", False),
        ("es-ES", None, "es", True),
        ("pt-PT", None, "pt", True),
        ("pt-BR", None, "pt-br", True),
        ("de-DE", None, "de", True),
        ("de_AT", None, "de-at", True),
        ("de-CH", None, "de", False),
        ("it-IT", None, "it", True),
        ("nl-BE", None, "nl-be", True),
        ("sv-SE", None, "sv", True),
        ("nb-NO", None, "nb", True),
        ("zh-Hans-CN", None, "cmn", True),
        ("en-US", "fr-FR", "en-us", False),
        ("en-GB", "en-XX", "en-us", False),
    ],
)
def test_casting(tag, accent, voice, exact):
    casting = ENGINE.cast(tag, accent)
    assert (casting.voice, casting.exact) == (voice, exact)
    # A stand-in says what it stands in for; of a voice's own accent only one made by rule is told.
    assert bool(casting.note) == (not exact or casting.note.startswith("by rule"))


def test_an_unknown_language_names_the_known_ones():
    with pytest.raises(
        EngineError, match=r"unknown language for espeak 'xx'; known: af, am, .* zh"
    ):
        ENGINE.cast("xx")


def test_an_unknown_voice_names_its_neighbours(utter):
    with pytest.raises(
        EngineError, match=r"'en-gb'; known: en, en-029, en-au, en-ca, en-gb-scotland"
    ):
        ENGINE.synthesize(utter("hello"), "en-gb")
    with pytest.raises(EngineError, match="Did you mean 'whisper'"):
        ENGINE.synthesize(utter("hello"), "en-us+whispr")


def test_an_absent_library_has_a_remedy(monkeypatch):
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    espeak._library_version.cache_clear()
    absent = ENGINE.available()
    espeak._library_version.cache_clear()
    assert (absent.ok, absent.remedy) == (False, "pip install espeakng-loader")
