"""Measuring and fitting the engine on labelled texts."""
