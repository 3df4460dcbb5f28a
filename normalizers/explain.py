"""Why each token was read as it was, for people and for machines."""

from __future__ import annotations

from typing import Any

from normalizers.utterance import Break, Utterance

_HEADS = ("written", "class", "spoken", "rule", "break")


def explain(utterance: Utterance) -> str:
    """A table of the tokens: written, class, spoken (pauses as "|"), rule, break.

    >>> from normalizers import normalize
    >>> print(explain(normalize("Call 911.", "en-US")))
    written  class        spoken        rule               break
    Call     word         Call          word.plain
    911      telephone    nine one one  telephone.service
    .        punctuation                punctuation        sentence
    """
    rows = [_HEADS]
    for token in utterance.tokens:
        spoken = " | ".join(token.groups) if token.groups else token.spoken
        if token.ipa:
            spoken = f"{spoken} /{token.ipa}/"
        division = "" if token.break_after is Break.NONE else str(token.break_after)
        written = " ".join(token.written.split())
        rows.append((written, token.kind, spoken, token.rule, division))
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def as_row(utterance: Utterance) -> dict[str, Any]:
    """Plain data for JSON: written, spoken, and the tokens with span, class, rule and groups."""
    return {
        "written": utterance.text,
        "spoken": utterance.spoken,
        "tokens": [
            {
                "start": token.span.start,
                "end": token.span.end,
                "class": token.kind,
                "written": token.written,
                "spoken": token.spoken,
                "rule": token.rule,
                "groups": list(token.groups) if token.groups else None,
            }
            for token in utterance.tokens
        ],
    }
