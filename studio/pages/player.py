"""The player of both pages: how it looks, what it is given, and how it is made to sound again."""

from __future__ import annotations

import gradio as gr
import numpy as np

from voices.audio import Audio

COMPACT = gr.WaveformOptions(show_recording_waveform=False)
"""A plain player: the waveform with its words is drawn below."""


def draw_player(label: str, elem_id: str) -> gr.Audio:
    """A player that is hidden until it has something to play, and then plays at once."""
    return gr.Audio(
        label=label,
        show_label=False,
        visible=False,
        waveform_options=COMPACT,
        interactive=False,
        autoplay=True,
        format="wav",
        elem_id=elem_id,
        buttons=[],
    )


def pcm(audio: Audio) -> tuple[int, np.ndarray]:
    """A sound as Gradio takes it: rate and 16-bit samples, so that nothing is rescaled."""
    return audio.rate_hz, np.round(audio.samples * 32767.0).astype(np.int16)


def replay(elem_id: str) -> str:
    """JavaScript that plays a player from its start if it is silent: the same sound made again is
    the same file, which the browser would not start by itself."""
    return f"""() => setTimeout(() => {{
  const sounds = [...document.querySelectorAll("#{elem_id} audio")];
  const sound = sounds.find((each) => each.currentSrc);
  if (!sound || (!sound.paused && !sound.ended)) return;
  sound.currentTime = 0;
  sound.play().catch(() => undefined);
}}, 120)"""
