"""Why each token was read as it was, for people and for machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from normalizers.reasons import Reason
from normalizers.utterance import Break, Prosody, Token, Utterance

_HEADS = ("written", "class", "spoken", "rule", "break")


def explain(
    utterance: Utterance,
    *,
    ipa: Sequence[str | None] | None = None,
    reasons: Sequence[Reason] | None = None,
) -> str:
    """A table of the tokens: written, class, spoken (pauses as "|"), rule, break.

    ``ipa`` is that of each token (``phonemes``), shown where it is given or prescribed;
    ``reasons`` (``trace``) add the file and entry that decided, and the alternatives.

    >>> from normalizers import normalize
    >>> print(explain(normalize("Call 911.", "en-US")))
    written  class        spoken        rule               break
    Call     word         Call          word.plain
    911      telephone    nine one one  telephone.service
    .        punctuation                punctuation        sentence
    """
    marked = any(_markup(token) for token in utterance.tokens)
    heads = (*_HEADS, *(("markup",) if marked else ()))
    rows = [(*heads, "source", "alternatives") if reasons is not None else heads]
    for index, token in enumerate(utterance.tokens):
        spoken = " | ".join(token.groups) if token.groups else token.spoken
        sound = token.ipa or (ipa[index] if ipa is not None else None)
        if sound:
            spoken = f"{spoken} /{sound}/"
        division = "" if token.break_after is Break.NONE else str(token.break_after)
        written = " ".join(token.written.split())
        row: tuple[str, ...] = (written, token.kind, spoken, token.rule, division)
        row = (*row, _shown(_markup(token))) if marked else row
        rows.append((*row, *_told(reasons[index])) if reasons is not None else row)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines += [f"mark {name} before token {index}" for name, index in utterance.marks]
    lines += [f"note: {note}" for note in utterance.notes]
    return "\n".join(lines)


def _told(reason: Reason) -> tuple[str, str]:
    """Two cells: the source, and the other readings with their rules."""
    others = (f"{other.spoken} ({other.rule})" for other in reason.alternatives)
    return reason.source, "; ".join(others)


def _why(reason: Reason) -> dict[str, Any]:
    others = [
        {
            "written": other.written,
            "class": other.kind,
            "spoken": other.spoken,
            "rule": other.rule,
            "source": other.source,
        }
        for other in reason.alternatives
    ]
    return {"source": reason.source, "alternatives": others}


def _markup(token: Token) -> dict[str, Any]:
    """What markup says of a token, as plain data; empty where it says nothing."""
    said: dict[str, Any] = {
        "pause_s": token.pause_s,
        "language": token.language,
        "emphasis": token.emphasis,
        "prosody": None,
    }
    if token.prosody:
        neutral = asdict(Prosody())
        given = asdict(token.prosody).items()
        said["prosody"] = {name: value for name, value in given if value != neutral[name]}
    return {name: value for name, value in said.items() if value is not None}


def _shown(markup: dict[str, Any]) -> str:
    """One cell: ``pause_s=0.5 language=fr-FR rate_ratio=0.8``."""
    flat = {**markup, **markup.get("prosody", {})}
    flat.pop("prosody", None)
    cells = (
        f"{name}={value:.3g}" if isinstance(value, float) else f"{name}={value}"
        for name, value in flat.items()
    )
    return " ".join(cells)


def as_row(
    utterance: Utterance,
    *,
    ipa: Sequence[str | None] | None = None,
    reasons: Sequence[Reason] | None = None,
) -> dict[str, Any]:
    """Plain data for JSON: written, spoken, and the tokens with span, class, rule and groups.

    Where markup gave them there are also the tokens' ``pause_s``, ``language``, ``emphasis`` and
    ``prosody``, and ``marks`` (name and token) and ``notes``. ``ipa`` is that of each token
    (``phonemes``) and adds the key "ipa"; ``reasons`` (``trace``) add "source" and "alternatives".
    """
    tokens: list[dict[str, Any]] = [
        {
            "start": token.span.start,
            "end": token.span.end,
            "class": token.kind,
            "written": token.written,
            "spoken": token.spoken,
            "rule": token.rule,
            "groups": list(token.groups) if token.groups else None,
            **_markup(token),
        }
        for token in utterance.tokens
    ]
    if ipa is not None:
        tokens = [{**row, "ipa": sound} for row, sound in zip(tokens, ipa, strict=True)]
    if reasons is not None:
        tokens = [{**row, **_why(reason)} for row, reason in zip(tokens, reasons, strict=True)]
    row = {"written": utterance.text, "spoken": utterance.spoken, "tokens": tokens}
    if utterance.marks:
        row["marks"] = [{"name": name, "token": index} for name, index in utterance.marks]
    if utterance.notes:
        row["notes"] = list(utterance.notes)
    return row
