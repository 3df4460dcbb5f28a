"""Pieces of HTML that the pages and the report share: tables, chips, gauges.

Conventions: every function returns HTML without scripts; everything that came from a user or a
file is escaped here, so that callers may put the results together freely. Verdicts are told by
icon and word, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from normalizers.utterance import Utterance
from studio.wording import PROOFS, measure_hint, measure_name, setting_name
from voices.acoustics.verdict import Proof, Verdict, band
from voices.headlines import ATTRIBUTES
from voices.persona import Persona
from voices.resolve import Decision
from voices.shaping.settings import Settings

GAUGE_PX = (112, 18)


def text(value: object) -> str:
    """Escape anything for HTML text and for attributes.

    >>> text('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return escape(str(value), quote=True)


def table(
    head: Sequence[str], rows: Iterable[str], *, caption: str = "", kind: str = "", note: str = ""
) -> str:
    """A table in a scrolling frame; ``head`` is text, ``rows`` are ready ``<tr>`` elements."""
    cells = "".join(f'<th scope="col">{text(name)}</th>' for name in head)
    title = f"<caption>{text(caption)}</caption>" if caption else ""
    foot = f'<p class="vps-note">{text(note)}</p>' if note else ""
    label = text(caption or "table")
    return (
        f'<div class="vps-scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="vps-table {text(kind)}">{title}<thead><tr>{cells}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>{foot}"
    )


def chip(label: str, kind: str = "plain", *, icon: str = "", hint: str = "") -> str:
    """A short label with an optional icon; ``kind`` is good, bad, open, proxy or plain."""
    mark = f'<span aria-hidden="true">{text(icon)}</span> ' if icon else ""
    title = f' title="{text(hint)}"' if hint else ""
    return f'<span class="vps-chip vps-{text(kind)}"{title}>{mark}{text(label)}</span>'


def _number(value: float | None, unit: str, *, signed: bool = False) -> str:
    if value is None:
        return "–"
    digits = f"{value:+.3g}" if signed else f"{value:.4g}"
    return f"{digits.replace('-', '−')} {unit}".strip()


def wanted(verdict: Verdict) -> str:
    """The band that was asked for, as text; changes are signed.

    >>> wanted(Verdict("breathiness", "cpps_db", "0.5", -2.0, "dB", None, -1.5, True, True,
    ...                Proof.MEASURED, ""))
    '−1.5 or less'
    """
    low, high = verdict.low, verdict.high
    if low is None and high is None:
        return "–"
    if not verdict.relative:
        return band(low, high).replace("-", "−")
    if low is not None and high is not None:
        words = f"{low:+.4g} to {high:+.4g}"
    else:
        words = f"{high:+.4g} or less" if low is None else f"{low:+.4g} or more"
    return words.replace("-", "−")


def verdict_chip(verdict: Verdict) -> str:
    """The verdict in an icon and words."""
    if verdict.proof is Proof.NOT_MEASURABLE:
        return chip("by ear", "open", icon="○", hint=PROOFS["not measurable"])
    if verdict.ok is None:
        return chip("not decided", "open", icon="○", hint=verdict.message)
    if verdict.low is None and verdict.high is None:
        return chip("shown only", "open", icon="○", hint="No band was asked for.")
    if verdict.ok:
        return chip("as asked", "good", icon="✓")
    miss = verdict.message.split(":", 1)[0]
    return chip(miss, "proxy" if verdict.proof is Proof.PROXY else "bad", icon="✕")


def position(verdict: Verdict) -> float | None:
    """Where a measured value lies against its band: 0 is the low edge, 1 the high edge.

    An open side is as long as the finite edge's own size or the miss, whichever is greater.
    None where nothing was measured or nothing asked.

    >>> v = Verdict("pitch", "f0_median_hz", "alto", 175, "Hz", 165, 185, False, True,
    ...             Proof.MEASURED, "as asked")
    >>> position(v)
    0.5
    """
    value, low, high = verdict.measured, verdict.low, verdict.high
    if value is None or (low is None and high is None):
        return None
    if low is not None and high is not None:
        return (value - low) / max(high - low, 1e-9)
    edge = low if low is not None else high
    assert edge is not None  # noqa: S101  (one of the two is finite, checked above)
    scale = max(abs(edge), abs(value - edge), 1e-9)
    return (value - edge) / scale if low is not None else 1 + (value - edge) / scale


def gauge(verdict: Verdict) -> str:
    """A small drawing of the band and the measured point; "" where there is nothing to draw."""
    at = position(verdict)
    if at is None:
        return ""
    width, height = GAUGE_PX
    third = width / 3
    left = third if verdict.low is not None else 2.0
    right = 2 * third if verdict.high is not None else width - 2.0
    x = min(max(third * (1 + at), 6.0), width - 6.0)
    y = height / 2
    if verdict.ok is None:
        point = f'<circle class="vps-unsure" cx="{x:.1f}" cy="{y}" r="3.5" fill="none"/>'
    elif verdict.ok:
        point = f'<circle class="vps-point" cx="{x:.1f}" cy="{y}" r="4"/>'
    else:
        point = (
            f'<path class="vps-cross" d="M{x - 4:.1f} {y - 4}l8 8m0 -8l-8 8" fill="none" '
            'stroke-width="2.4"/>'
        )
    return (
        f'<svg class="vps-gauge" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" aria-hidden="true"><line x1="2" x2="{width - 2}" y1="{y}" y2="{y}"/>'
        f'<rect x="{left:.1f}" y="3" width="{right - left:.1f}" height="{height - 6}" rx="3"/>'
        f"{point}</svg>"
    )


def _row(attribute: str, asked: str, cells: str, *, first: bool) -> str:
    """A row of the table of verdicts; the attribute is shown on the first of its rows."""
    label = text(attribute.replace("_", " "))
    if first:
        head = f'<th scope="row">{label}<div class="vps-why">{text(asked)}</div></th>'
        return f'<tr class="vps-first">{head}{cells}</tr>'
    head = f'<th scope="row" class="vps-same"><span class="vps-hidden">{label}</span></th>'
    return f"<tr>{head}{cells}</tr>"


def _cells(verdict: Verdict) -> str:
    hint = f"{measure_hint(verdict.measure)} ({verdict.measure})".strip()
    name = measure_name(verdict.measure)
    measure = f'<abbr title="{text(hint)}">{text(name)}</abbr>' if verdict.measure else "–"
    value = _number(verdict.measured, verdict.unit, signed=verdict.relative)
    if verdict.relative:
        measure += '<div class="vps-why">change</div>'
    undecided = verdict.ok is None and verdict.message
    proof = str(verdict.proof)
    below = f'<abbr title="{text(PROOFS[proof])}">{text(proof)}</abbr>'
    if undecided:
        below += f": {text(verdict.message)}"
    return (
        f'<td>{measure}</td><td class="vps-num">{text(value)}</td><td>{text(wanted(verdict))}</td>'
        f"<td>{gauge(verdict)}</td>"
        f'<td>{verdict_chip(verdict)}<div class="vps-why">{below}</div></td>'
    )


def _all_clean(verdicts: Sequence[Verdict]) -> str:
    """One row for guards that all hold, such as the defects."""
    names = ", ".join(measure_name(verdict.measure) for verdict in verdicts)
    cells = (
        f'<td colspan="4">{text(names)}</td><td>{chip("none found", "good", icon="✓")}'
        '<div class="vps-why">measured</div></td>'
    )
    return _row(verdicts[0].attribute, verdicts[0].asked, cells, first=True)


def _rank(verdicts: Sequence[Verdict]) -> int:
    """What is off comes first, then proxies that are off, then the rest."""
    off = [verdict for verdict in verdicts if verdict.ok is False]
    return 0 if any(v.proof is Proof.MEASURED for v in off) else 1 if off else 2


def verdict_table(verdicts: Sequence[Verdict], *, caption: str = "", note: str = "") -> str:
    """Asked against measured, a row for each verdict, by attribute; what is off comes first."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(verdict.attribute, []).append(verdict)
    rows = []
    for attribute, found in sorted(groups.items(), key=lambda item: _rank(item[1])):
        if attribute == "defects" and all(verdict.ok for verdict in found):
            rows.append(_all_clean(found))
            continue
        for index, verdict in enumerate(found):
            rows.append(_row(attribute, verdict.asked, _cells(verdict), first=index == 0))
    head = ("Asked", "Measure", "Measured", "Wanted", "Band", "Verdict")
    return table(head, rows, caption=caption, kind="vps-verdicts", note=note)


def counts(verdicts: Iterable[Verdict]) -> str:
    """How many verdicts came out how, in one line.

    >>> counts([])
    'nothing was asked'
    """
    found = list(verdicts)
    if not found:
        return "nothing was asked"
    good = sum(verdict.ok is True for verdict in found)
    off = sum(verdict.ok is False for verdict in found)
    parts = [f"{good} as asked", f"{off} off" if off else "", ""]
    undecided = len(found) - good - off
    parts[2] = f"{undecided} not decided by a measure" if undecided else ""
    return ", ".join(part for part in parts if part)


def decision_table(decisions: Sequence[Decision]) -> str:
    """What each word resolved to: the setting, its value, who decided and why."""
    rows = []
    for item in decisions:
        field = Settings.model_fields.get(item.field)
        extra: Any = field.json_schema_extra if field else {}
        unit = str(extra.get("unit", "")) if isinstance(extra, Mapping) else ""
        rows.append(
            f'<tr><th scope="row">{text(setting_name(item.field))}</th>'
            f'<td class="vps-num">{text(_number(item.value, unit))}</td>'
            f'<td>{text(item.source)}</td><td class="vps-why">{text(item.why)}</td></tr>'
        )
    return table(("Setting", "Value", "Decided by", "Why"), rows, kind="vps-decisions")


def spoken_line(utterance: Utterance) -> str:
    """What is said, with entities marked; each mark tells how it was written."""
    said = ""
    for token in utterance.tokens:
        if not token.spoken:
            said += text(token.written)
        elif token.kind == "word":
            said += f" {text(token.spoken)}"
        else:
            hint = text(f"{token.kind}: {token.written}")
            said += f' <mark title="{hint}">{text(token.spoken)}</mark>'
    return f'<p class="vps-said"><span class="vps-lead">Says</span>{said}</p>'


def persona_words(persona: Persona) -> str:
    """The headline words and the values set by hand, as a definition list."""
    items = [(name, getattr(persona, name)) for name in ATTRIBUTES]
    strength = persona.emotion_strength
    if strength is not None:
        items.append(("strength of emotion", f"{strength:g}"))
    numbers = [("median F0", persona.pitch_hz, "Hz"), ("rate", persona.rate_syll_s, "syll/s")]
    items += [(label, f"{value:g} {unit}") for label, value, unit in numbers if value is not None]
    for name, value in persona.fine.model_dump(exclude_none=True).items():
        items.append((name.replace("_", " "), f"{value:g}" if isinstance(value, float) else value))
    return (
        '<dl class="vps-words">'
        + "".join(f"<div><dt>{text(k)}</dt><dd>{text(v)}</dd></div>" for k, v in items)
        + "</dl>"
    )


def notes_list(notes: Iterable[str]) -> str:
    """Notes as a list, "" where there are none."""
    items = "".join(f"<li>{text(note)}</li>" for note in dict.fromkeys(notes))
    return f'<ul class="vps-notes">{items}</ul>' if items else ""


def message(kind: str, words: str, detail: str = "") -> str:
    """A line that tells how something went; ``kind`` is good, bad or plain."""
    icon = {"good": "✓", "bad": "✕"}.get(kind, "ℹ")
    more = f'<div class="vps-why">{text(detail)}</div>' if detail else ""
    role = "alert" if kind == "bad" else "status"
    return (
        f'<div class="vps-message vps-{text(kind)}" role="{role}">'
        f'<span aria-hidden="true" class="vps-icon">{icon}</span>'
        f"<div>{text(words)}{more}</div></div>"
    )


def play_button(key: str, what: str) -> str:
    """A small button for a table; the page listens for its ``data-play``."""
    return (
        f'<button type="button" class="vps-play" data-play="{text(key)}" '
        f'aria-label="Play {text(what)}"><span aria-hidden="true">▶</span></button>'
    )


def token_table(rows: Iterable[Mapping[str, Any]]) -> str:
    """Tokens of a text: as written, class, as said, IPA, rule; each with a play button.

    Pause groups are divided by a bar. Punctuation is left out.
    """
    lines = []
    for row in rows:
        if not row["spoken"]:
            continue
        groups = row["groups"] or [row["spoken"]]
        said = '<span class="vps-bar" title="pause"> | </span>'.join(text(part) for part in groups)
        kind = "plain" if row["class"] == "word" else "entity"
        lines.append(
            f"<tr><td>{play_button(str(row['index']), row['written'])}</td>"
            f'<th scope="row">{text(row["written"])}</th>'
            f"<td>{chip(row['class'], kind)}</td><td>{said}</td>"
            f'<td class="vps-ipa" lang="und-fonipa">{text(row.get("ipa") or "–")}</td>'
            f"<td><code>{text(row['rule'])}</code></td></tr>"
        )
    head = ("", "Written", "Class", "Said", "IPA", "Rule")
    note = "A bar | is a pause inside an entity. The rule names what decided the reading."
    return table(head, lines, caption="How it is read", kind="vps-tokens", note=note)


def matrix_table(rows: Iterable[tuple[str, str, Mapping[str, Any]]]) -> str:
    """Sample entities against locales; each cell is a button."""
    found = list(rows)
    tags = list(found[0][2]) if found else []
    lines = []
    for kind, written, cells in found:
        parts = []
        for tag in tags:
            cell = cells[tag]
            if cell.problem:
                parts.append(f'<td class="vps-why">{text(cell.problem)}</td>')
                continue
            other = "" if kind in cell.kind else f'<div class="vps-why">as {text(cell.kind)}</div>'
            parts.append(
                f'<td><button type="button" class="vps-cell" data-play="{text(cell.key)}" '
                f'title="Play">{text(cell.spoken)}</button>{other}</td>'
            )
        lines.append(
            f'<tr><th scope="row">{text(written)}<div class="vps-why">{text(kind)}</div></th>'
            f"{''.join(parts)}</tr>"
        )
    return table(("Written", *tags), lines, kind="vps-matrix")
