"""Voices: engines, shaping, acoustics, personas, verification and profiles."""
