"""Grades of words: the arithmetic, the rules, and that no pair of texts breaks them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from studio.cli import cli
from voices.intelligibility.alignment import aligned
from voices.intelligibility.grading import Grade, composite, grade, small_words, together

VOCABULARY = ["a", "the", "five", "nine", "order", "orders", "cart", "card", "mail", "voice"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=12)


@pytest.mark.parametrize(
    ("shares", "counts", "mean"),
    [
        ((0.008621, 0.245690, 0.206897, 0.538793), (2, 57, 48, 125), 2.275862),
        ((0.058608, 0.267399, 0.227106, 0.446886), (16, 73, 62, 122), 2.062271),
        ((0.042553, 0.340426, 0.312057, 0.304965), (6, 48, 44, 43), 1.879433),
    ],
)
def test_the_composite_is_the_mean_grade(
    shares: tuple[float, ...], counts: tuple[int, ...], mean: float
) -> None:
    """Of rounded shares within their rounding, of the counts behind them to the last figure."""
    assert composite(shares) == pytest.approx(mean, abs=3e-6)
    exact = [count / sum(counts) for count in counts]
    assert exact == pytest.approx(shares, abs=5e-7)
    assert composite(exact) == pytest.approx(mean, abs=5e-7)


def grades(reference: str, heard: str, locale: str = "en-US") -> dict[str, str]:
    found = grade(reference, heard, locale)
    return {one.word.text: one.grade.name for one in found.words if one.heard != one.word.text}


@pytest.mark.parametrize(
    ("locale", "reference", "heard", "wrong"),
    [
        ("en-US", "Send the order.", "send order", {"the": "ACCEPTABLE"}),
        ("en-US", "Send the order.", "send the", {"order": "MISSED"}),
        ("en-US", "Send the order.", "send the orders", {"order": "ACCEPTABLE"}),
        ("en-US", "Send the order.", "send the bicycle", {"order": "BAD"}),
        ("en-US", "Thank you, Mr. Lee.", "thank you mister leigh", {"lee": "GOOD"}),
        ("en-US", "Leave a voicemail.", "leave a voice mail", {}),
        ("en-US", "Write to the mail room.", "write to the mailroom", {}),
        ("fr-FR", "Appelez le 01 99 00 41 72.", "appelez zéro un quatre vingt dix neuf zéro zéro "
         "quarante et un soixante douze", {"le": "ACCEPTABLE"}),
        ("de-DE", "Der Code ist 47.", "code ist siebenundvierzig", {"der": "ACCEPTABLE"}),
        ("pt-BR", "Ligue 3456-7890.", "ligue três quatro cinco meia sete oito nove zero", {}),
        ("en-GB", "Ring 020 7946 0055.", "ring zero two zero seven nine four six zero zero five "
         "five", {}),
    ],
)  # fmt: skip
def test_grades_follow_the_rules(
    locale: str, reference: str, heard: str, wrong: dict[str, str]
) -> None:
    assert grades(reference, heard, locale) == wrong


def test_a_wrong_digit_is_bad_and_an_extra_one_too() -> None:
    wrong = grade("Call (415) 555-0132.", "call four one five five five five zero one three three",
                  "en-US")  # fmt: skip
    assert [one.grade for one in wrong.words if one.heard != one.word.text] == [Grade.BAD]
    extra = grade("Call (415) 555-0132.", "call four one five five five five zero nine one three "
                  "two", "en-US")  # fmt: skip
    assert extra.added == ("nine",)
    assert [one.word.text for one in extra.words if one.grade is Grade.BAD] == ["one"]


def test_an_article_in_an_entity_is_no_small_word() -> None:
    assert grade("Code XA47", "code x four seven", "en-US").shares["missed"] == 0.2
    assert small_words("en") == {"a", "an", "the"}
    assert small_words("xx") == frozenset()


def test_nothing_heard_is_missed_and_nothing_expected_has_no_grade() -> None:
    assert grade("hello there", "", "en-US").shares == {
        "missed": 1.0, "bad": 0.0, "acceptable": 0.0, "good": 0.0,
    }  # fmt: skip
    nothing = grade(" ", "hello", "en-US")
    assert nothing.composite is None
    assert nothing.wer is None


@settings(max_examples=60, deadline=None)
@given(expected=WORDS, heard=WORDS)
def test_the_path_has_the_fewest_edits_and_every_word_once(
    expected: list[str], heard: list[str]
) -> None:
    pairs = aligned(expected, heard, lambda one, two: float(one[0] == two[0]))
    edits = sum(e is None or h is None or expected[e] != heard[h] for e, h in pairs)
    assert edits == Levenshtein.distance(expected, heard)
    assert [e for e, _ in pairs if e is not None] == list(range(len(expected)))
    assert [h for _, h in pairs if h is not None] == list(range(len(heard)))


@settings(max_examples=40, deadline=None)
@given(expected=WORDS.filter(bool), heard=WORDS)
def test_shares_add_up_and_the_composite_lies_between(
    expected: list[str], heard: list[str]
) -> None:
    found = grade(" ".join(expected), " ".join(heard), "en-US")
    assert sum(found.shares.values()) == pytest.approx(1.0)
    assert found.composite is not None
    assert 0.0 <= found.composite <= 3.0
    assert grade(" ".join(expected), " ".join(expected), "en-US").composite == 3.0


def test_texts_together_are_graded_word_by_word() -> None:
    parts = [grade("one order", "one order", "en-US"), grade("two", "", "en-US")]
    assert together(parts).composite == pytest.approx(2.0)


def test_the_command_reads_texts_and_files(tmp_path) -> None:  # type: ignore[no-untyped-def]
    reference, heard = tmp_path / "ref.txt", tmp_path / "hyp.txt"
    reference.write_text("Your code is 415.\nGoodbye.\n", encoding="utf-8")
    heard.write_text("your code is four one five\n\n", encoding="utf-8")
    run = CliRunner().invoke(cli, ["grade", str(reference), str(heard), "--json"])
    assert run.exit_code == 0, run.output
    row = json.loads(run.output)
    assert row["shares"]["missed"] == pytest.approx(1 / row["words"])
    heard.write_text("one line\n", encoding="utf-8")
    assert CliRunner().invoke(cli, ["grade", str(reference), str(heard)]).exception is not None
    text = CliRunner().invoke(cli, ["grade", "Send the order.", "send order"])
    assert "the -> -: acceptable" in text.output
    assert "word error rate 33.3 %" in text.output
