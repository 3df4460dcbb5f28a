"""What SSML asks is in the sound: silences, rate, pitch, level, languages; text never commands."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from normalizers import normalize, normalize_ssml
from normalizers.utterance import Prosody, Span, Token, Utterance
from voices.audio import Speech
from voices.manner import EMPHASIS
from voices.pauses import with_pauses
from voices.persona import Persona
from voices.shaping.passages import Passage
from voices.shaping.world import analyse
from voices.speaking import Voice, base_speech, mark_times, prepare, speak, speak_parts


@pytest.fixture(scope="module")
def ava() -> Voice:
    return prepare(Persona.preset("ava"))


def said(body: str, voice: Voice) -> Speech:
    speech = speak(normalize_ssml(f"<speak>{body}</speak>", "en-US"), voice)
    whole(speech)
    return speech


def whole(speech: Speech) -> None:
    """Phones and words are in order and inside the audio."""
    for timings in ([one.timing for one in speech.phones], [one.timing for one in speech.words]):
        for one, two in pairwise(timings):
            assert one.end_s <= two.start_s + 1e-6
        assert timings[-1].end_s <= speech.audio.duration_s + 1e-6


def silences_s(speech: Speech, floor_db: float = -45.0) -> list[float]:
    """Lengths of all stretches of 5 ms frames under a level, by the samples alone."""
    rate_hz = speech.audio.rate_hz
    size = rate_hz // 200
    frames = speech.audio.samples[: len(speech.audio.samples) // size * size].reshape(-1, size)
    quiet = 20 * np.log10(np.sqrt((frames**2).mean(axis=1)) + 1e-9) < floor_db
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(int), [0]])))
    return [
        (end - start) * size / rate_hz for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]


def gap_s(speech: Speech, first: str, second: str) -> float:
    words = [word.text for word in speech.words]
    one, two = (speech.words[words.index(word)].timing for word in (first, second))
    return two.start_s - one.end_s


def level_db(speech: Speech, word: str) -> float:
    timing = next(one.timing for one in speech.words if one.text == word)
    rate_hz = speech.audio.rate_hz
    samples = speech.audio.samples[int(timing.start_s * rate_hz) : int(timing.end_s * rate_hz)]
    return 20 * float(np.log10(np.sqrt(np.mean(samples**2)) + 1e-9))


def length_s(speech: Speech, word: str) -> float:
    return next(one.timing for one in speech.words if one.text == word).duration_s


def f0_hz(speech: Speech, word: str) -> float:
    """Median F0 of the voiced frames of a word, tracked in the finished audio."""
    frames = analyse(speech)
    timing = next(one.timing for one in speech.words if one.text == word)
    return float(np.median(frames.f0_hz[frames.inside(timing) & frames.voiced]))


@pytest.mark.parametrize("pause_s", [0.3, 1.0, 2.5])
@pytest.mark.parametrize("mark", ["", ",", "."])
def test_a_break_is_a_silence_of_that_length(ava: Voice, pause_s: float, mark: str) -> None:
    speech = said(f'Please wait{mark}<break time="{pause_s}s"/> for an agent', ava)
    assert gap_s(speech, "wait", "for") == pytest.approx(pause_s, abs=0.005)
    # The release of the t and the onset of the f lie partly within.
    assert max(silences_s(speech)) == pytest.approx(pause_s, abs=0.09)


def test_a_break_comes_first_and_last(ava: Voice) -> None:
    plain = said("wait", ava)
    speech = said('<break time="1s"/>wait<break time="2s"/>', ava)
    assert speech.words[0].timing.start_s == pytest.approx(1.0, abs=0.005)
    end_s = speech.words[-1].timing.end_s
    assert speech.audio.duration_s - end_s == pytest.approx(2.0, abs=0.005)
    assert length_s(speech, "wait") == pytest.approx(length_s(plain, "wait"), abs=0.05)


def test_breaks_between_the_groups_of_a_number(ava: Voice) -> None:
    speech = said('My number is 202 <break time="700ms"/> 555 <break time="900ms"/> 0143.', ava)
    assert gap_s(speech, "two", "five") > 0.7  # from the first two of 202
    spans = [phone.timing.duration_s for phone in speech.phones if phone.is_pause]
    assert sum(abs(span - 0.7) < 0.005 for span in spans) == 1
    assert sum(abs(span - 0.9) < 0.005 for span in spans) == 1


def test_a_break_between_long_parts_is_kept(ava: Voice) -> None:
    long = "This is one sentence of a long message that goes on. " * 14
    speech = said(f'{long}<break time="3s"/>{long}', ava)
    assert len(list(speak_parts(normalize_ssml(f"<speak>{long}{long}</speak>", "en-US"), ava))) > 1
    assert sum(2.9 < silence < 3.6 for silence in silences_s(speech)) == 1


@pytest.mark.parametrize(("rate", "times"), [("50%", 2.0), ("150%", 1 / 1.5)])
def test_rate(ava: Voice, rate: str, times: float) -> None:
    plain = said("We have many lemons now", ava)
    speech = said(f'We have <prosody rate="{rate}">many lemons</prosody> now', ava)
    for word, factor in (("many", times), ("lemons", times), ("have", 1.0), ("now", 1.0)):
        ratio = length_s(speech, word) / length_s(plain, word)
        assert ratio == pytest.approx(factor, rel=0.05), word


@pytest.mark.parametrize(
    ("pitch", "semitones"), [("+4st", 4.0), ("-3st", -3.0), ("+26%", 4.0), ("x-high", 6.4)]
)
def test_pitch(ava: Voice, pitch: str, semitones: float) -> None:
    plain = said("We have many lemons now", ava)
    speech = said(f'We have <prosody pitch="{pitch}">many lemons</prosody> now', ava)
    for word, asked in (("lemons", semitones), ("have", 0.0)):
        moved = 12 * np.log2(f0_hz(speech, word) / f0_hz(plain, word))
        assert moved == pytest.approx(asked, abs=0.5), word


def test_pitch_in_hertz(ava: Voice) -> None:
    speech = said('We have <prosody pitch="150Hz">many lemons</prosody> now', ava)
    both = np.sqrt(f0_hz(speech, "many") * f0_hz(speech, "lemons"))
    assert 12 * abs(np.log2(both / 150.0)) < 1.5
    plain = said("We have many lemons now", ava)
    raised = said('We have <prosody pitch="+40Hz">lemons</prosody> now', ava)
    flat = said("We have lemons now", ava)
    assert f0_hz(raised, "lemons") - f0_hz(flat, "lemons") == pytest.approx(40.0, abs=8.0)
    assert f0_hz(plain, "have") > 0


@pytest.mark.parametrize(("volume", "db"), [("+6dB", 6.0), ("-10dB", -10.0), ("silent", -60.0)])
def test_volume(ava: Voice, volume: str, db: float) -> None:
    plain = said("We have many lemons now", ava)
    speech = said(f'We have <prosody volume="{volume}">many lemons</prosody> now', ava)
    moved = level_db(speech, "lemons") - level_db(plain, "lemons")
    if volume == "silent":
        assert moved < -20  # the ramp at the edge of the passage sounds
    else:
        assert moved == pytest.approx(db, abs=1.0)
    assert level_db(speech, "have") == pytest.approx(level_db(plain, "have"), abs=1.0)


def test_range_contour_and_duration(ava: Voice) -> None:
    flat = said('<prosody range="0%">We have many lemons now</prosody>', ava)
    frames = analyse(flat)
    inner = frames.f0_hz[frames.voiced][10:-10]
    assert float(np.std(12 * np.log2(inner))) < 0.6
    body = "We have <prosody {}>many lemons and lilies</prosody> now"
    rising = said(body.format('contour="(0%,-3st)(100%,+6st)"'), ava)
    plain = said(body.replace(" {}", ""), ava)
    moved = [12 * np.log2(f0_hz(rising, word) / f0_hz(plain, word)) for word in ("many", "lilies")]
    assert moved[0] < -1
    assert moved[1] > 3
    lasting = said(body.format('duration="3s"'), ava)
    words = {word.text: word.timing for word in lasting.words}
    assert words["lilies"].end_s - words["many"].start_s == pytest.approx(3.0, abs=0.05)
    assert not lasting.notes
    assert any("lasts" in note for note in said(body.format('duration="60s"'), ava).notes)


def test_emphasis(ava: Voice) -> None:
    plain = said("We have many lemons now", ava)
    strong = said('We have many <emphasis level="strong">lemons</emphasis> now', ava)
    reduced = said('We have many <emphasis level="reduced">lemons</emphasis> now', ava)
    none = said('We have many <emphasis level="none">lemons</emphasis> now', ava)
    assert none.audio.digest == plain.audio.digest
    for measure in (length_s, f0_hz, level_db):
        assert measure(reduced, "lemons") < measure(plain, "lemons") < measure(strong, "lemons")
    rise = 12 * np.log2(f0_hz(strong, "lemons") / f0_hz(plain, "lemons"))
    assert rise == pytest.approx(EMPHASIS["strong"].pitch_st, abs=0.5)


def test_a_louder_passage_keeps_the_peak_limit_and_says_so(ava: Voice) -> None:
    speech = said('We have <prosody volume="+20dB">many lemons</prosody> now', ava)
    assert float(np.abs(speech.audio.samples).max()) <= 10 ** (-1 / 20) + 1e-3
    assert any("peak limit" in note for note in speech.notes)


def test_phonemes_are_said(ava: Voice) -> None:
    body = 'the <phoneme alphabet="ipa" ph="ˈlɛmən">tomato</phoneme> now'
    speech, words = said(body, ava), said("the lemon now", ava)
    assert [phone.symbol for phone in speech.phones] == [phone.symbol for phone in words.phones]
    assert "tomato" in [word.text for word in speech.words]


def test_a_language_is_spoken_by_its_voice(ava: Voice) -> None:
    utterance = normalize_ssml(
        '<speak>Say <lang xml:lang="fr-FR">bonjour monsieur</lang> to him.</speak>', "en-US"
    )
    speech = speak(utterance, ava)
    whole(speech)
    french = prepare(ava.persona.in_locale("fr-FR"))
    alone = base_speech("espeak", french.casting.voice, normalize("bonjour monsieur", "fr-FR"), 0)
    middle = [
        phone.symbol
        for phone in speech.phones
        if phone.word is not None and speech.words[phone.word].text in ("bonjour", "monsieur")
    ]
    assert middle == [phone.symbol for phone in alone.phones if not phone.is_pause]
    assert [utterance.tokens[word.token or 0].spoken for word in speech.words] == [
        word.text for word in speech.words
    ]


def test_parts_that_are_spoken_apart_keep_their_pauses(ava: Voice) -> None:
    body = 'Hello there. <lang xml:lang="fr-FR">Bonjour monsieur.</lang> Thank you.'
    speech = said(body, ava)
    plain = said("Hello there. Thank you.", ava)
    usual_s = gap_s(plain, "there", "Thank")
    assert gap_s(speech, "there", "Bonjour") == pytest.approx(usual_s, abs=0.1)
    assert gap_s(speech, "monsieur", "Thank") > 0.15
    inside = said('Say <lang xml:lang="fr-FR">bonjour</lang> now', ava)
    assert gap_s(inside, "Say", "bonjour") < 0.05
    long = speak(normalize("This is one sentence of a long message. " * 20, "en-US"), ava)
    gaps = [
        two.timing.start_s - one.timing.end_s
        for one, two in pairwise(long.words)
        if one.text == "message"
    ]
    assert len(gaps) == 19
    assert min(gaps) > 0.8 * max(gaps)


def test_a_language_without_a_voice_is_reported(ava: Voice) -> None:
    tokens = (
        Token(Span(0, 3), "one", "word", "one", "x"),
        Token(Span(4, 7), "two", "word", "two", "x", language="zu"),
    )
    speech = speak(Utterance("one two", "en-US", tokens), ava)
    assert [word.text for word in speech.words] == ["one", "two"]
    assert any("zu is read by the voice of en-US" in note for note in speech.notes)


def test_marks_have_times(ava: Voice) -> None:
    utterance = normalize_ssml(
        '<speak><mark name="a"/>One two <mark name="b"/>three.<mark name="c"/></speak>', "en-US"
    )
    speech = speak(utterance, ava)
    starts = {word.text: word.timing.start_s for word in speech.words}
    assert mark_times(utterance, speech) == (
        ("a", starts["One"]),
        ("b", starts["three"]),
        ("c", speech.audio.duration_s),
    )


def test_notes_travel_with_the_speech(ava: Voice) -> None:
    assert any("<blink>" in note for note in said("<blink>one</blink>", ava).notes)


def test_pauses_and_passages_by_themselves() -> None:
    base = base_speech("test", "low", normalize("alo mena, limo", "en-US"), 0)
    held = with_pauses(base, {0: 0.0, 1: 0.5})
    assert held.words[2].timing.start_s - held.words[1].timing.end_s == pytest.approx(0.5, abs=1e-3)
    assert held.words[1].timing.start_s == pytest.approx(held.words[0].timing.end_s, abs=1e-3)
    passage = Passage(1, 3, Prosody())
    assert passage.timing(base.words).start_s == base.words[1].timing.start_s


PLAIN = [
    "Wait <break time='10s'/> here",
    "say [[h@loU]] now",
    "less &lt; more",
    "<speak>Hi <audio src='x'/></speak>",
    "one \x01b <mark name='x'/> two",
    "<prosody rate='x-slow'>fast</prosody>",
    "a [[ b ]] c",
    '<phoneme ph="x">y</phoneme>',
    "{{x}} |y| \\z",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_never_commands_the_engine(text: str) -> None:
    """The same sound as the plain words said alone, through the real engine."""
    utterance = normalize(text, "en-US")
    words = replace(
        utterance,
        text=utterance.spoken or "x",
        tokens=tuple(
            replace(token, span=Span(0, 0), written=token.spoken) for token in utterance.tokens
        ),
    )
    spoken = " ".join(token.spoken for token in utterance.tokens)
    assert not set("<>[]{}&|\\=/\x01") & set(spoken)
    one, two = (base_speech("espeak", "en-us", item, 0) for item in (utterance, words))
    assert one.audio.digest == two.audio.digest
    assert max(silences_s(one), default=0.0) < 1.5


@pytest.mark.parametrize("command", ["<break time='10s'/>", "[[h@loU]]", "&lt;", "<x>", "[[", "]]"])
def test_even_spoken_words_are_only_words(command: str) -> None:
    """A token whose spoken form a caller made himself says its letters, nothing else."""

    def one(spoken: str) -> Utterance:
        return Utterance("x", "en-US", (Token(Span(0, 1), "x", "word", f"so {spoken} ok", "own"),))

    plain = "".join(letter if letter.isalnum() or letter == "'" else " " for letter in command)
    said_one, said_two = (base_speech("espeak", "en-us", one(text), 0) for text in (command, plain))
    assert said_one.audio.digest == said_two.audio.digest
