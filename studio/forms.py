"""Controls made from the models: words of the headline table, ranges of the fine attributes.

Conventions: a control is known by the persona's dotted path. What the engine cannot realise is
disabled and says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from locales import available
from locales.errors import StudioError
from studio.drafts import AS_ACCENT, SLIDERS
from studio.wording import attribute_help, attribute_name
from voices.engines import engine_names, get_engine
from voices.engines.base import Availability, Capability
from voices.headlines import accents_of, find, words
from voices.persona import Fine, Persona

RADIO_UP_TO = 7
"""Attributes with more words than this are drop-down lists, so that a form stays readable."""

NEED_PHONES = (
    "fine.lifts",
    "fine.dips",
    "fine.rhythm",
    "fine.enunciation",
    "fine.fry",
)
"""Attributes that are placed on single sounds and phrase ends, whose times are needed."""


@dataclass(frozen=True, slots=True)
class Knob:
    """Range, step, unit and texts of one slider."""

    path: str
    label: str
    low: float
    high: float
    step: float
    unit: str
    help: str


def knob(path: str) -> Knob:
    """The slider of a path, from the field's own limits.

    >>> knob("fine.range").low, knob("fine.range").high, knob("pitch_hz").unit
    (0.3, 2.5, 'Hz')
    """
    part, _, leaf = path.rpartition(".")
    field = (Fine if part else Persona).model_fields[leaf]
    low = next(rule.ge for rule in field.metadata if hasattr(rule, "ge"))
    high = next(rule.le for rule in field.metadata if hasattr(rule, "le"))
    extra: Any = field.json_schema_extra or {}
    return Knob(
        path,
        attribute_name(path),
        float(low),
        float(high),
        float(extra["step"]),
        str(extra.get("unit", "")),
        attribute_help(path) or str(field.description or ""),
    )


def blocked(engine: str) -> Mapping[str, str]:
    """Paths of the attributes that an engine cannot realise, each with the reason."""
    if Capability.TIMINGS_OUT in get_engine(engine).capabilities():
        return {}
    why = f"engine {engine} does not tell when each sound is spoken"
    return dict.fromkeys(NEED_PHONES, why)


def word_choices(attribute: str, persona: Persona) -> list[tuple[str, str]]:
    """Words of a headline attribute as (label, value); accents are those of the language, and
    one that the engine has no voice for says so.

    >>> word_choices("speed", Persona(name="ada"))[0]
    ('Slow', 'slow')
    """
    if attribute == "accent":
        return [(_accent_label(name, persona), name) for name in accents_of(persona.locale)]
    return [(name[0].upper() + name[1:], name) for name in words(attribute)]


def regional_choices(persona: Persona) -> list[tuple[str, str]]:
    """Regional accents of the persona's language, and none."""
    regional = [
        (_accent_label(name, persona), name)
        for name in accents_of(persona.locale)
        if find("accent", name).entry.tag is not None
    ]
    return [("As the base accent", AS_ACCENT), *regional]


def _accent_label(name: str, persona: Persona) -> str:
    label = name.upper() if name == "rp" else name[0].upper() + name[1:]
    tag = find("accent", name).entry.tag
    if tag is None:
        return label
    casting = get_engine(persona.engine.name).cast(persona.locale, tag)
    return label if casting.exact else f"{label} (stand-in voice)"


def locale_choices(persona: Persona) -> list[tuple[str, str]]:
    """Locales with a text reading of their own, and the persona's."""
    from babel import Locale

    tags = sorted({*available(), persona.locale})
    return [(f"{tag} · {Locale.parse(tag, sep='-').get_display_name('en')}", tag) for tag in tags]


def engine_choices() -> list[tuple[str, str]]:
    """Engines by name; one that cannot be used here says why."""
    found = []
    for name in engine_names():
        try:
            state = get_engine(name).available()
        except StudioError as error:
            state = Availability(ok=False, reason=str(error))
        found.append((name if state.ok else f"{name} (not available: {state.reason})", name))
    return found


def _info(path: str, *, by_hand: bool, why_not: str) -> str:
    if why_not:
        return f"Not available: {why_not}"
    return f"{attribute_help(path)} · {'set by hand' if by_hand else 'from the words'}"


def slider(path: str, value: float, *, by_hand: bool, why_not: str = "") -> gr.Slider:
    """A slider with the field's range, step and unit."""
    found = knob(path)
    unit = f" ({found.unit})" if found.unit else ""
    return gr.Slider(
        found.low,
        found.high,
        value=value,
        step=found.step,
        label=found.label + unit,
        info=_info(path, by_hand=by_hand, why_not=why_not),
        interactive=not why_not,
        buttons=[],
        elem_id=elem_id(path),
        elem_classes=["vps-slider"],
    )


def slider_update(path: str, value: float | None, *, by_hand: bool, why_not: str = "") -> Any:
    """An update of a slider's value (None leaves it) and of who decided it."""
    info = _info(path, by_hand=by_hand, why_not=why_not)
    changes: dict[str, Any] = {} if value is None else {"value": value}
    return gr.update(info=info, interactive=not why_not, **changes)


def choice(path: str, persona: Persona, value: str) -> gr.Radio | gr.Dropdown:
    """Radio buttons for a few words, a drop-down list for many."""
    choices = regional_choices(persona) if path.startswith("fine.") else word_choices(path, persona)
    common: dict[str, Any] = {
        "choices": choices,
        "value": value,
        "label": attribute_name(path),
        "elem_id": elem_id(path),
    }
    if len(choices) <= RADIO_UP_TO and not path.endswith("accent"):
        return gr.Radio(**common, elem_classes=["vps-pills"])
    return gr.Dropdown(**common, filterable=True, min_width=140)


def choice_update(path: str, persona: Persona, value: str) -> Any:
    """An update of a word; accents get the choices of the persona's language."""
    if path == "fine.regional_accent":
        return gr.update(choices=regional_choices(persona), value=value)
    if path == "accent":
        return gr.update(choices=word_choices(path, persona), value=value)
    return gr.update(value=value)


def hand_choices() -> list[tuple[str, str]]:
    """Everything that can be set by hand, as (label, path)."""
    return [(attribute_name(path), path) for path in (*SLIDERS, "fine.regional_accent")]


def elem_id(path: str) -> str:
    """The id of a control in the page.

    >>> elem_id("fine.breathiness")
    'control-fine-breathiness'
    """
    return "control-" + path.replace(".", "-").replace("_", "-")
