"""Recorded pages that keep their state, and how they are replayed."""
