"""Guided mode: the person does every click; the tool points, watches and proves."""
