"""Marks of Markdown are not read; what only looks like one is left alone; spans stay true."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import locales
from locales.errors import TextError
from normalizers import Stream, explain, normalize
from normalizers.clean import clean
from normalizers.markdown import bare
from normalizers.utterance import Break

MARKED = (
    ("**Total:** $5.50", "Total: $5.50"),
    ("Your code is **AB-1234**.", "Your code is AB-1234."),
    ("Your code is ***AB-1234***.", "Your code is AB-1234."),
    ("_it_ is *very* ~~bad~~ good", "it is very bad good"),
    ("__Dr. Lee__ at **10:30**", "Dr. Lee at 10:30"),
    ("use `$5` or ``AB-12``", "use $5 or AB-12"),
    ("call **202-555-0143**!", "call 202-555-0143!"),
    ("Well*known* and **bold**text", "Well*known and boldtext"),
    ("# Your order", "Your order"),
    ("## 2. Your order ##", "2. Your order"),
    ("> Thank you\n> for calling", "Thank you\nfor calling"),
    ("- milk\n- 5 eggs", "• milk\n• 5 eggs"),
    ("* milk\n+ eggs", "• milk\n• eggs"),
    ("- [x] milk\n- [ ] eggs", "• milk\n• eggs"),
    ("one\n\n---\n\ntwo", "one\n\ntwo"),
    ("See [our page](https://example.com/a?b=5 \"Us\") now", "See our page now"),
    ("Call [us](tel:+12025550143).", "Call us."),
    ("![A cat](cat.png) is here", "A cat is here"),
    ("```python\nx\n```", "x"),
    ("| Pen | $5 |\n|:---|---:|\n| Ink | $6 |", "Pen, $5\n\nInk, $6"),
)  # fmt: skip
SAME = (
    "5 * 3 = 15", "2**3", "snake_case and _id", "#1 choice", "# 5", "* required", "dial *67",
    "me_@example.com", "_me_@example.com", "card **** 1234", "a ~ b", "~5 minutes", "it`s", "3 > 2",
    "f[1](x)", "[note]", "__init__.py", "-5 degrees", "+ 1 202 555 0143", "A|B", "\\*so\\*",
)  # fmt: skip


@pytest.mark.parametrize(("marked", "plain"), MARKED)
@pytest.mark.parametrize("tag", ["en-US", "de-DE"])
def test_marks_are_not_read(marked: str, plain: str, tag: str) -> None:
    result = normalize(marked, tag)
    assert result.spoken == normalize(plain, tag).spoken, explain(result)
    assert [token.groups for token in result.tokens if token.groups] == [
        token.groups for token in normalize(plain, tag).tokens if token.groups
    ]


@pytest.mark.parametrize("text", SAME)
def test_what_is_no_mark_stays(text: str) -> None:
    kept = normalize(text, "en-US", options={"markdown": "keep"})
    assert normalize(text, "en-US").spoken == kept.spoken


def test_a_star_between_figures_multiplies() -> None:
    assert normalize("5 * 3 = 15", "en-US").spoken == "five times three equals fifteen"


def test_lines_of_a_list_and_cells_of_a_row_are_divided() -> None:
    listed = normalize("Buy\n- milk\n- eggs", "en-US").tokens
    assert [token.written for token in listed if token.break_after is Break.SENTENCE] == [
        "Buy", "milk", "eggs",
    ]  # fmt: skip
    cells = normalize("| Pen | five |", "en-US").tokens
    assert [token.written for token in cells if token.break_after is Break.PHRASE] == ["|"]


def test_an_address_behind_a_link_is_shown_as_left_out() -> None:
    text = "See [our page](https://example.com/5)."
    token = next(t for t in normalize(text, "en-US").tokens if t.rule == "markdown.address")
    assert (token.written, token.spoken) == ("](https://example.com/5)", "")


def test_it_can_be_read_as_it_stands() -> None:
    text = "[a](https://b.com)"
    assert "dot com" in normalize(text, "en-US", options={"markdown": "keep"}).spoken


PARTS = st.sampled_from(
    ["*", "**", "_", "__", "~~", "`", "```", "# ", "> ", "- ", "+ ", "- [x] ", "|", "---", "\n",
     "[", "]", "](", "](a.b)", "![", ")", "(", " ", "5", "AB-12", "word", "é", "e\u0301", "\u200b",
     "$5", "\\", ".", "@", "x"]
)  # fmt: skip


@given(parts=st.lists(PARTS, min_size=1, max_size=16))
@settings(max_examples=400, deadline=None)
def test_spans_are_of_the_typed_text(parts: list[str]) -> None:
    text = "".join(parts)
    try:
        result = normalize(text, "en-US")
    except TextError:
        return
    end = 0
    covered = set()
    for token in result.tokens:
        assert token.span.start >= end
        end = token.span.end
        assert token.written == text[token.span.start : end]
        covered |= set(range(token.span.start, end))
    assert all(place in covered for place, letter in enumerate(text) if letter.isalnum())


@given(parts=st.lists(PARTS, min_size=1, max_size=10), more=st.lists(PARTS, max_size=6))
@settings(max_examples=300, deadline=None)
def test_a_line_is_read_as_in_the_whole(parts: list[str], more: list[str]) -> None:
    one, two = clean("".join(parts).strip("\n") + "\n"), clean("".join(more))
    whole = clean("".join(parts).strip("\n") + "\n" + "".join(more))
    assert bare(whole).text == bare(one).text + bare(two).text


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_stream_takes_the_same_out(data: st.DataObject) -> None:
    texts = data.draw(st.lists(st.sampled_from([one for one, _ in MARKED]), max_size=6))
    text = data.draw(st.sampled_from(["\n", "\n\n", ". ", " "])).join(["Hello", *texts, "bye"])
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    stream = Stream("en-US")
    found = [stream.push(text[a:b]) for a, b in pairwise([0, *cuts, len(text)])]
    tokens = [token for part in (*found, stream.flush()) for token in part]
    assert tokens == list(normalize(text, "en-US").tokens)


@pytest.mark.parametrize(
    "text",
    ["*" * 9000 + "a", "[" * 9000 + "](", "](" * 9000, "_a" * 9000, "[a](" * 5000, "|" * 9000,
     "> " * 9000, "`" * 9001, "a](" + "b" * 19_000, "-" * 9000 + "x", "# " * 9000,
     " " * 9000 + "|"],
)  # fmt: skip
@pytest.mark.parametrize("tag", [locales.available()[0]])
def test_hostile_marks_end(text: str, tag: str) -> None:
    assert normalize(text, tag).text == text
